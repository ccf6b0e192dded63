/**
 * An export as CSV (RFC 4180), for spreadsheets: one line an article, without its text, which has line breaks and may be longer
 * than the 32,767 characters a cell holds.
 */
import type { EntityType } from '../../config/schema.ts';

import type { ExportedArticle, ExportFormat, ExportHead } from './row.ts';

type Cell = string | number | boolean | null | undefined;

/** Excel reads UTF-8 only behind this mark; R and Python know it by the names `UTF-8-BOM` and `utf-8-sig`. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

const COLUMNS: Readonly<Record<string, (article: ExportedArticle, head: ExportHead) => Cell>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  source: ({ source }) => source,
  origin: ({ origin }) => origin,
  carrier: ({ carrier }) => carrier,
  agency: ({ agency }) => agency,
  published: ({ published }) => published?.date,
  publishedPrecision: ({ published }) => published?.precision,
  publishedRole: ({ published }) => published?.role,
  language: ({ language }) => language,
  url: ({ url }) => url,
  path: ({ path }) => path,
  completeness: ({ completeness }) => completeness,
  completenessState: ({ completenessState }) => completenessState,
  bodyLoss: ({ bodyLoss }) => bodyLoss,
  wordCount: ({ wordCount }) => wordCount,
  person: (article) => namesOf(article, 'person'),
  org: (article) => namesOf(article, 'org'),
  place: (article) => namesOf(article, 'place'),
  storyId: ({ story }) => story.id,
  storySize: ({ story }) => story.size,
  build: (_, { build }) => build.id,
  rules: (_, { build }) => build.rules,
};
export const CSV_COLUMNS: readonly string[] = Object.keys(COLUMNS);

export const csv: ExportFormat = {
  type: 'text/csv; charset=utf-8; header=present',
  start: () => `${BYTE_ORDER_MARK}${CSV_COLUMNS.join(',')}${LINE_END}`,
  row: (article, head) =>
    `${Object.values(COLUMNS)
      .map((cell) => written(cell(article, head)))
      .join(',')}${LINE_END}`,
  end: '',
};

const namesOf = ({ entities }: ExportedArticle, wanted: EntityType): string =>
  entities
    .filter(({ type }) => type === wanted)
    .map(({ name }) => name)
    .join('; ');

/** Numbers and truth values are ours and cannot be formulas. */
const written = (value: Cell): string =>
  typeof value === 'string'
    ? quoted(harmless(value))
    : value === null || value === undefined
      ? ''
      : String(value);

/**
 * Where a spreadsheet would take the text for a formula: at its start, and behind a semicolon, since where decimals have
 * commas files are split there, whatever is quoted.
 */
const FORMULA = /(^|;)([\s\u200B\uFEFF"']*)(?=[=+\-@＝＋－＠])/gu;
/** Line breaks, tabs and what has no shape at all become a space. */
const SPACES = /[\s\p{Cc}]+/gu;

/** One line of text that no spreadsheet runs: an apostrophe stands before what looks like a formula. */
const harmless = (text: string): string => text.replace(SPACES, ' ').trim().replace(FORMULA, "$1$2'");

const quoted = (text: string): string => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
