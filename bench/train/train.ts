/**
 * From lessons to weights: which columns, which settings, how much each block counts, and what each round sees.
 *
 * The second round looks at the answers of the first, and must see them as they will be on pages nobody has labelled:
 * so each page is first answered by a forest that has not seen its site.
 */
import { MARKUP_COLUMNS, tableOf, type Weights } from '../../indexer/clean/classify.ts';
import { compileForest, type Forest } from '../../indexer/clean/forest.ts';
import { hearing, type LinearModels } from '../../indexer/clean/hearing.ts';
import { signsOfPath, signsOfText } from '../../indexer/clean/signs.ts';
import type { Column, FeatureTable } from '../../indexer/clean/table.ts';
import { foldOf } from '../pages.ts';
import { meanOf, type Settings, train } from './gbdt.ts';
import { trainHeadline } from './headline.ts';
import type { Lesson } from './labels.ts';
import { linearRows } from './linear.ts';

/** Chosen by cross-validation over sites; more leaves fit single sites. */
const SETTINGS: Omit<Settings, 'trees' | 'shrinkage'> = {
  leaves: 16,
  minWeight: 20,
  lambda: 4,
  columns: 0.35,
  seed: 7,
};
/** Each tree sees the pages of some sites: what holds on one site only is no use on others. On lines of text it cost recall. */
const HTML: Settings = { ...SETTINGS, trees: 100, shrinkage: 0.12, groups: 0.6 };
/** Forests for HTML whose answers are averaged (bagging, Breiman 1996): two trainings that differ little differ less. */
const HTML_FORESTS = 3;
/** The first look at a text page; the second starts from its answers and needs fewer steps. */
const FIRST: Settings = { ...SETTINGS, trees: 150, shrinkage: 0.1 };
const SECOND: Settings = { ...SETTINGS, trees: 150, shrinkage: 0.05 };
/** Parts the sites are cut into for the answers the second round learns from. */
const PARTS = 4;

/** A block counts with the root of its words, up to this many: a paragraph matters more than a menu entry, but not by its length. */
const WORDS_CAP = 150;
/** Every page counts about alike; one shorter than this counts less. */
const SMALL_PAGE = 200;

/** A page and what the linear models say of its blocks. */
interface Heard {
  readonly lesson: Lesson;
  readonly heard: FeatureTable;
}

/** Trains all models. Deterministic. */
export function trainBlocks(lessons: readonly Lesson[]): Weights {
  const heard = unseenHearing(lessons);
  const html = heard.filter(({ lesson }) => lesson.kind === 'html');
  // What people marked block by block on HTML is as good a lesson on lines of text.
  const text = [
    ...heard.filter(({ lesson }) => lesson.kind === 'text'),
    ...html.filter(({ lesson }) => lesson.isMarked),
  ];
  const unseen = unseenAnswers(text);
  return {
    ...trainLinear(lessons),
    text: textRounds(text, unseen),
    html: [forestFrom(html, HTML, /^$/, { forests: HTML_FORESTS })],
    headline: trainHeadline(lessons, unseen),
  };
}

/** What the linear models say of each page when they have not seen its site. */
function unseenHearing(lessons: readonly Lesson[]): Heard[] {
  const ears = Array.from({ length: PARTS }, (_, part) =>
    hearing(trainLinear(lessons.filter(({ site }) => partOf(site) !== part))),
  );
  return lessons.map((lesson) => {
    const hear = ears[partOf(lesson.site)] as ReturnType<typeof hearing>;
    return { lesson, heard: hear(lesson.prepared.page) };
  });
}

function trainLinear(lessons: readonly Lesson[]): LinearModels {
  const wording = linearRows();
  const naming = linearRows();
  for (const lesson of lessons) {
    const weights = weightsOf(lesson);
    lesson.labels.forEach((label, at) => {
      const block = lesson.prepared.page.blocks[at];
      if (label === undefined || !block) return;
      wording.add(signsOfText(block.text), label, weights[at] as number);
      if (block.markup) naming.add(signsOfPath(block.markup.path), label, weights[at] as number);
    });
  }
  return { wording: wording.train(), naming: naming.train() };
}

const partOf = (site: string): number => foldOf(`part ${site}`, PARTS);

const firstRound = (pages: readonly Heard[]): Forest => forestFrom(pages, FIRST, MARKUP_COLUMNS);

/** What a first round says of each page that has not seen its site. */
function unseenAnswers(pages: readonly Heard[]): ReadonlyMap<Lesson, Column> {
  const unseen = new Map<Lesson, Column>();
  for (let part = 0; part < PARTS; part++) {
    const isOut = ({ lesson }: Heard) => partOf(lesson.site) === part;
    const forest = compileForest(firstRound(pages.filter((one) => !isOut(one))));
    for (const { lesson, heard: own } of pages.filter(isOut)) {
      const { column } = tableOf(lesson.measured, own);
      unseen.set(lesson, forest.logOdds(forest.features.map(column), lesson.labels.length));
    }
  }
  return unseen;
}

const textRounds = (pages: readonly Heard[], unseen: ReadonlyMap<Lesson, Column>): Forest[] => [
  firstRound(pages),
  forestFrom(pages, SECOND, MARKUP_COLUMNS, { before: unseen }),
];

/** How much each block of a page counts. */
function weightsOf({ words, trust }: Lesson): number[] {
  const sizes = words.map((count) => Math.sqrt(2 + Math.min(count, WORDS_CAP)));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const page = Math.sqrt((4 * SMALL_PAGE) / Math.max(SMALL_PAGE, all));
  return sizes.map((size) => (trust * page * size) / 4);
}

/**
 * Trains a forest on all columns but those that are left out.
 * @param before what the round before it answered, which a later one sees
 * @param forests how many are trained and made one of, whose answers are their mean
 */
function forestFrom(
  pages: readonly Heard[],
  settings: Settings,
  left: RegExp,
  { before, forests = 1 }: { before?: ReadonlyMap<Lesson, Column>; forests?: number } = {},
): Forest {
  let columns: readonly string[] = [];
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  const sites: string[] = [];
  for (const { lesson, heard } of pages) {
    const table = tableOf(lesson.measured, heard, before?.get(lesson));
    if (columns.length === 0) columns = table.names.filter((name) => !left.test(name));
    const sizes = weightsOf(lesson);
    const values = columns.map(table.column);
    lesson.labels.forEach((label, at) => {
      if (label === undefined) return;
      rows.push(Float64Array.from(values, (column) => column[at] as number));
      labels.push(label);
      weights.push(sizes[at] as number);
      sites.push(lesson.site);
    });
  }
  return meanOf(
    Array.from({ length: forests }, (_, n) =>
      train(columns, rows, labels, weights, { ...settings, seed: settings.seed + n }, sites),
    ),
  );
}
