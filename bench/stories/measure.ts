/** Which pairs of a made set were found, kind by kind. */
import type { StoryMember } from '../../indexer/enrich/stories/stories.ts';
import type { MadeArticle } from './set.ts';

export interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

export interface PairTable {
  readonly articles: number;
  readonly all: Counts;
  /** Pairs in which one article is of the kind; a pair of two kinds counts for both. */
  readonly byKind: ReadonlyMap<string, Counts>;
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
  const byKind = new Map([...new Set(made.map(({ kind }) => kind))].sort().map((kind) => [kind, nothing()]));
  const countOf = (kind: string): Counts => byKind.get(kind) ?? nothing();
  const wrong: [MadeArticle, MadeArticle][] = [];
  const missed: [MadeArticle, MadeArticle][] = [];
  const storyOf = (article: MadeArticle) => found.get(article.id)?.storyId;
  for (const [at, one] of made.entries())
    for (const two of made.slice(at + 1)) {
      const isPair = one.story === two.story;
      const isFound = storyOf(one) === storyOf(two);
      if (!isPair && !isFound) continue;
      const verdict = isPair ? (isFound ? 'right' : 'missed') : 'wrong';
      all[verdict]++;
      for (const kind of new Set([one.kind, two.kind])) countOf(kind)[verdict]++;
      if (verdict === 'wrong') wrong.push([one, two]);
      if (verdict === 'missed') missed.push([one, two]);
    }
  return { articles: made.length, all, byKind, relations: relationsOf(made, found), wrong, missed };
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

/** Several tables as one. */
export function summed(tables: readonly PairTable[]): PairTable {
  const all = nothing();
  const byKind = new Map<string, Counts>();
  const relations = new Map<string, Map<string, number>>();
  for (const table of tables) {
    addTo(all, table.all);
    for (const [kind, counts] of table.byKind) {
      const sum = byKind.get(kind) ?? nothing();
      byKind.set(kind, sum);
      addTo(sum, counts);
    }
    for (const [kind, row] of table.relations) {
      const sum = relations.get(kind) ?? new Map<string, number>();
      relations.set(kind, sum);
      for (const [called, count] of row) sum.set(called, (sum.get(called) ?? 0) + count);
    }
  }
  return {
    articles: tables.reduce((sum, table) => sum + table.articles, 0),
    all,
    byKind,
    relations,
    wrong: tables.flatMap((table) => table.wrong),
    missed: tables.flatMap((table) => table.missed),
  };
}

function addTo(sum: Counts, counts: Counts): void {
  sum.right += counts.right;
  sum.wrong += counts.wrong;
  sum.missed += counts.missed;
}
