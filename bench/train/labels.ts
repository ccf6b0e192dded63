/** Pages with a label for every block that has one: the lessons the classifier learns from. */
import type { Config } from '../../config/schema.ts';
import { hasMarkup, type Measured, measure } from '../../indexer/clean/classify.ts';
import { fromHead } from '../../indexer/clean/head-title.ts';
import { type Prepared, preparer } from '../../indexer/clean/prepare.ts';
import type { Draft, Format } from '../../indexer/draft.ts';
import { readPage } from '../../indexer/read/read.ts';
import { words } from '../../indexer/text/words.ts';
import type { BenchPages } from '../pages.ts';
import { madePages } from './made.ts';
import { readMarks } from './marks.ts';

/** 1 article, 0 not, undefined: nobody knows. */
export type Label = 0 | 1 | undefined;

/** What a page of our own counts, beside one that people labelled. Chosen by cross-validation over sites. */
const MADE_TRUST = { text: 1, html: 0.5 } as const;

export interface Lesson {
  readonly site: string;
  readonly kind: 'text' | 'html';
  /** How much its labels count: pages of our own teach what others lack, and must not outweigh them. */
  readonly trust: number;
  readonly prepared: Prepared;
  readonly measured: Measured;
  readonly labels: readonly Label[];
  /** Words of each block. */
  readonly words: readonly number[];
  /** The headline; null: the page has none; undefined: nobody knows. */
  readonly title: string | null | undefined;
  /** Whether the blocks were marked one by one on the HTML of a page: such a page teaches what reads text as well. */
  readonly isMarked: boolean;
  /** Whether it is a page of our own. */
  readonly isMade: boolean;
}

/** Prepares every page as cleaning would. Pages that cannot be read are named on stderr and left out. */
export async function lessonsFrom(
  pages: BenchPages,
  config: Pick<Config, 'boilerplate' | 'cues'>,
): Promise<Lesson[]> {
  const prepare = preparer(config);
  const lessons: Lesson[] = [];
  const add = (
    { site, title }: { readonly site: string; readonly title?: string | null },
    kind: Lesson['kind'],
    prepared: Prepared,
    labels: readonly Label[],
    { isMade = false, isMarked = false }: { readonly isMade?: boolean; readonly isMarked?: boolean } = {},
  ) =>
    lessons.push({
      site,
      kind,
      trust: isMade ? MADE_TRUST[kind] : 1,
      prepared,
      title,
      measured: measure(prepared),
      labels,
      words: prepared.page.blocks.map((block) => words(block.text).length),
      isMarked,
      isMade,
    });
  /** The headline of each page that is a dump of one of these, by its id. */
  const headlines = new Map<string, string>();
  for (const page of pages.html) {
    const prepared = await prepareOne(prepare, page, page.html, 'html');
    if (!prepared) continue;
    const title = confirmedHeadline(prepared);
    if (title !== undefined) headlines.set(page.id, title);
    add(
      { site: page.site, ...(title !== undefined && { title }) },
      'html',
      prepared,
      byTruth(prepared, page.truth),
    );
  }
  for (const page of [...pages.text, ...pages.near]) {
    const prepared = await prepareOne(prepare, page, page.lines.map((line) => line.text).join('\n'), 'text');
    const title = headlines.get(page.id) ?? page.title;
    if (prepared)
      add({ site: page.site, ...(title && { title }) }, 'text', prepared, byLines(prepared, page.lines));
  }
  const marks = readMarks();
  for (const page of pages.seg) {
    const html = await prepareOne(prepare, page, page.html, 'html');
    const text = await prepareOne(prepare, page, page.text, 'text');
    const title = (html && confirmedHeadline(html)) ?? page.title;
    const known = { site: page.site, ...(title && { title }) };
    if (html) {
      const said = bySentences(html, page.with, page.without);
      const marked = marks.of('seg', page.id, html.page.blocks);
      add(known, 'html', html, marked ? said.map((label, at) => label ?? marked[at]) : said, {
        isMarked: marked !== undefined,
      });
    }
    if (text) add(known, 'text', text, bySentences(text, page.with, page.without));
  }
  for (const page of pages.dated) {
    const html = await prepareOne(prepare, page, page.html, 'html');
    const marked = html && marks.of('date', page.id, html.page.blocks);
    if (!html || !marked) continue;
    const title = confirmedHeadline(html);
    const known = { site: siteOf(page.url), ...(title !== undefined && { title }) };
    add(known, 'html', html, marked, { isMarked: true });
  }
  for (const page of madePages()) {
    const prepared = await prepareOne(prepare, page, page.content, page.format);
    if (!prepared) continue;
    const { blocks } = prepared.page;
    const labels = blocks.map(({ line }) => page.labels[line - 1]);
    const title = blocks[labels.indexOf(undefined)]?.text ?? null;
    add({ site: page.site, title }, hasMarkup(prepared.page) ? 'html' : 'text', prepared, labels, {
      isMade: true,
    });
  }
  return lessons;
}

async function prepareOne(
  prepare: (draft: Draft) => Prepared,
  page: { readonly id: string; readonly url?: string },
  content: string,
  format: Format,
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

/** The headline that the head of a page states and a heading on it says too. */
function confirmedHeadline({ page }: Prepared): string | undefined {
  const fact = fromHead(page)?.fact;
  return fact?.reader.startsWith('heading') ? fact.value : undefined;
}

/** The name of a site as the sets write it. */
const siteOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '');

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
