/**
 * What the documents of a build are, told by a key each: equal keys, equal documents. An incremental run sends only those
 * whose key is another one than in the build it starts from.
 *
 * A document follows from its page as it was judged, its place among the stories and the names of its entities; so a key
 * is made of these, and no document has to be made for it. Kept as lines of `id key stripped`, under a head.
 */
import { hash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { linesOf } from '../text/lines.ts';
import type { StoryPlace } from './document.ts';
import type { SpoolWriter } from './spool.ts';

/** Of one article. */
export interface DocumentKey {
  readonly key: string;
  /** Whether something was stripped from it. */
  readonly stripped: boolean;
}

/** By id. */
export type DocumentKeys = Map<string, DocumentKey>;

/**
 * @param page the judged page as JSON
 * @param names of its entities in the corpus; null: those of the page
 */
export function documentKey(page: string, place: StoryPlace, names: readonly string[] | null): string {
  const { storyId, size, rank, relation, score, shared } = place;
  const about = JSON.stringify([storyId, size, rank, relation, score, shared, names]);
  return hash('sha1', `${hash('sha1', page)} ${about}`).slice(0, 16);
}

/** Begins the file of a build. */
export const writeHead = (file: SpoolWriter, version: string): Promise<void> =>
  file.append(Buffer.from(`${version}\n`));

export const writeKey = (file: SpoolWriter, id: string, { key, stripped }: DocumentKey): Promise<void> =>
  file.append(Buffer.from(`${id} ${key} ${stripped ? 1 : 0}\n`));

/** The keys in a file; null when it is not there, or of another version of rules and code. */
export async function readKeys(path: string, version: string): Promise<DocumentKeys | null> {
  if (!existsSync(path)) return null;
  const keys: DocumentKeys = new Map();
  let isHead = true;
  for await (const { text } of linesOf(createReadStream(path))) {
    if (isHead && text !== version) return null;
    if (!isHead) {
      const [id = '', key = '', stripped] = text.split(' ');
      keys.set(id, { key, stripped: stripped === '1' });
    }
    isHead = false;
  }
  return isHead ? null : keys;
}

/** Share of the documents of both builds that are not the same, 0..1. */
export function shareThatDiffers(one: DocumentKeys, other: DocumentKeys): number {
  let same = 0;
  for (const [id, { key }] of one) if (other.get(id)?.key === key) same++;
  const all = one.size + other.size - same;
  return all === 0 ? 0 : 1 - same / all;
}
