/**
 * Stories: articles that carry the same text, as copies, excerpts or rewrites. Independent reports of one event are
 * not one story: they share names and quotations, not sentences. See docs/how-stories-work.md.
 */
import { Ids } from '../../../engine/ids.ts';
import { type ComparedFiles, createCompared, FORGETFUL } from './compared.ts';
import { createGroups } from './groups.ts';
import { joinStories } from './join.ts';
import { relation } from './kinship.ts';
import { type StoryMember, StoryMembers } from './members.ts';
import { createMemory, keptNames, type NameNumber } from './names.ts';
import { namesFirst, type Standing, shownFirst, UNKNOWN_STANDING } from './order.ts';
import { overlap } from './overlap.ts';
import { type Signature, signatureOf } from './signature.ts';
import { createSignatureStore, rowOf, type SignatureRow, signatureIn } from './store.ts';

export type { SignatureRow, StoryMember, StoryMembers };

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
  /** At the end: every id that was added. What is said of each is independent of the order of add and of remember. */
  resolve(): StoryMembers;
  /** Lets go of the file; safe to call twice. */
  close(): void;
}

/** The fixed-size fingerprint of a clean text and of where its article stands: 736 bytes. */
export const fingerprintOf = (text: string, standing: Standing = UNKNOWN_STANDING): SignatureRow =>
  rowOf(signatureOf(text), standing);

/**
 * An empty book. Memory: where there is a file for fingerprints none of them until `resolve`, at most 120 MB from then on; ids,
 * links and what is found grow with the articles.
 * @param signatures file for fingerprints; absent: all of them are in memory
 * @param comparisons where what was found of pairs is kept; absent: nowhere
 * @param ids table of the articles: what is added to it is added here next
 */
export function createStoryBook(
  signatures?: string,
  comparisons?: ComparedFiles,
  ids = new Ids(),
): StoryBook {
  const store = createSignatureStore(signatures);
  const memory = createMemory(ids);
  const note = (id: string, row: SignatureRow) => {
    const number = ids.add(id);
    if (number > store.size)
      throw new Error(`${ids.at(store.size)} is in the table of ids and was never added to the book`);
    if (number === store.size || isFuller(signatureIn(row), store.get(number))) store.put(number, row);
  };
  const numberOf = (id: string): number | undefined => {
    const number = ids.numberOf(id);
    return number !== undefined && number < store.size ? number : undefined;
  };
  return {
    add: (id, text, standing) => note(id, fingerprintOf(text, standing)),
    note,
    replace(id, text, standing) {
      const number = numberOf(id);
      if (number === undefined)
        throw new Error(`the article ${id} is not in the book: its text cannot be replaced`);
      store.put(number, fingerprintOf(text, standing));
    },
    remember(id, storyId) {
      const number = numberOf(id);
      if (number !== undefined) memory.keep(number, storyId);
    },
    resolve() {
      store.fetch();
      const { size } = store;
      /** Positions are those of ids in the order of their letters. */
      const numberAt = Uint32Array.from({ length: size }, (_, number) => number).sort(ids.compare);
      const positionOf = new Uint32Array(size);
      for (let position = 0; position < size; position++) positionOf[numberAt[position] as number] = position;
      const numberOfPosition = (position: number) => numberAt[position] as number;
      const signature = (position: number): Signature => store.get(numberOfPosition(position));
      const groups = createGroups(size);
      const compared = comparisons ? createCompared(comparisons, size, signature) : FORGETFUL;
      try {
        joinStories(size, signature, groups, compared);
      } finally {
        compared.close();
      }
      const nameOf = keptNames({
        size,
        groupOf: groups.find,
        remembered: (position) => memory.of(numberOfPosition(position)),
        positionOf: (name) => (name < 0 ? undefined : positionOf[name]),
        text: memory.text,
      });

      const found = new StoryMembers(ids, size, memory.text);
      for (const group of groups.members()) {
        const placed = Array.from(group, (position) => ({
          position,
          standing: store.standing(numberOfPosition(position)),
          wordCount: signature(position).wordCount,
        }));
        const of = groups.find(group[0] ?? 0);
        const name: NameNumber = nameOf(of) ?? numberOfPosition(placed.sort(namesFirst)[0]?.position ?? of);
        const shown = placed.sort(shownFirst);
        const first = shown[0]?.position ?? of;
        shown.forEach(({ position }, rank) => {
          // The first is asked for each time: of a large story more are read than are remembered.
          const near = shown.length === 1 ? ALONE : toFirst(signature(position), signature(first));
          found.put(numberOfPosition(position), name, { size: shown.length, rank, ...near });
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
