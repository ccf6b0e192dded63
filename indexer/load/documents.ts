/**
 * What the documents of a build are, told by a key each: equal keys, equal documents. An incremental run sends only those
 * whose key is another one than in the build it starts from.
 *
 * A document follows from its page as it was judged, its place among the stories and the names of its entities; so a key
 * is made of these, one part each, and no document has to be made for it. Kept as lines of `id key stripped`, under a head.
 */
import { createReadStream, existsSync } from 'node:fs';
import { grown } from '../../engine/grown.ts';
import { Ids } from '../../engine/ids.ts';
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

/** The parts of a key, each a hash of 60 bits, by their place in it. */
const [PAGE, PLACE, NAMES, FIRST] = [0, 1, 2, 3];
const PARTS = 4;
/** Documents of an empty table. */
const ROOM = 256;
/** What a document of a table is: none, one, one something was stripped from. */
const [HELD, STRIPPED] = [1, 2];

/** The keys of a build by id, in flat memory: 33 bytes each beside the ids, whose table two builds may share. */
export class DocumentKeys {
  readonly #ids: Ids;
  /** Of each part two words of 30 bits. */
  #words = new Uint32Array(2 * PARTS * ROOM);
  #states = new Uint8Array(ROOM);
  #size = 0;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  get size(): number {
    return this.#size;
  }

  set(id: string, { key, stripped }: DocumentKey): void {
    const number = this.#ids.add(id);
    if (number >= this.#states.length) {
      this.#states = grown(this.#states, new Uint8Array(2 * (number + 1)));
      this.#words = grown(this.#words, new Uint32Array(4 * PARTS * (number + 1)));
    }
    if (this.#states[number] === 0) this.#size++;
    this.#states[number] = stripped ? STRIPPED : HELD;
    this.#words.set(wordsOf(key), 2 * PARTS * number);
  }

  isStripped(id: string): boolean {
    return this.#states[this.#ids.numberOf(id) ?? -1] === STRIPPED;
  }

  /** Whether a document is there and was made of this page, whatever was found of the corpus since. */
  isMadeOf(id: string, page: string): boolean {
    const number = this.#numberOf(id);
    if (number === undefined) return false;
    const made = this.#isEmpty(number, FIRST) ? PAGE : FIRST;
    return this.#isPart(number, made, wordsOf(page), 0);
  }

  /** In which parts of its key a document is another one than it was; undefined where it is not there. */
  partsThatDiffer(
    id: string,
    key: string,
  ): { readonly page: boolean; readonly place: boolean; readonly names: boolean } | undefined {
    const number = this.#numberOf(id);
    if (number === undefined) return undefined;
    const words = wordsOf(key);
    const differs = (part: number) => !this.#isPart(number, part, words, part);
    return { page: differs(PAGE), place: differs(PLACE), names: differs(NAMES) };
  }

  /** Each document, and whether something was stripped from it. */
  *documents(): Generator<{ readonly id: string; readonly stripped: boolean }> {
    for (let number = 0; number < this.#ids.size; number++)
      if (this.#isThere(number))
        yield { id: this.#ids.at(number), stripped: this.#states[number] === STRIPPED };
  }

  /** Share of the documents of both builds that are not the same, 0..1. @param other with the same table of ids */
  shareThatDiffers(other: DocumentKeys): number {
    let same = 0;
    for (let number = 0; number < this.#ids.size; number++)
      if (this.#isThere(number) && other.#isThere(number) && this.#isSame(number, other)) same++;
    const all = this.size + other.size - same;
    return all === 0 ? 0 : 1 - same / all;
  }

  /** Documents that another build has not are as if made of nothing, so that they differ from any. @param other with the same table of ids */
  emptyAllBut(other: DocumentKeys): void {
    for (let number = 0; number < this.#ids.size; number++)
      if (this.#isThere(number) && !other.#isThere(number))
        this.#words.fill(0, 2 * PARTS * number, 2 * PARTS * (number + 1));
  }

  #numberOf(id: string): number | undefined {
    const number = this.#ids.numberOf(id);
    return number !== undefined && this.#isThere(number) ? number : undefined;
  }

  #isThere(number: number): boolean {
    return (this.#states[number] ?? 0) !== 0;
  }

  #isSame(number: number, other: DocumentKeys): boolean {
    for (let at = 2 * PARTS * number; at < 2 * PARTS * (number + 1); at++)
      if (this.#words[at] !== other.#words[at]) return false;
    return true;
  }

  /** Whether a part is what stands at a place among these words. */
  #isPart(number: number, part: number, words: Uint32Array, at: number): boolean {
    const own = 2 * (PARTS * number + part);
    return this.#words[own] === words[2 * at] && this.#words[own + 1] === words[2 * at + 1];
  }

  #isEmpty(number: number, part: number): boolean {
    const own = 2 * (PARTS * number + part);
    return this.#words[own] === 0 && this.#words[own + 1] === 0;
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Uint8Array(128);
for (const [value, letter] of [...LETTERS].entries()) VALUES[letter.charCodeAt(0)] = value;
/** Letters of a hash that are one word: 30 bits. */
const LETTERS_A_WORD = 5;
const DOT = '.'.charCodeAt(0);

/** The parts of a key as words. What it returns is overwritten by the next call. */
function wordsOf(key: string): Uint32Array {
  const words = scratch.fill(0);
  let [part, letters] = [0, 0];
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    if (unit === DOT) {
      part++;
      letters = 0;
      continue;
    }
    const word = 2 * part + (letters < LETTERS_A_WORD ? 0 : 1);
    words[word] = ((words[word] as number) << 6) | (VALUES[unit] as number);
    letters++;
  }
  return words;
}
const scratch = new Uint32Array(2 * PARTS);

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

/** Begins the file of a build. */
export const writeHead = (file: SpoolWriter, version: string): Promise<void> =>
  file.append(Buffer.from(`${version}\n`));

/** The line of a document in the file of its build. */
export const keyLine = (id: string, { key, stripped }: DocumentKey): string =>
  `${id} ${key} ${stripped ? 1 : 0}\n`;

/** The keys in a file; null when it is not there or not whole, or of another version of rules and code. */
export async function readKeys(path: string, version: string, ids = new Ids()): Promise<DocumentKeys | null> {
  if (!existsSync(path)) return null;
  const keys = new DocumentKeys(ids);
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
