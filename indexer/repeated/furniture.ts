/**
 * Which lines of which site are furniture: they stand on many of its pages, among different texts, and are about
 * something else. The order of the pages makes no difference to anything said here.
 */
import type { IndexFile } from '../../config/schema.ts';
import { endsSentence } from '../clean/measure.ts';
import { type Block, paragraphs } from '../draft.ts';
import { openPages } from '../load/pages.ts';
import type { RepeatedLine } from '../load/report.ts';
import { countLines } from './count.ts';
import { lineKey, nameOf } from './key.ts';
import type { LineLog, PageView } from './log.ts';
import { siteOf } from './site.ts';
import { amongDifferentTexts, type Furniture, textsOf } from './texts.ts';
import { topicOf } from './topic.ts';

/** Heavier than this a line is an article's paragraph, or a text that a person should read before it goes. */
const HEAVIEST = 400;
/** A statement inside the text lighter than this may be a stock sentence: "No one was hurt." */
const LIGHTEST_STATEMENT = 25;
/** Lines listed in the report, those on the most pages. */
const LISTED = 200;

/** What goes from one page: lines by their names (see `nameOf`), each with its reason. */
export type Going = ReadonlyMap<number, string>;

export interface Findings {
  /** Different lines that are furniture. */
  readonly lines: number;
  /** The most repeated lines, removed or looked at and kept. */
  readonly listed: readonly RepeatedLine[];
  /**
   * What goes from a page; empty: nothing. `tooMuch`: it has furniture, but more than may go from a page, so all of it
   * stays.
   */
  on(page: PageView): { readonly going: Going; readonly tooMuch: boolean };
}

type Limits = Pick<IndexFile, 'repeatedPages' | 'repeatedShare' | 'repeatedBody'>;

const STAYS: Going = new Map();
export const NOTHING_FOUND: Findings = {
  lines: 0,
  listed: [],
  on: () => ({ going: STAYS, tooMuch: false }),
};

/**
 * Looks at all lines of a log.
 * @param spool the file with the pages the log speaks of
 * @param step called before every page that is read from the spool; what it throws ends the search
 */
export async function findFurniture(
  log: LineLog,
  spool: string,
  limits: Limits,
  step: () => void = () => undefined,
): Promise<Findings> {
  if (limits.repeatedPages === 0 || log.pages < limits.repeatedPages) return NOTHING_FOUND;
  const threshold = { pages: limits.repeatedPages, share: limits.repeatedShare };
  const counts = await countLines(log, threshold);
  const candidates = (await amongDifferentTexts(log, counts, threshold)).filter(
    ({ mass }) => mass <= HEAVIEST,
  );
  if (candidates.length === 0) return NOTHING_FOUND;
  const asked = new Map(candidates.map((line) => [nameOf(line.key.high, line.key.low), new Votes(line)]));

  const spooled = await openPages(spool);
  try {
    await log.scan((page) => {
      const standing = linesOf(page).filter((line) => asked.has(line.name));
      const texts = standing.length > 0 ? textsOf(page, counts) : undefined;
      return texts?.telling ? ask(page) : undefined;

      async function ask(view: PageView): Promise<void> {
        step();
        const draft = await spooled.at(view);
        const blocks = paragraphs(draft);
        const own = blocks.filter((_, i) => texts?.isOwn(i)).map(({ text }) => text);
        const onTopic = topicOf(draft.facts.title?.value ?? '', own);
        for (const { at, name } of standing) {
          const block = blocks[at];
          if (block) asked.get(name)?.cast(siteOf(draft) ?? '', block, onTopic(block.text));
        }
      }
    });
  } finally {
    await spooled.close();
  }

  const furniture = new Map([...asked].filter(([, votes]) => votes.verdict === 'removed'));
  return {
    lines: furniture.size,
    listed: [...asked.values()]
      .map((votes) => votes.shown)
      .sort((a, b) => b.pages - a.pages || byName(a.site, b.site) || byName(a.text, b.text))
      .slice(0, LISTED),
    on(page) {
      if (counts.pagesOf(page.site) < threshold.pages) return { going: STAYS, tooMuch: false };
      const standing = linesOf(page).filter(({ name }) => furniture.has(name));
      if (standing.length === 0) return { going: STAYS, tooMuch: false };
      const texts = textsOf(page, counts);
      const leaving = standing.filter(
        ({ at, name }) => furniture.get(name)?.isStatement || texts.around(at).place === 'edge',
      );
      const mass = leaving.reduce((sum, { at }) => sum + page.mass(at), 0);
      if (mass > limits.repeatedBody * texts.mass) return { going: STAYS, tooMuch: true };
      return {
        going: new Map(leaving.map(({ name }) => [name, furniture.get(name)?.reason ?? ''])),
        tooMuch: false,
      };
    },
  };
}

/** What goes from the page for a line of its text, or undefined. */
export function reasonFor(page: Pick<PageView, 'site'>, going: Going, text: string): string | undefined {
  const key = lineKey(page.site, text);
  return key ? going.get(nameOf(key.high, key.low)) : undefined;
}

/** What the pages say of one line. Counts only, so that their order makes no difference. */
class Votes {
  readonly #line: Furniture;
  #pages = 0;
  #onTopic = 0;
  #statements = 0;
  #set = 0;
  #site = '';
  #text = '';

  constructor(line: Furniture) {
    this.#line = line;
  }

  cast(site: string, block: Block, onTopic: boolean): void {
    this.#pages++;
    if (onTopic) this.#onTopic++;
    if (isStatement(block)) this.#statements++;
    if (SET.has(block.kind)) this.#set++;
    this.#site = site;
    // Of the spellings of a line one is shown, whichever page came first.
    if (this.#text === '' || block.text < this.#text) this.#text = block.text;
  }

  /** A whole sentence that stands for itself: it may go from inside a text. */
  get isStatement(): boolean {
    return this.#line.mass >= LIGHTEST_STATEMENT && 2 * this.#statements > this.#pages;
  }

  get #doubt(): string | undefined {
    if (2 * this.#onTopic >= this.#pages) return 'it speaks of what the articles around it speak of';
    if (2 * this.#set >= this.#pages) return 'it is part of a table, a quotation or a listing';
    if (this.#line.place === 'inside' && !this.isStatement)
      return 'it stands inside the text, as a standing heading or a question does';
    return undefined;
  }

  get verdict(): 'removed' | 'kept' {
    return this.#doubt ? 'kept' : 'removed';
  }

  get reason(): string {
    return `stands on ${this.#line.pages} of ${this.#line.of} pages of this source`;
  }

  get shown(): RepeatedLine {
    const { pages, of } = this.#line;
    return {
      site: this.#site,
      text: this.#text,
      pages,
      of,
      verdict: this.verdict,
      why: this.#doubt ?? this.reason,
    };
  }
}

/** Kinds of blocks whose lines belong together, also where they recur. */
const SET: ReadonlySet<Block['kind']> = new Set(['table-row', 'quote', 'code']);

const LEADS_ON = /[?？؟:：;；]["'”’»“›)\]」』】]*\s*$/u;

const isStatement = ({ kind, text }: Block): boolean =>
  kind === 'paragraph' && endsSentence(text) && !LEADS_ON.test(text);

function linesOf(page: PageView): { at: number; name: number }[] {
  const lines: { at: number; name: number }[] = [];
  for (let at = 0; at < page.size; at++)
    if (page.mass(at) > 0) lines.push({ at, name: nameOf(page.high(at), page.low(at)) });
  return lines;
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
