/** From lessons to weights: which columns, which settings, how much each block counts. */
import { MARKUP_COLUMNS, type Weights } from '../../indexer/clean/classify.ts';
import type { Forest } from '../../indexer/clean/forest.ts';
import { type Settings, train } from './gbdt.ts';
import type { Lesson } from './labels.ts';

/** Chosen by cross-validation over sites; more leaves fit single sites. */
const SETTINGS: Settings = {
  trees: 300,
  leaves: 16,
  shrinkage: 0.05,
  minWeight: 20,
  lambda: 4,
  columns: 0.35,
  seed: 7,
};
/** A block counts with the root of its words, up to this many: a paragraph matters more than a menu entry, but not by its length. */
const WORDS_CAP = 150;
/** Every page counts about alike; one shorter than this counts less. */
const SMALL_PAGE = 200;

/** Trains both forests. Deterministic. */
export const trainBlocks = (lessons: readonly Lesson[]): Weights => ({
  text: forestFor('text', lessons),
  html: forestFor('html', lessons),
});

function forestFor(forest: Lesson['forest'], lessons: readonly Lesson[]): Forest {
  const own = lessons.filter((lesson) => lesson.forest === forest);
  const columns = (own[0]?.table.names ?? []).filter(
    (name) => forest === 'html' || !MARKUP_COLUMNS.test(name),
  );
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const lesson of own) {
    const sizes = lesson.words.map((count) => Math.sqrt(2 + Math.min(count, WORDS_CAP)));
    const page = Math.sqrt(
      (4 * SMALL_PAGE) /
        Math.max(
          SMALL_PAGE,
          sizes.reduce((sum, size) => sum + size, 0),
        ),
    );
    const values = columns.map((name) => lesson.table.column(name));
    lesson.labels.forEach((label, at) => {
      if (label === undefined) return;
      rows.push(Float64Array.from(values, (column) => column[at] ?? 0));
      labels.push(label);
      weights.push((lesson.trust * page * (sizes[at] ?? 0)) / 4);
    });
  }
  return train(columns, rows, labels, weights, SETTINGS);
}
