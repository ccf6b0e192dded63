/** Pages as documents, for tests that read what the server rendered without a browser. */
import type { RequestListener } from 'node:http';
import { parseHTML } from 'linkedom';
import request from 'supertest';

/** The page at an address; it must be there. */
export async function pageAt(app: RequestListener, address: string): Promise<Document> {
  return parseHTML((await request(app).get(address).expect(200)).text).document;
}

/** What is read of an element, blanks as one. */
export const textOf = (element: Element | null): string =>
  (element?.textContent ?? '').replace(/\s+/gu, ' ').trim();

/** The articles and stories the heading of a result page tells. */
export function foundOn(page: Document): { articles: number; stories: number } {
  const said = page.querySelector('#summary')?.getAttribute('data-announce') ?? '';
  const [articles, stories] = [/([\d,]+) articles?/u, /in ([\d,]+) stor/u].map((pattern) =>
    pattern.exec(said)?.[1]?.replaceAll(',', ''),
  );
  const total = Number(articles ?? 0);
  return { articles: total, stories: stories === undefined ? total : Number(stories) };
}
