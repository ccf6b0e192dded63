/**
 * `npm run bench:clean -- --data DIR`: our cleaning beside keeping everything and Readability, in one run.
 *
 * Every site is held out once: the classifier that cleans it was trained on the other sites only. The shipped weights
 * know all sites and would prove nothing here.
 */

import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { cleaner } from '../indexer/clean/clean.ts';
import { body, type Draft, paragraphs, type Stage } from '../indexer/draft.ts';
import { readPage } from '../indexer/read/read.ts';
import { countWords } from '../indexer/text/words.ts';
import { type BenchPages, benchDir, foldOf, readBenchPages } from './pages.ts';
import { readabilityVerdicts } from './readability.ts';
import { type Counts, gramCounts, macro, micro, type Score, sentenceCounts } from './score.ts';
import { isTitle } from './train/headline.ts';
import { type Lesson, lessonsFrom } from './train/labels.ts';
import { trainBlocks } from './train/train.ts';

/** Sites are cut into this many parts by their names; each part is measured by a classifier that has not seen it. */
const FOLDS = 3;

/** The stage that cleans a page: a different one for each where it was trained on other sites, or knows the markup. */
type Cleaner = (page: { readonly site: string; readonly html?: string }) => Stage;

const keepAll: Cleaner = () => (draft) => draft;
const readability: Cleaner = ({ html }) => {
  const verdicts = readabilityVerdicts(html ?? '');
  return (draft) => ({ ...draft, blocks: draft.blocks.filter((_, at) => verdicts?.[at]) });
};

/** Our stage for each site, trained without the part of the sites it belongs to. */
function heldOut(
  lessons: readonly Lesson[],
  config: Pick<Config, 'index' | 'boilerplate' | 'cues'>,
): Cleaner {
  const stages = Array.from({ length: FOLDS }, (_, fold) =>
    cleaner(config, trainBlocks(lessons.filter((lesson) => foldOf(lesson.site, FOLDS) !== fold))),
  );
  return (page) => stages[foldOf(page.site, FOLDS)] ?? keepAll(page);
}

function draftOf(id: string, content: string, format: 'text' | 'html', url?: string): Draft | undefined {
  try {
    return readPage({ id, path: id, content, format, ...(url && { url }) });
  } catch (error) {
    process.stderr.write(
      `${id} is not measured: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return undefined;
  }
}

/** Words of article lines kept, of other lines kept, of article lines lost. Headlines count neither way. */
function lineCounts(draft: Draft, kept: Draft, labels: readonly number[]): Counts {
  const stays = new Set(kept.blocks.filter((block) => block.kind !== 'title').map((block) => block.line));
  const counts: [number, number, number] = [0, 0, 0];
  for (const block of draft.blocks) {
    const size = countWords(block.text);
    const label = labels[block.line - 1];
    if (label === 1) counts[stays.has(block.line) ? 0 : 2] += size;
    else if (label === 0 && stays.has(block.line)) counts[1] += size;
  }
  return counts;
}

/** Whether the headline was found, on a page of which it is known and where it stands in a line of its own. */
function headlineFound(draft: Draft, kept: Draft, title: string | undefined): boolean[] {
  if (!title || !draft.blocks.some((block) => isTitle(block.text, title))) return [];
  return [isTitle(kept.facts.title?.value ?? '', title)];
}

function printHeadlines(track: string, found: readonly boolean[]): void {
  const right = found.filter(Boolean).length;
  process.stdout.write(
    `${`${track} headlines`.padEnd(18)} ${'ours'.padEnd(12)} ${right} of ${found.length} found\n`,
  );
}

/** The text that was kept, without lines of the headline: those count neither way. */
const withoutHeadline = (kept: Draft, labels: readonly number[]): string =>
  paragraphs(kept)
    .filter((block) => labels[block.line - 1] !== -1)
    .map((block) => block.text)
    .join('\n\n');

const shown = ({ precision, recall, f1 }: Score): string =>
  `P ${precision.toFixed(4)}  R ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}`;

function print(track: string, who: string, score: Score): void {
  process.stdout.write(`${track.padEnd(18)} ${who.padEnd(12)} ${shown(score)}\n`);
}

function measure(pages: BenchPages, who: string, clean: Cleaner): void {
  const isHtmlOnly = who === 'readability';
  if (!isHtmlOnly) {
    for (const track of ['text', 'near'] as const) {
      const lines: Counts[] = [];
      const grams: Counts[] = [];
      const headlines: boolean[] = [];
      for (const page of pages[track]) {
        const draft = draftOf(page.id, page.lines.map((line) => line.text).join('\n'), 'text', page.url);
        if (!draft) continue;
        const labels = page.lines.map((line) => line.label);
        const kept = clean(page)(draft);
        lines.push(lineCounts(draft, kept, labels));
        grams.push(gramCounts(page.truth, withoutHeadline(kept, labels)));
        headlines.push(...headlineFound(draft, kept, page.title));
      }
      print(`${track} lines`, who, macro(lines));
      print(`${track} 4-grams`, who, macro(grams));
      if (who === 'ours') printHeadlines(track, headlines);
    }
    print('seg-text sentences', who, micro(sentences(pages, who, 'text', clean)));
  }
  const grams: Counts[] = [];
  for (const page of pages.html) {
    const draft = draftOf(page.id, page.html, 'html', page.url);
    if (draft) grams.push(gramCounts(page.truth, body(clean(page)(draft))));
  }
  print('html 4-grams', who, macro(grams));
  print('seg-html sentences', who, micro(sentences(pages, who, 'html', clean)));
}

function sentences(pages: BenchPages, who: string, format: 'text' | 'html', clean: Cleaner): Counts[] {
  const headlines: boolean[] = [];
  const counts = pages.seg.flatMap((page) => {
    const draft = draftOf(page.id, page[format], format, page.url);
    if (!draft) return [];
    const kept = clean(page)(draft);
    headlines.push(...headlineFound(draft, kept, page.title));
    return [sentenceCounts(page.with, page.without, body(kept))];
  });
  if (who === 'ours') printHeadlines(`seg-${format}`, headlines);
  return counts;
}

const pages = readBenchPages(benchDir(process.argv, process.env));
const config = loadConfig({});
measure(pages, 'keep all', keepAll);
measure(pages, 'readability', readability);
measure(pages, 'ours', heldOut(await lessonsFrom(pages, config), config));
