/**
 * Stories: articles that carry the same text, as copies, excerpts or rewrites. Independent reports of one event are
 * not one story: they share names and quotations, not sentences.
 */
import { createGroups, type Groups } from './groups.ts';
import { joinStories } from './join.ts';
import { relation } from './kinship.ts';
import { overlap } from './overlap.ts';
import { type Signature, signatureOf } from './signature.ts';
import { createSignatureStore } from './store.ts';

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

/** An empty book. Memory: about 660 bytes an article and its id; twice that while it resolves. */
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
      const groups = createGroups(ids.length);
      joinStories(ids.length, signature, groups);
      return describe(ids, signature, groups);
    },
  };
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
  const members = new Map<string, StoryMember>();
  ids.forEach((id, position) => {
    const name = groups.find(position);
    const size = sizes.get(name) ?? 1;
    const storyId = ids[name] ?? id;
    const near =
      size === 1
        ? ({ relation: 'only', score: 1 } as const)
        : toFullest(signature(position), signature(fullest.get(name) ?? position));
    members.set(id, { storyId, size, ...near });
  });
  return members;
}

function toFullest(text: Signature, fullest: Signature): Pick<StoryMember, 'relation' | 'score'> {
  const isSame = text.whole[0] === fullest.whole[0] && text.whole[1] === fullest.whole[1];
  return isSame ? { relation: 'copy', score: 1 } : relation(overlap(text, fullest));
}

/** More different shingles, then more words; any fixed order where both are equal. */
function isFuller(a: Signature, b: Signature): boolean {
  return (
    (a.shingles - b.shingles ||
      a.wordCount - b.wordCount ||
      a.whole[0] - b.whole[0] ||
      a.whole[1] - b.whole[1]) > 0
  );
}
