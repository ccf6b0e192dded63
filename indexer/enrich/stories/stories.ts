/**
 * Stories: articles that carry the same text, as copies, excerpts or rewrites. Independent reports of one event are
 * not one story: they share names and quotations, not sentences.
 */
import { candidates, MOST_ARTICLES } from './candidates.ts';
import { type Overlap, overlap, SHORT_TEXT_WORDS, type Signature, signatureOf } from './signature.ts';
import { createSignatureStore } from './store.ts';

/** Real pages: copies .94, shared text after an update .6 to .9. */
const COPY_JACCARD = 0.6;
/** Nearly all of the shorter text stands in the longer one. */
const EXCERPT_CONTAINMENT = 0.8;
/** Real pages: rewrites .35 to .4, unrelated texts at most .05, independent reports with the same quotations about .1. */
const LINK_CONTAINMENT = 0.25;
/** A share that rests on fewer shingles of the sample may be chance. */
const LINK_SHINGLES = 5;
/** Texts of a group that are looked at; of copies any one will do. */
const KIN_TEXTS = 8;
/**
 * Two groups become one story only if every text of the one shares at least this with every text of the other, so
 * that a round-up page, or a chain of weak links, cannot glue what has nothing in common.
 */
const KINSHIP_CONTAINMENT = 0.08;

export interface StoryMember {
  /** The smallest id among the members: it changes with an added article only when that one's id is smaller. */
  readonly storyId: string;
  readonly size: number;
  /** To the fullest text of the story, which is itself a `copy` with score 1. */
  readonly relation: 'only' | 'copy' | 'excerpt' | 'rewrite';
  /** Share of the text, 0..1: of both for a copy, of the shorter one for an excerpt or a rewrite. */
  readonly score: number;
}

export interface StoryBook {
  /**
   * Keeps the fixed-size fingerprint of an article's clean text, never the text. An id that comes twice counts once,
   * with its fuller text.
   */
  add(id: string, text: string): void;
  /** Keeps another fingerprint of an article that was added: its text was cleaned again. */
  replace(id: string, text: string): void;
  /** After the last add: every id that was added. Independent of the order of add. */
  resolve(): Map<string, StoryMember>;
}

interface Link {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
}

/** Groups of positions: joins are final, the smallest position names a group. */
interface Groups {
  find(position: number): number;
  join(a: number, b: number): void;
}

/** An empty book. Memory: about 530 bytes an article and its id; twice that while it resolves. */
export function createStoryBook(): StoryBook {
  const store = createSignatureStore();
  const slots = new Map<string, number>();
  return {
    add(id, text) {
      const signature = signatureOf(text);
      const slot = slots.get(id);
      if (slot === undefined) {
        store.put(store.size, signature);
        slots.set(id, store.size - 1);
      } else if (isFuller(signature, store.get(slot))) store.put(slot, signature);
    },
    replace(id, text) {
      const slot = slots.get(id);
      if (slot === undefined)
        throw new Error(`the article ${id} is not in the book: its text cannot be replaced`);
      store.put(slot, signatureOf(text));
    },
    resolve() {
      const ids = [...slots.keys()].sort();
      const slotOf = Uint32Array.from(ids, (id) => slots.get(id) ?? 0);
      const signature = (position: number): Signature => store.get(slotOf[position] ?? 0);
      return describe(ids, signature, group(ids.length, signature));
    },
  };
}

function group(size: number, signature: (position: number) => Signature): Groups {
  const groups = createGroups(size);
  const distinct: number[] = [];
  const seen = new Map<string, number>();
  for (let position = 0; position < size; position++) {
    const { whole, wordCount } = signature(position);
    if (wordCount === 0) continue;
    const twin = seen.get(whole.join());
    if (twin !== undefined) groups.join(twin, position);
    else {
      seen.set(whole.join(), position);
      if (wordCount >= SHORT_TEXT_WORDS) distinct.push(position);
    }
  }

  const weak = new Map<number, Link>();
  candidates(distinct, signature, (a, b) => {
    if (groups.find(a) === groups.find(b)) return;
    const name = a * MOST_ARTICLES + b;
    if (weak.has(name)) return;
    const found = overlap(signature(a), signature(b));
    if (found.jaccard >= COPY_JACCARD) groups.join(a, b);
    else if (isLink(found)) weak.set(name, { a, b, strength: found.containment });
  });
  joinKin([...weak.values()], groups, signature);
  return groups;
}

/** Joins groups along their links, the strongest first, where all their texts are kin. */
function joinKin(links: readonly Link[], groups: Groups, signature: (position: number) => Signature): void {
  const texts = new Map<number, number[]>();
  for (const { a, b } of links)
    for (const position of [a, b]) {
      const name = groups.find(position);
      const members = texts.get(name) ?? [];
      if (!members.includes(position)) members.push(position);
      texts.set(name, members);
    }
  for (const members of texts.values()) members.splice(KIN_TEXTS);
  const kin = (a: number, b: number) =>
    overlap(signature(a), signature(b)).containment >= KINSHIP_CONTAINMENT;
  for (const { a, b } of [...links].sort((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b)) {
    const [one, two] = [groups.find(a), groups.find(b)];
    if (one === two) continue;
    const [left, right] = [texts.get(one) ?? [], texts.get(two) ?? []];
    if (!left.every((x) => right.every((y) => kin(x, y)))) continue;
    groups.join(one, two);
    texts.set(groups.find(a), [...left, ...right].slice(0, KIN_TEXTS));
  }
}

function describe(
  ids: readonly string[],
  signature: (position: number) => Signature,
  groups: Groups,
): Map<string, StoryMember> {
  const sizes = new Map<number, number>();
  const fullest = new Map<number, number>();
  ids.forEach((_, position) => {
    const name = groups.find(position);
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
    const best = fullest.get(name);
    if (best === undefined || isFuller(signature(position), signature(best))) fullest.set(name, position);
  });
  return new Map(
    ids.map((id, position) => {
      const name = groups.find(position);
      const size = sizes.get(name) ?? 1;
      const storyId = ids[name] ?? id;
      if (size === 1) return [id, { storyId, size, relation: 'only', score: 1 }];
      return [
        id,
        { storyId, size, ...relation(signature(position), signature(fullest.get(name) ?? position)) },
      ];
    }),
  );
}

function relation(text: Signature, fullest: Signature): Pick<StoryMember, 'relation' | 'score'> {
  if (text.whole.join() === fullest.whole.join()) return { relation: 'copy', score: 1 };
  const { jaccard, containment } = overlap(text, fullest);
  if (jaccard >= COPY_JACCARD) return { relation: 'copy', score: jaccard };
  return { relation: containment >= EXCERPT_CONTAINMENT ? 'excerpt' : 'rewrite', score: containment };
}

const isLink = (found: Overlap): boolean =>
  found.containment >= LINK_CONTAINMENT && found.shared >= LINK_SHINGLES;

/** More different shingles, then more words; any fixed order where both are equal. */
function isFuller(a: Signature, b: Signature): boolean {
  return (
    (a.shingles - b.shingles ||
      a.wordCount - b.wordCount ||
      a.whole[0] - b.whole[0] ||
      a.whole[1] - b.whole[1]) > 0
  );
}

function createGroups(size: number): Groups {
  const parent = Uint32Array.from({ length: size }, (_, position) => position);
  const find = (position: number): number => {
    let root = position;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = position; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  return {
    find,
    join(a, b) {
      const [one, two] = [find(a), find(b)];
      parent[Math.max(one, two)] = Math.min(one, two);
    },
  };
}
