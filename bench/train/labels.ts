/** Pages with a label for every block that has one: the lessons the classifier learns from. */
import type { Config } from '../../config/schema.ts';
import { type FeatureTable, featuresOf } from '../../indexer/clean/features.ts';
import { type Prepared, preparer } from '../../indexer/clean/prepare.ts';
import type { Draft } from '../../indexer/draft.ts';
import { readPage } from '../../indexer/read/read.ts';
import { words } from '../../indexer/text/words.ts';
import type { BenchPages } from '../pages.ts';

/** 1 article, 0 not, undefined: nobody knows. */
export type Label = 0 | 1 | undefined;

export interface Lesson {
  readonly site: string;
  readonly forest: 'text' | 'html';
  readonly table: FeatureTable;
  readonly labels: readonly Label[];
  /** Words of each block. */
  readonly words: readonly number[];
  /** How much the page's labels are trusted: 1 where people marked every line. */
  readonly trust: number;
}

/** Only the blocks with a marked sentence are labelled, and those surely. */
const SENTENCES_TRUST = 1;
/** Labels by agreement of Readability and the marked sentences. */
const AGREED_TRUST = 0.25;
/** Marked sentences Readability may be wrong about, per one it is right about. */
const DISAGREEMENT = 0.34;
const MIN_ARTICLE_BLOCKS = 3;

/** Prepares every page as cleaning would. Pages that cannot be read are named on stderr and left out. */
export async function lessonsFrom(
  pages: BenchPages,
  config: Pick<Config, 'boilerplate' | 'cues'>,
): Promise<Lesson[]> {
  const prepare = preparer(config);
  const lessons: Lesson[] = [];
  const add = (
    site: string,
    forest: Lesson['forest'],
    prepared: Prepared,
    labels: readonly Label[],
    trust: number,
  ) =>
    lessons.push({
      site,
      forest,
      table: featuresOf(prepared.page, prepared),
      labels,
      words: prepared.page.blocks.map((block) => words(block.text).length),
      trust,
    });
  for (const page of [...pages.text, ...pages.near]) {
    const prepared = await prepareOne(prepare, page, page.lines.map((line) => line.text).join('\n'), 'text');
    if (prepared) add(page.site, 'text', prepared, byLines(prepared, page.lines), 1);
  }
  for (const page of pages.html) {
    const prepared = await prepareOne(prepare, page, page.html, 'html');
    if (prepared) add(page.site, 'html', prepared, byTruth(prepared, page.truth), 1);
  }
  for (const page of pages.seg) {
    const html = await prepareOne(prepare, page, page.html, 'html');
    const text = await prepareOne(prepare, page, page.text, 'text');
    if (html) {
      const marked = bySentences(html, page.with, page.without);
      add(page.site, 'html', html, marked, SENTENCES_TRUST);
      const agreed = byAgreement(html, marked);
      if (agreed) add(page.site, 'text', html, agreed, AGREED_TRUST);
    }
    if (text) add(page.site, 'text', text, bySentences(text, page.with, page.without), SENTENCES_TRUST);
  }
  return lessons;
}

async function prepareOne(
  prepare: (draft: Draft) => Prepared,
  page: { readonly id: string; readonly url?: string },
  content: string,
  format: 'text' | 'html',
): Promise<Prepared | undefined> {
  try {
    const draft = await readPage({
      id: page.id,
      path: page.id,
      content,
      format,
      ...(page.url && { url: page.url }),
    });
    if (draft.refused) throw new Error(draft.refused.reason);
    return draft.blocks.length > 0 ? prepare(draft) : undefined;
  } catch (error) {
    process.stderr.write(`${page.id} left out: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

const byLines = ({ page }: Prepared, lines: readonly { readonly label: number }[]): Label[] =>
  page.blocks.map((block) => {
    const label = lines[block.line - 1]?.label;
    return label === 0 || label === 1 ? label : undefined;
  });

/** Words compared in a row, as the scorer does. */
const GRAM = 4;
/** Share of a block's word rows that must stand in the article's text. */
const CONTAINED = 0.6;
/** Blocks on either side in which a short line looks for the article. */
const REACH = 4;

const keys = (text: string): string[] => words(text.normalize('NFKC').toLowerCase());

/** A block is article when its rows of words are in the article's text; a shorter one when it also stands among such. */
function byTruth({ page }: Prepared, truth: string): Label[] {
  const told = keys(truth);
  const grams = new Set(told.map((_, i) => told.slice(i, i + GRAM).join(' ')));
  const flat = ` ${told.join(' ')} `;
  const sure = page.blocks.map((block): Label => {
    const own = keys(block.text);
    if (own.length === 0) return undefined;
    if (own.length < GRAM) return flat.includes(` ${own.join(' ')} `) ? undefined : 0;
    let found = 0;
    for (let i = 0; i + GRAM <= own.length; i++) if (grams.has(own.slice(i, i + GRAM).join(' '))) found++;
    return found / (own.length - GRAM + 1) >= CONTAINED ? 1 : 0;
  });
  return sure.map((label, at) => {
    if (label !== undefined || keys(page.blocks[at]?.text ?? '').length === 0) return label;
    return sure.slice(Math.max(0, at - REACH), at).includes(1) &&
      sure.slice(at + 1, at + 1 + REACH).includes(1)
      ? 1
      : 0;
  });
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** A block inside a marked sentence counts as marked from this many characters on. */
const PART_LENGTH = 15;

function bySentences({ page }: Prepared, stay: readonly string[], go: readonly string[]): Label[] {
  return page.blocks.map((block): Label => {
    const text = flat(block.text);
    const has = (sentence: string) =>
      text.includes(flat(sentence)) || (text.length > PART_LENGTH && flat(sentence).includes(text));
    return stay.some(has) ? 1 : go.some(has) ? 0 : undefined;
  });
}

/** Readability's verdict for every block of a page where it agrees with the marked sentences; those outrank it. */
function byAgreement({ page }: Prepared, marked: readonly Label[]): Label[] | undefined {
  const verdict = page.blocks.map(
    (block): Label => (block.markup?.inArticle === undefined ? undefined : block.markup.inArticle ? 1 : 0),
  );
  let right = 0;
  let wrong = 0;
  marked.forEach((label, at) => {
    if (label === undefined || verdict[at] === undefined) return;
    if (label === verdict[at]) right++;
    else wrong++;
  });
  if (wrong > right * DISAGREEMENT || verdict.filter((label) => label === 1).length < MIN_ARTICLE_BLOCKS)
    return undefined;
  return verdict.map((label, at) => marked[at] ?? label);
}
