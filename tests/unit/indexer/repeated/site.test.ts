import { describe, expect, it } from 'vitest';
import { siteOf } from '../../../../indexer/repeated/site.ts';

const page = { path: 'page.txt' };
const fact = (value: string) => ({ value, evidence: 'says so', reader: 'test' });
const siteOfPage = ({
  path,
  url,
  carrier,
  origin,
}: {
  path: string;
  url?: string;
  carrier?: string;
  origin?: string;
}) =>
  siteOf({
    path,
    ...(url !== undefined && { url }),
    facts: { ...(carrier && { carrier: fact(carrier) }), ...(origin && { origin: fact(origin) }) },
  });

describe('the site of a page', () => {
  it.each([
    [{ ...page, carrier: 'The Gull', origin: 'Wire One', url: 'https://tern.example/a' }, 'the gull'],
    [{ ...page, origin: 'The Gull', url: 'https://tern.example/a' }, 'the gull'],
    [{ ...page, url: 'https://www.tern.example/news/a', path: 'x/a.txt' }, 'tern.example'],
    [{ ...page, url: 'https://m.tern.example/news/a' }, 'tern.example'],
    [{ ...page, url: 'https://one.blogspot.com/a' }, 'one.blogspot.com'],
    [{ ...page, path: 'scrapes/tern/a.jsonl#12' }, 'scrapes/tern/'],
    [{ ...page, url: 'http://10.0.0.1/a', path: 'scrapes/a.txt' }, 'scrapes/'],
  ])('is its carrier, else its origin, its domain, its folder', (known, site) => {
    expect(siteOfPage(known)).toBe(site);
  });

  it('is unknown for a lone file of which nothing is known', () => {
    expect(siteOfPage(page)).toBeNull();
    expect(siteOfPage({ ...page, path: 'all.jsonl#3' })).toBeNull();
  });
});
