/** Languages of short and longer texts: ours beside franc alone, with and without our list of candidates. */
import { franc } from 'franc';
import type { Config } from '../../config/schema.ts';
import { pipeline } from '../../indexer/pipeline.ts';
import { languageGuesser } from '../../indexer/text/language.ts';
import { draftOf, readRows } from './rows.ts';
import type { Table } from './table.ts';

interface Row {
  readonly id: string;
  /** `word`, `title` (30 to 50 characters), `150`, `para` (600 and more). */
  readonly bucket: string;
  readonly lang: string;
  readonly text: string;
}

type Reader = (row: Row) => string;

export function measureLanguages(data: string, config: Config): Table {
  const rows = readRows<Row>(data, 'language');
  const buckets = [...new Set(rows.map(({ bucket }) => bucket))];
  const judge = pipeline(config);
  const { languages } = config.index;
  const codeOf = (found: string) => languages[found] ?? found;
  const ours: Reader = ({ id, text }) => {
    const draft = draftOf(id, text, 'text');
    return (draft && judge(draft).facts.language?.value) ?? 'und';
  };
  const only = Object.keys(languages);
  const guess = languageGuesser(config.index);
  const readers: readonly (readonly [string, Reader])[] = [
    ['ours (the whole pipeline)', ours],
    ['ours, the reading of a text alone', ({ text }) => guess(text).language],
    ['franc, our candidates', ({ text }) => codeOf(franc(text, { only, minLength: 1 }))],
    ['franc, all languages', ({ text }) => codeOf(franc(text, { minLength: 1 }))],
  ];
  return {
    title: `Languages of ${rows.length} texts`,
    columns: [...buckets, 'texts/s'],
    rows: readers.map(([who, read]) => {
      const started = process.cpuUsage();
      const right = rows.filter((row) => read(row) === row.lang);
      const { user, system } = process.cpuUsage(started);
      const share = (bucket: string) => {
        const of = (all: readonly Row[]) => all.filter((row) => row.bucket === bucket).length;
        return of(right) / of(rows);
      };
      return [who, ...buckets.map(share), rows.length / ((user + system) / 1e6)];
    }),
    notes: [
      'Nothing is learned from these texts. A single word is «und» with us, on purpose: it may be a name.',
      'texts/s: in a second of processor time; the whole pipeline cleans each text and finds all its facts.',
    ],
  };
}
