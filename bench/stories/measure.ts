/** Which pairs of a made set were found, kind by kind. */
import type { StoryMember } from '../../indexer/enrich/stories/stories.ts';
import type { MadeArticle } from './set.ts';

interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

export interface PairTable {
  readonly all: Counts;
  /** By the two kinds of the articles of a pair, in the order of the alphabet. */
  readonly byKinds: ReadonlyMap<string, Counts>;
  /** By what an article is to its text: how often it was called what. */
  readonly relations: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly wrong: readonly (readonly [MadeArticle, MadeArticle])[];
  readonly missed: readonly (readonly [MadeArticle, MadeArticle])[];
}

const nothing = (): Counts => ({ right: 0, wrong: 0, missed: 0 });

/** Every pair of the set against the stories that were found. */
export function comparePairs(
  made: readonly MadeArticle[],
  found: ReadonlyMap<string, StoryMember>,
): PairTable {
  const all = nothing();
  const byKinds = new Map<string, Counts>();
  const wrong: [MadeArticle, MadeArticle][] = [];
  const missed: [MadeArticle, MadeArticle][] = [];
  const storyOf = (article: MadeArticle) => found.get(article.id)?.storyId;
  for (const [at, one] of made.entries())
    for (const two of made.slice(at + 1)) {
      const isPair = one.story === two.story;
      const isFound = storyOf(one) === storyOf(two);
      if (!isPair && !isFound) continue;
      const kinds = [one.kind, two.kind].sort().join(' + ');
      const counts = byKinds.get(kinds) ?? nothing();
      byKinds.set(kinds, counts);
      const verdict = isPair ? (isFound ? 'right' : 'missed') : 'wrong';
      all[verdict]++;
      counts[verdict]++;
      if (verdict === 'wrong') wrong.push([one, two]);
      if (verdict === 'missed') missed.push([one, two]);
    }
  return { all, byKinds, relations: relationsOf(made, found), wrong, missed };
}

function relationsOf(
  made: readonly MadeArticle[],
  found: ReadonlyMap<string, StoryMember>,
): Map<string, Map<string, number>> {
  const relations = new Map<string, Map<string, number>>();
  for (const { id, kind, relation } of made) {
    if (relation === 'alone' || relation === 'original') continue;
    const row = relations.get(kind) ?? new Map<string, number>();
    const called = found.get(id)?.relation ?? 'only';
    row.set(called, (row.get(called) ?? 0) + 1);
    relations.set(kind, row);
  }
  return relations;
}

export const precision = ({ right, wrong }: Counts): number => right / (right + wrong || 1);
export const recall = ({ right, missed }: Counts): number => right / (right + missed || 1);
