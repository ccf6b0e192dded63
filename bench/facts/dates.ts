/** Days of publication of HTML pages: ours beside what htmldate publishes of the same evaluation pages. */
import { parse } from 'tldts';
import type { Config } from '../../config/schema.ts';
import { pipeline } from '../../indexer/pipeline.ts';
import { foldOf } from '../pages.ts';
import { draftOf, readRows } from './rows.ts';
import type { Table } from './table.ts';

interface Row {
  readonly id: string;
  readonly url: string;
  readonly html: string;
  /** `2020-03-04` */
  readonly date: string;
}

/** https://htmldate.readthedocs.io/en/latest/evaluation.html, of its 1,000 pages. */
const PUBLISHED = [
  ['htmldate fast (published)', 0.861, 0.925],
  ['htmldate extensive (published)', 0.903, 0.949],
] as const;

/** Accuracy is right over all; in F1 a date that is not given is a miss, one that is wrong no second one. */
export function dateScore(rows: readonly { readonly gold: string; readonly found: string | undefined }[]) {
  const right = rows.filter(({ gold, found }) => found === gold).length;
  const given = rows.filter(({ found }) => found !== undefined).length;
  const precision = right / (given || 1);
  const recall = right / (right + rows.length - given || 1);
  return {
    accuracy: right / (rows.length || 1),
    f1: (2 * precision * recall) / (precision + recall || 1),
  };
}

export function measureDates(data: string, config: Config): Table {
  const judge = pipeline(config);
  const rows = readRows<Row>(data, 'date').map(({ id, url, html, date }) => {
    const draft = draftOf(id, html, 'html', url);
    const found = draft && judge(draft).facts.published?.value.date.slice(0, 10);
    return { gold: date, found, half: foldOf(siteOf(url), 2) };
  });
  const line = (who: string, of: typeof rows): [string, number, number] => {
    const { accuracy, f1 } = dateScore(of);
    return [`${who} (${of.length} pages)`, accuracy, f1];
  };
  return {
    title: 'Dates of HTML pages',
    columns: ['right', 'F1'],
    rows: [
      line('ours', rows),
      line(
        '  sites looked at',
        rows.filter(({ half }) => half === 1),
      ),
      line(
        '  sites not looked at',
        rows.filter(({ half }) => half === 0),
      ),
      ...PUBLISHED,
    ],
    notes: [
      'Nothing is learned from these pages, but our rules were written with the faults on half of the sites in view.',
    ],
  };
}

/** Registrable domain: all pages of a site stand in one half. */
const siteOf = (url: string): string => parse(url).domain ?? url;
