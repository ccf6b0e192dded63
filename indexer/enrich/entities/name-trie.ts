/**
 * Many names, word by word: which words may follow those read so far, and which names end there. Kept as numbers and one
 * long text, since a hundred thousand small objects would make every collection of garbage slower.
 */

/** Whether a form is the name, means other things too, or is a surname that others hardly have. */
export const NAME_KINDS = ['whole', 'short', 'alone'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** A name that ends at a node. */
export interface NameEntry {
  /** Number of who or what is called so. */
  readonly owner: number;
  readonly written: string;
  readonly kind: NameKind;
}

/** Names with their words, as they are compared. */
export type NamesToAdd = Iterable<NameEntry & { readonly keys: readonly string[] }>;

export interface NameTrie {
  /** The node of names that begin with no word yet. */
  readonly root: number;
  /** The words that names begin with. */
  readonly firstWords: readonly string[];
  /** The node behind one more word; -1 where no name goes on so. */
  next(node: number, key: string): number;
  /** Whether any word may follow. */
  goesOn(node: number): boolean;
  /** The names that end here, in the order they were added; of most nodes none. */
  endingAt(node: number): readonly NameEntry[];
}

const ROOT = 0;
const NONE: readonly NameEntry[] = [];

export function nameTrie(names: NamesToAdd): NameTrie {
  const words = new Map<string, number>();
  const steps = new Steps();
  const goesOn: number[] = [0];
  const added: { readonly node: number; readonly owner: number; readonly kind: NameKind }[] = [];
  const written: string[] = [];
  for (const { keys, owner, kind, written: text } of names) {
    let node = ROOT;
    for (const key of keys) {
      let word = words.get(key);
      if (word === undefined) {
        word = words.size;
        words.set(key, word);
      }
      let next = steps.find(node, word);
      if (next < 0) {
        next = goesOn.length;
        steps.add(node, word, next);
        goesOn[node] = 1;
        goesOn.push(0);
      }
      node = next;
    }
    added.push({ node, owner, kind });
    written.push(text);
  }

  const entries = entriesOf(goesOn.length, added, written);
  const mayGoOn = Uint8Array.from(goesOn);
  return {
    root: ROOT,
    firstWords: [...words].flatMap(([key, word]) => (steps.find(ROOT, word) < 0 ? [] : [key])),
    next(node, key) {
      const word = words.get(key);
      return word === undefined ? -1 : steps.find(node, word);
    },
    goesOn: (node) => mayGoOn[node] === 1,
    endingAt: entries,
  };
}

/** Lays the names out by the nodes they end at, each with its spelling as a part of one text. */
function entriesOf(
  nodes: number,
  added: readonly { readonly node: number; readonly owner: number; readonly kind: NameKind }[],
  written: readonly string[],
): (node: number) => readonly NameEntry[] {
  const firsts = new Int32Array(nodes + 1);
  for (const { node } of added) firsts[node + 1] = (firsts[node + 1] as number) + 1;
  for (let node = 0; node < nodes; node++)
    firsts[node + 1] = (firsts[node + 1] as number) + (firsts[node] as number);
  const places = firsts.slice();
  const owners = new Int32Array(added.length);
  const kinds = new Uint8Array(added.length);
  const starts = new Int32Array(added.length);
  const ends = new Int32Array(added.length);
  const all = written.join('');
  let start = 0;
  added.forEach(({ node, owner, kind }, i) => {
    const place = places[node] as number;
    places[node] = place + 1;
    owners[place] = owner;
    kinds[place] = NAME_KINDS.indexOf(kind);
    starts[place] = start;
    start += (written[i] as string).length;
    ends[place] = start;
  });
  return (node) => {
    const first = firsts[node] as number;
    const end = firsts[node + 1] as number;
    if (first === end) return NONE;
    const found: NameEntry[] = [];
    for (let i = first; i < end; i++)
      found.push({
        owner: owners[i] as number,
        written: all.slice(starts[i], ends[i]),
        kind: NAME_KINDS[kinds[i] as number] as NameKind,
      });
    return found;
  };
}

/** The steps from node to node, by the word between: a table of numbers, at most half filled. */
class Steps {
  #froms = new Int32Array(2 ** 12).fill(-1);
  #words = new Int32Array(2 ** 12);
  #tos = new Int32Array(2 ** 12);
  #size = 0;

  /** The node that a word leads to; -1 where it leads nowhere. */
  find(from: number, word: number): number {
    const place = this.#placeOf(from, word);
    return this.#froms[place] === -1 ? -1 : (this.#tos[place] as number);
  }

  add(from: number, word: number, to: number): void {
    if (2 * this.#size >= this.#froms.length) this.#grow();
    const place = this.#placeOf(from, word);
    this.#froms[place] = from;
    this.#words[place] = word;
    this.#tos[place] = to;
    this.#size++;
  }

  /** Where the step is, or would be put. */
  #placeOf(from: number, word: number): number {
    const froms = this.#froms;
    const last = froms.length - 1;
    const hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & last;
    while (froms[place] !== -1 && (froms[place] !== from || this.#words[place] !== word))
      place = (place + 1) & last;
    return place;
  }

  #grow(): void {
    const [froms, words, tos] = [this.#froms, this.#words, this.#tos];
    this.#froms = new Int32Array(2 * froms.length).fill(-1);
    this.#words = new Int32Array(2 * froms.length);
    this.#tos = new Int32Array(2 * froms.length);
    this.#size = 0;
    froms.forEach((from, place) => {
      if (from !== -1) this.add(from, words[place] as number, tos[place] as number);
    });
  }
}
