/**
 * Stories: articles that carry the same text, as copies, excerpts or rewrites. Independent reports of one event are
 * not one story: they share names and quotations, not sentences. See docs/how-stories-work.md.
 */
import { type ComparedFiles, createCompared, FORGETFUL } from './compared.ts';
import { createGroups } from './groups.ts';
import { joinStories } from './join.ts';
import { relation } from './kinship.ts';
import { createMemory, keptNames } from './names.ts';
import { namesFirst, type Standing, shownFirst, UNKNOWN_STANDING } from './order.ts';
import { overlap } from './overlap.ts';
import { type Signature, signatureOf } from './signature.ts';
import { createSignatureStore, rowOf, type SignatureRow, signatureIn } from './store.ts';

export type { SignatureRow };

export interface StoryMember {
  /** What the story was called before, else the id of its earliest member. */
  readonly storyId: string;
  readonly size: number;
  /** 0 for the member that is shown first; see `shownFirst`. */
  readonly rank: number;
  /** To the member shown first, which is a `copy` with score 1; `only` in a story of one. */
  readonly relation: 'only' | 'copy' | 'excerpt' | 'rewrite';
  /** How much of the text the relation rests on, 0..1: shared over all of both for a copy, else the share of the shorter. */
  readonly score: number;
  /** Share of this article that stands in the member shown first, 0..1. */
  readonly shared: number;
}

export interface StoryBook {
  /**
   * Keeps the fixed-size fingerprint of an article's clean text, never the text. An id that comes twice counts once,
   * with its fuller text.
   */
  add(id: string, text: string, standing?: Standing): void;
  /** Keeps an article by the fingerprint `fingerprintOf` made of it, as `add` does. */
  note(id: string, fingerprint: SignatureRow): void;
  /** Keeps another fingerprint of an article that was added: its text was cleaned again. */
  replace(id: string, text: string, standing?: Standing): void;
  /** After the last add: what the story of an article was called in an earlier build. Of other articles nothing is kept. */
  remember(id: string, storyId: string): void;
  /** At the end: every id that was added. Independent of the order of add and of remember. */
  resolve(): Map<string, StoryMember>;
  /** Lets go of the file; safe to call twice. */
  close(): void;
}

/** The fixed-size fingerprint of a clean text and of where its article stands: 736 bytes. */
export const fingerprintOf = (text: string, standing: Standing = UNKNOWN_STANDING): SignatureRow =>
  rowOf(signatureOf(text), standing);

/**
 * An empty book. Memory: at most 120 MB of fingerprints where there is a file for the rest; ids, links and what is found grow
 * with the articles.
 * @param overflow file for fingerprints that have no room in memory; absent: all of them stay there
 * @param comparisons where what was found of pairs is kept; absent: nowhere
 */
export function createStoryBook(overflow?: string, comparisons?: ComparedFiles): StoryBook {
  const store = createSignatureStore(overflow);
  /** In the order of the slots. */
  const slots = new Map<string, number>();
  const memory = createMemory();
  const note = (id: string, row: SignatureRow) => {
    const slot = slots.get(id);
    if (slot === undefined) {
      slots.set(id, store.size);
      store.put(store.size, row);
    } else if (isFuller(signatureIn(row), store.get(slot))) store.put(slot, row);
  };
  return {
    add: (id, text, standing) => note(id, fingerprintOf(text, standing)),
    note,
    replace(id, text, standing) {
      const slot = slots.get(id);
      if (slot === undefined)
        throw new Error(`the article ${id} is not in the book: its text cannot be replaced`);
      store.put(slot, fingerprintOf(text, standing));
    },
    remember(id, storyId) {
      const slot = slots.get(id);
      if (slot !== undefined) memory.keep(slot, storyId, slots.get(storyId));
    },
    resolve() {
      const idsBySlot = [...slots.keys()];
      const ids = idsBySlot.toSorted();
      const slotOf = Uint32Array.from(ids, (id) => slots.get(id) ?? 0);
      const positionOf = new Uint32Array(ids.length);
      for (const [position, slot] of slotOf.entries()) positionOf[slot] = position;
      const slotAt = (position: number) => slotOf[position] ?? 0;
      const signature = (position: number): Signature => store.get(slotAt(position));
      const groups = createGroups(ids.length);
      const compared = comparisons ? createCompared(comparisons, ids.length, signature) : FORGETFUL;
      try {
        joinStories(ids.length, signature, groups, compared);
      } finally {
        compared.close();
      }
      const names = keptNames({
        size: ids.length,
        groupOf: groups.find,
        remembered: (position) => memory.of(slotAt(position), idsBySlot),
        positionOf: (id) => {
          const slot = slots.get(id);
          return slot === undefined ? undefined : positionOf[slot];
        },
      });

      const found = new Map<string, StoryMember>();
      for (const group of groups.members()) {
        const placed = Array.from(group, (position) => ({
          position,
          standing: store.standing(slotAt(position)),
          wordCount: signature(position).wordCount,
        }));
        const name = groups.find(group[0] ?? 0);
        const storyId = names.get(name) ?? ids[placed.sort(namesFirst)[0]?.position ?? name] ?? '';
        const shown = placed.sort(shownFirst);
        const first = signature(shown[0]?.position ?? name);
        shown.forEach(({ position }, rank) => {
          const near = shown.length === 1 ? ALONE : toFirst(signature(position), first);
          found.set(ids[position] ?? '', { storyId, size: shown.length, rank, ...near });
        });
      }
      return found;
    },
    close: () => store.close(),
  };
}

type Nearness = Pick<StoryMember, 'relation' | 'score' | 'shared'>;

const ALONE: Nearness = { relation: 'only', score: 1, shared: 1 };

function toFirst(text: Signature, first: Signature): Nearness {
  if (text.whole[0] === first.whole[0] && text.whole[1] === first.whole[1])
    return { relation: 'copy', score: 1, shared: 1 };
  return relation(overlap(text, first));
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
