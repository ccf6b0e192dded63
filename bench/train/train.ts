/**
 * From lessons to weights: which columns, which settings, how much each block counts, and what each round sees.
 *
 * The second round looks at the answers of the first, and must see them as they will be on pages nobody has labelled:
 * so each page is first answered by a forest that has not seen its site.
 */
import { MARKUP_COLUMNS, type Weights } from '../../indexer/clean/classify.ts';
import { type CompiledForest, compileForest, type Forest } from '../../indexer/clean/forest.ts';
import { decide } from '../../indexer/clean/sequence.ts';
import type { Column, FeatureTable } from '../../indexer/clean/table.ts';
import { foldOf } from '../pages.ts';
import { type Settings, train } from './gbdt.ts';
import { trainHeadline } from './headline.ts';
import type { Lesson } from './labels.ts';

/** Chosen by cross-validation over sites; more leaves fit single sites. */
const SETTINGS: Omit<Settings, 'trees' | 'shrinkage'> = {
  leaves: 16,
  minWeight: 20,
  lambda: 4,
  columns: 0.35,
  seed: 7,
};
const HTML: Settings = { ...SETTINGS, trees: 300, shrinkage: 0.05 };
/** The first look at a text page; the second starts from its answers and needs fewer steps. */
const FIRST: Settings = { ...SETTINGS, trees: 150, shrinkage: 0.1 };
const SECOND: Settings = { ...SETTINGS, trees: 150, shrinkage: 0.05 };
/** Parts the sites are cut into for the answers the second round learns from. */
const PARTS = 4;

/** A block counts with the root of its words, up to this many: a paragraph matters more than a menu entry, but not by its length. */
const WORDS_CAP = 150;
/** Every page counts about alike; one shorter than this counts less. */
const SMALL_PAGE = 200;

/**
 * HTML pages of which only some sentences are marked teach the text forest all the same: their blocks are labelled by the
 * HTML forest and Readability together, with the weight of the less likely answer beside that of the likelier.
 */
const TAUGHT_TRUST = 0.25;
/** What Readability's verdict counts against the forest's log-odds. */
const VERDICT = 2;
/** Words of article that must be found for the page to teach anything. */
const LEAST_WORDS = 100;
/** An answer less likely than this is left out. */
const UNLIKELY = 0.02;

/** What is learned from one page: how likely each of its blocks is article, undefined where nobody knows. */
interface Taught {
  readonly lesson: Lesson;
  readonly likely: readonly (number | undefined)[];
  readonly trust: number;
}

/** Trains all forests. Deterministic. */
export function trainBlocks(lessons: readonly Lesson[]): Weights {
  const ofHtml = lessons.filter((lesson) => lesson.kind === 'html');
  const html = forestFrom(ofHtml.map(marked), HTML, (lesson) => lesson.measured.table, /^$/);
  const compiled = compileForest(html);
  const taught = [
    ...lessons.filter((lesson) => lesson.kind === 'text').map(marked),
    ...ofHtml.filter((lesson) => lesson.verdicts).flatMap((lesson) => taughtBy(compiled, lesson)),
  ];
  const unseen = unseenAnswers(taught);
  return { text: textRounds(taught, unseen), html: [html], headline: trainHeadline(lessons, unseen) };
}

const marked = (lesson: Lesson): Taught => ({ lesson, likely: lesson.labels, trust: lesson.trust });

/** The forest and Readability answer for the blocks that nobody marked. */
function taughtBy(forest: CompiledForest, lesson: Lesson): Taught[] {
  const odds = answers(forest, lesson.measured.table, lesson.labels.length);
  const found = decide(odds, 1).reduce((sum, stays, at) => sum + (stays ? (lesson.words[at] ?? 0) : 0), 0);
  if (found < LEAST_WORDS) return [];
  const likely = lesson.labels.map((label, at) => {
    const verdict = lesson.verdicts?.[at] ? VERDICT : -VERDICT;
    return label ?? 1 / (1 + Math.exp(-(odds[at] as number) - verdict));
  });
  return [{ lesson, likely, trust: TAUGHT_TRUST }];
}

const answers = (forest: CompiledForest, table: FeatureTable, length: number): Column =>
  forest.logOdds(forest.features.map(table.column), length);

const firstRound = (taught: readonly Taught[]): Forest =>
  forestFrom(taught, FIRST, (lesson) => lesson.measured.table, MARKUP_COLUMNS);

/** What a first round says of each page that has not seen its site. */
function unseenAnswers(taught: readonly Taught[]): ReadonlyMap<Lesson, Column> {
  const unseen = new Map<Lesson, Column>();
  for (let part = 0; part < PARTS; part++) {
    const isOut = ({ lesson }: Taught) => foldOf(`part ${lesson.site}`, PARTS) === part;
    const forest = compileForest(firstRound(taught.filter((one) => !isOut(one))));
    for (const { lesson } of taught.filter(isOut))
      unseen.set(lesson, answers(forest, lesson.measured.table, lesson.labels.length));
  }
  return unseen;
}

function textRounds(taught: readonly Taught[], unseen: ReadonlyMap<Lesson, Column>): Forest[] {
  const second = forestFrom(
    taught,
    SECOND,
    (lesson) => lesson.measured.after(unseen.get(lesson) ?? new Float64Array(lesson.labels.length)),
    MARKUP_COLUMNS,
  );
  return [firstRound(taught), second];
}

/** Trains one forest on all columns but those that are left out. */
function forestFrom(
  taught: readonly Taught[],
  settings: Settings,
  tableOf: (lesson: Lesson) => FeatureTable,
  left: RegExp,
): Forest {
  let columns: readonly string[] = [];
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const { lesson, likely, trust } of taught) {
    const table = tableOf(lesson);
    if (columns.length === 0) columns = table.names.filter((name) => !left.test(name));
    const sizes = lesson.words.map((count) => Math.sqrt(2 + Math.min(count, WORDS_CAP)));
    const page = Math.sqrt(
      (4 * SMALL_PAGE) /
        Math.max(
          SMALL_PAGE,
          sizes.reduce((sum, size) => sum + size, 0),
        ),
    );
    const values = columns.map(table.column);
    likely.forEach((chance, at) => {
      if (chance === undefined) return;
      const weight = (trust * page * (sizes[at] ?? 0)) / 4;
      const row = Float64Array.from(values, (column) => column[at] as number);
      for (const [label, share] of [
        [1, chance],
        [0, 1 - chance],
      ] as const) {
        if (share <= UNLIKELY) continue;
        rows.push(row);
        labels.push(label);
        weights.push(weight * share);
      }
    });
  }
  return train(columns, rows, labels, weights, settings);
}
