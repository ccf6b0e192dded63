/**
 * `npm run bench:completeness -- --data DIR [--misses N]`: is a cut article told from a whole one?
 *
 * First every real development page that is flagged, with its evidence, to be read by eye: some are truly cut. Then
 * pages made of the same articles: cut in five ways under ten forms of notices, and whole with boxes that sell things.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadConfig } from '../config/load.ts';
import { cleaner } from '../indexer/clean/clean.ts';
import { type Draft, paragraphs, type Stage } from '../indexer/draft.ts';
import { completenessJudge } from '../indexer/enrich/completeness/completeness.ts';
import { readPage } from '../indexer/read/read.ts';
import { cutPages, type KnownPage, type MadePage, wholePages } from './completeness/made.ts';
import { benchDir, readBenchPages, type SentencesPage } from './pages.ts';

/** Forms tried on each page and cut, and articles of fewer paragraphs left out. */
const TURNS = 1;
const LEAST_PARAGRAPHS = 6;

interface Source {
  readonly id: string;
  readonly url?: string;
  readonly content: string;
  readonly format: 'text' | 'html';
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function draftOf({ id, url, content, format }: Source): Draft | undefined {
  try {
    return readPage({ content, path: id, format, ...(url && { url }) });
  } catch (error) {
    process.stderr.write(
      `${id} is not measured: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return undefined;
  }
}

/** Prints each flagged page of a track, then how many they are. */
function falseAlarms(track: string, pages: Iterable<Source>, judge: Stage): void {
  let count = 0;
  let flagged = 0;
  for (const page of pages) {
    const draft = draftOf(page);
    if (!draft) continue;
    count += 1;
    const fact = judge(draft).facts.completeness;
    if (!fact || fact.value === 1) continue;
    flagged += 1;
    print(`  ${track} ${page.id} ${fact.value ?? 'cut'} [${fact.reader}] ${fact.evidence}`);
  }
  print(`${track.padEnd(10)} flagged ${flagged} of ${count}`);
}

/** Counts of one cell of the table. */
interface Cell {
  pages: number;
  flagged: number;
  /** Shares that were given, and how far off they were in sum. */
  shares: number;
  off: number;
}

/** Judges made pages and prints, by cut and by form, how many are flagged and how true the shares are. */
function table(
  title: string,
  pages: Iterable<MadePage>,
  judge: Stage,
  isRight: boolean,
  misses: number,
): void {
  const cells = new Map<string, Cell>();
  let shown = 0;
  for (const page of pages) {
    const draft = draftOf({ ...page, id: `${page.id} (${page.cut}, ${page.form})` });
    if (!draft) continue;
    const fact = judge(draft).facts.completeness;
    const flagged = fact !== undefined && fact.value !== 1;
    for (const key of [
      `${page.format} all`,
      `${page.format} ${page.cut}`,
      `${page.format} form ${page.form}`,
    ]) {
      const cell = cells.get(key) ?? { pages: 0, flagged: 0, shares: 0, off: 0 };
      cell.pages += 1;
      if (flagged) cell.flagged += 1;
      if (typeof fact?.value === 'number' && flagged) {
        cell.shares += 1;
        cell.off += Math.abs(fact.value - page.share);
      }
      cells.set(key, cell);
    }
    if (flagged === isRight || shown >= misses) continue;
    shown += 1;
    print(`  ${page.format} ${page.id} (${page.cut}, ${page.form}): ${fact?.evidence ?? 'no body'}`);
  }
  print(title);
  for (const [key, { pages: count, flagged, shares, off }] of [...cells].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    const stated = shares > 0 ? `  ${shares} shares, off by ${(off / shares).toFixed(3)} on average` : '';
    print(
      `  ${key.padEnd(32)} flagged ${String(flagged).padStart(4)} of ${String(count).padStart(4)}  ${((100 * flagged) / count).toFixed(1).padStart(5)} %${stated}`,
    );
  }
}

/** A page of labelled lines as lines around its article. */
function known(
  id: string,
  lang: string,
  lines: readonly { text: string; isArticle: boolean }[],
): KnownPage[] {
  const first = lines.findIndex(({ isArticle }) => isArticle);
  const last = lines.findLastIndex(({ isArticle }) => isArticle);
  const article = lines.filter(({ isArticle }) => isArticle).map(({ text }) => text);
  if (article.length < LEAST_PARAGRAPHS) return [];
  const texts = (from: number, to: number) => lines.slice(from, to).map(({ text }) => text);
  return [{ id, lang, before: texts(0, first), article, after: texts(last + 1, lines.length) }];
}

/** A page in another language than English: its article is what cleaning keeps, where that looks whole. */
function knownByCleaning(
  page: SentencesPage & { readonly lang?: string },
  clean: Stage,
  judge: Stage,
): KnownPage[] {
  const draft = draftOf({ ...page, content: page.text, format: 'text' });
  if (!draft || !page.lang || page.lang === 'en') return [];
  const cleaned = clean(draft);
  if (judge(draft).facts.completeness?.value !== 1) return [];
  const kept = new Set(paragraphs(cleaned).map((block) => block.line));
  return known(
    page.id,
    page.lang,
    draft.blocks.map((block) => ({
      text: block.text.replaceAll('\n', ' '),
      isArticle: kept.has(block.line),
    })),
  );
}

const dir = benchDir(process.argv, process.env);
const at = process.argv.indexOf('--misses');
const misses = at < 0 ? 0 : Number(process.argv[at + 1]);
const config = loadConfig({});
const clean = cleaner(config);
const completeness = completenessJudge(config);
const judge: Stage = (draft) => completeness(clean(draft));

const pages = readBenchPages(dir);
const dated = gunzipSync(readFileSync(join(dir, 'date.dev.jsonl.gz')))
  .toString('utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { id: string; url: string; html: string });
const joined = (lines: readonly { text: string }[]) => lines.map(({ text }) => text).join('\n');

for (const track of ['text', 'near'] as const)
  falseAlarms(
    track,
    pages[track].map((page) => ({ ...page, content: joined(page.lines), format: 'text' })),
    judge,
  );
falseAlarms(
  'html',
  pages.html.map((page) => ({ ...page, content: page.html, format: 'html' })),
  judge,
);
falseAlarms(
  'seg-text',
  pages.seg.map((page) => ({ ...page, content: page.text, format: 'text' })),
  judge,
);
falseAlarms(
  'seg-html',
  pages.seg.map((page) => ({ ...page, content: page.html, format: 'html' })),
  judge,
);
falseAlarms(
  'date',
  dated.map((page) => ({ ...page, content: page.html, format: 'html' })),
  judge,
);

const articles = [
  ...pages.near.flatMap((page) =>
    known(
      page.id,
      'en',
      page.lines.map(({ text, label }) => ({ text, isArticle: label === 1 })),
    ),
  ),
  ...pages.seg.flatMap((page) => knownByCleaning(page, clean, judge)),
];
print(`made of ${articles.length} articles:`);
table('cut (the more flagged the better)', cutPages(articles, TURNS), judge, true, misses);
table('whole with a box (the fewer flagged the better)', wholePages(articles), judge, false, misses);
