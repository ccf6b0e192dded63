/**
 * What differs between two builds, told by 16 bytes for each article: a hash of its id, and one of its id and what it
 * says. Two sorted lists of numbers are compared, so that no text and no id of the build before has to be held.
 */
import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { NamedHere, Told } from './told.ts';

/** Articles that are new, that have another text or other facts, and that are gone. */
export interface Difference {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

/** The articles of one build as sorted hashes. */
export interface Fingerprints {
  readonly ids: BigUint64Array;
  /** Of id and content. */
  readonly contents: BigUint64Array;
}

/** Takes the fingerprint of each article as it is sent. */
export class Fingerprinter {
  #hashes = new BigUint64Array(1024);
  #length = 0;

  /** @param names of its entities in the corpus */
  add(id: string, { says }: Pick<Told, 'says'>, names: readonly Pick<NamedHere, 'name' | 'type'>[]): void {
    if (this.#length === this.#hashes.length) {
      const longer = new BigUint64Array(2 * this.#hashes.length);
      longer.set(this.#hashes);
      this.#hashes = longer;
    }
    const named = JSON.stringify(names.map(({ name, type }) => [name, type]));
    this.#hashes[this.#length++] = hashOf(id);
    this.#hashes[this.#length++] = hashOf(`${id}\n${says}\n${named}`);
  }

  get sorted(): Fingerprints {
    const half = (from: number) =>
      this.#hashes
        .subarray(0, this.#length)
        .filter((_, i) => i % 2 === from)
        .sort();
    return { ids: half(0), contents: half(1) };
  }
}

const hashOf = (text: string): bigint => hash('sha1', text, 'buffer').readBigUInt64LE();

export function differenceOf(before: Fingerprints, after: Fingerprints): Difference {
  const stayed = shared(before.ids, after.ids);
  return {
    added: after.ids.length - stayed,
    changed: stayed - shared(before.contents, after.contents),
    gone: before.ids.length - stayed,
  };
}

/** How many numbers two sorted lists have in common. */
function shared(some: BigUint64Array, others: BigUint64Array): number {
  let count = 0;
  for (let i = 0, j = 0; i < some.length && j < others.length; ) {
    const [a = 0n, b = 0n] = [some[i], others[j]];
    if (a === b) count++;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return count;
}

/** Keeps the fingerprints of a build in a file, to be read on this machine. */
export async function writeFingerprints(path: string, { ids, contents }: Fingerprints): Promise<void> {
  const all = new BigUint64Array(ids.length + contents.length);
  all.set(ids);
  all.set(contents, ids.length);
  await writeFile(path, new Uint8Array(all.buffer));
}

/** The fingerprints in a file, or null when it is not there or not whole. */
export async function readFingerprints(path: string, articles: number): Promise<Fingerprints | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
  if (bytes.length !== 2 * BigUint64Array.BYTES_PER_ELEMENT * articles) return null;
  const all = new BigUint64Array(new Uint8Array(bytes).buffer);
  return { ids: all.subarray(0, articles), contents: all.subarray(articles) };
}
