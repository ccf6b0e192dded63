/**
 * What the documents of a build are, told by a key each: equal keys, equal documents. An incremental run sends only those
 * whose key is another one than in the build it starts from.
 *
 * A document follows from its page as it was judged, its place among the stories and the names of its entities; so a key
 * is made of these, one part each, and no document has to be made for it. Kept as lines of `id key stripped`, under a head.
 */
import { createReadStream, existsSync } from 'node:fs';
import { textsByChunk } from '../text/lines.ts';
import type { StoryPlace } from './document.ts';
import type { SpoolWriter } from './spool.ts';
import { hashOf, type NamedHere } from './told.ts';

/** Of one article. */
export interface DocumentKey {
  /** Of page, place and names, and of the page before it was cleaned again, with dots between. */
  readonly key: string;
  /** Whether something was stripped from it. */
  readonly stripped: boolean;
}

/** By id. */
export type DocumentKeys = Map<string, DocumentKey>;

/**
 * @param page hash of the judged page
 * @param names of its entities in the corpus; null: those of the page
 * @param first hash of the page before it was cleaned again; empty: it was not
 */
export function documentKey(
  page: string,
  place: StoryPlace,
  names: readonly NamedHere[] | null,
  first: string,
): string {
  const { storyId, size, rank, relation, score, shared } = place;
  const placed = hashOf(JSON.stringify([storyId, size, rank, relation, score, shared]));
  const named =
    names === null ? '' : hashOf(JSON.stringify(names.map(({ type, name, count }) => [type, name, count])));
  return `${page}.${placed}.${named}.${first}`;
}

/** Whether a document was made of this page, whatever was found of the corpus since. */
export function isMadeOf(document: DocumentKey | undefined, page: string): boolean {
  const [made, , , first] = document?.key.split('.') ?? [];
  return (first || made) === page;
}

/** In which parts of its key a document is another one than it was. */
export function partsThatDiffer(
  key: string,
  before: string,
): { readonly page: boolean; readonly place: boolean; readonly names: boolean } {
  const [page, place, names] = key.split('.');
  const [pageBefore, placeBefore, namesBefore] = before.split('.');
  return { page: page !== pageBefore, place: place !== placeBefore, names: names !== namesBefore };
}

/** Begins the file of a build. */
export const writeHead = (file: SpoolWriter, version: string): Promise<void> =>
  file.append(Buffer.from(`${version}\n`));

/** The line of a document in the file of its build. */
export const keyLine = (id: string, { key, stripped }: DocumentKey): string =>
  `${id} ${key} ${stripped ? 1 : 0}\n`;

/** The keys in a file; null when it is not there or not whole, or of another version of rules and code. */
export async function readKeys(path: string, version: string): Promise<DocumentKeys | null> {
  if (!existsSync(path)) return null;
  const keys: DocumentKeys = new Map();
  let [isHead, isWhole] = [true, true];
  for await (const lines of textsByChunk(createReadStream(path)))
    for (const { text, bytes } of lines) {
      if (isHead && text !== version) return null;
      isWhole = bytes > text.length; // with its line feed
      if (!isHead) {
        const [id = '', key = '', stripped] = text.split(' ');
        keys.set(id, { key, stripped: stripped === '1' });
      }
      isHead = false;
    }
  return isHead || !isWhole ? null : keys;
}

/** Share of the documents of both builds that are not the same, 0..1. */
export function shareThatDiffers(one: DocumentKeys, other: DocumentKeys): number {
  let same = 0;
  for (const [id, { key }] of one) if (other.get(id)?.key === key) same++;
  const all = one.size + other.size - same;
  return all === 0 ? 0 : 1 - same / all;
}
