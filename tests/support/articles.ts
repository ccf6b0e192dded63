/** Invented articles for tests. */
import { type Article, type ArticlePublished, copiesOf } from '../../engine/article.ts';
import type { Tally } from '../../indexer/load/tally.ts';
import { toldOf } from '../../indexer/load/told.ts';

/** What a test may say of an article; everything else follows from it or from a plain default. */
export interface Sketch
  extends Partial<Omit<Article, 'published' | 'publishedFrom' | 'firstDay' | 'lastDay'>> {
  /** `2023`, `2023-08`, `2023-08-22` or `2023-08-22T06:38`; absent: undated. Gives published, year, month, from, to. */
  readonly date?: string;
}

let made = 0;

/** A valid article. Each gets an id and a story of its own unless they are given. */
export function article(sketch: Sketch = {}): Article {
  const { date, ...given } = sketch;
  made += 1;
  const id = given.id ?? `article-${made}`;
  const title = given.title ?? 'Harbour council votes on new ferry';
  const body =
    given.body ?? 'The council of the harbour town voted on Tuesday.\n\nA second ferry will run from May.';
  const person = given.person ?? [];
  const org = given.org ?? [];
  const place = given.place ?? [];
  return {
    id,
    path: `${id}.txt`,
    url: null,
    title,
    body,
    paragraphs: body.split('\n\n').map((text, i) => ({ kind: 'paragraph', text, line: i + 1 })),
    removals: [],
    facts: [],
    source: 'The Harbour Post',
    origin: 'The Harbour Post',
    carrier: null,
    agency: null,
    language: 'en',
    completeness: 1,
    completenessState: 'whole',
    bodyLoss: false,
    removedKinds: [...new Set(given.removals?.map(({ kind }) => kind))],
    removedRules: [...new Set(given.removals?.map(({ rule }) => rule))],
    entity: [...new Set([...person, ...org, ...place])],
    person,
    org,
    place,
    entities: [],
    storyId: `story-${id}`,
    storySize: 1,
    copies: copiesOf(given.storySize ?? 1),
    storyRank: 0,
    storyRelation: 'only',
    storyScore: 1,
    storyShared: 1,
    wordCount: body.split(/\s+/).length,
    ...dated(date),
    ...given,
  };
}

const DAY_MS = 24 * 3600_000;

/** The keys of an article that follow from its date. */
export function dated(
  date: string | undefined,
): Pick<Article, 'published' | 'year' | 'month' | 'day' | 'publishedFrom' | 'firstDay' | 'lastDay'> {
  if (date === undefined)
    return {
      published: null,
      year: 'undated',
      month: 'undated',
      day: 'undated',
      publishedFrom: null,
      firstDay: null,
      lastDay: null,
    };
  const precision: ArticlePublished['precision'] =
    date.length > 10 ? 'minute' : date.length > 7 ? 'day' : date.length > 4 ? 'month' : 'year';
  const [year = '', month = '01', day = '01'] = date.slice(0, 10).split('-');
  const hasZone = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(date);
  const first = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const next = {
    minute: () => first + DAY_MS,
    day: () => first + DAY_MS,
    month: () => Date.UTC(Number(year), Number(month), 1),
    year: () => Date.UTC(Number(year) + 1, 0, 1),
  }[precision]();
  return {
    published: { date, precision, role: 'published' },
    year,
    month: precision === 'year' ? 'undated' : date.slice(0, 7),
    day: date.slice(0, 10),
    publishedFrom: (precision === 'minute' ? Date.parse(hasZone ? date : `${date}Z`) : first) / 1000,
    firstDay: first / DAY_MS,
    lastDay: next / DAY_MS - 1,
  };
}

/** Counts an article as a run does that reads its page only where the counts need it. */
export function countPlaced(tally: Tally, page: Article): void {
  const told = toldOf(page, JSON.stringify(page));
  const place = { size: page.storySize, rank: page.storyRank };
  const placed = { id: page.id, path: page.path, told, names: page.entities };
  tally.placed(placed, place, tally.needs(told) ? page : null);
}
