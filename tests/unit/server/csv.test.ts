import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, csv } from '../../../server/export/csv.ts';
import { exported } from '../../../server/export/row.ts';
import { freshSearch } from '../../../server/query/href.ts';
import { article, type Sketch } from '../../support/articles.ts';

const head = { build: { id: 'b1', rules: 'r1' }, query: freshSearch(), total: 1 };
const line = (sketch: Sketch) => csv.row(exported(article(sketch)), head, 0);
/** What a reader of CSV makes of the file, as records. */
function read(...sketches: readonly Sketch[]): Record<string, string>[] {
  const file = csv.start(head) + sketches.map(line).join('') + csv.end;
  return parse(file, { bom: true, columns: true, record_delimiter: '\r\n' });
}

describe('an export as CSV', () => {
  it('starts with a byte order mark and the names of the columns, and ends lines with CR LF', () => {
    expect(csv.start(head)).toBe(`\uFEFF${CSV_COLUMNS.join(',')}\r\n`);
    expect(line({ title: 'Ferry' }).endsWith(',b1,r1\r\n')).toBe(true);
  });

  it('holds what is known of an article, and nothing where nothing is', () => {
    const [record] = read({
      id: 'one',
      title: 'Quoted "ferry", twice',
      date: '2023-08',
      person: ['Ada Rook', 'Bo Lind'],
      completeness: null,
      agency: null,
      bodyLoss: true,
    });
    expect(record).toMatchObject({
      id: 'one',
      title: 'Quoted "ferry", twice',
      published: '2023-08',
      publishedPrecision: 'month',
      person: 'Ada Rook; Bo Lind',
      completeness: '',
      agency: '',
      bodyLoss: 'true',
      build: 'b1',
    });
    expect(read({})[0]).toMatchObject({ published: '', publishedPrecision: '' });
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-5 %', "'-5 %"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1+1', "'=1+1"],
    ['\r\n=1+1', "'=1+1"],
    ['\u0000=1+1', "'=1+1"],
    ['  =1+1', "'=1+1"],
    ['\u200B=1+1', "\u200B'=1+1"],
    ['＝1+1', "'＝1+1"],
    ['a;=1+1', "a;'=1+1"],
    ['a; "=1+1"', 'a; "\'=1+1"'],
    ['Rates - up', 'Rates - up'],
    ['2+2=4', '2+2=4'],
    ['a@b.example', 'a@b.example'],
  ])('makes no formula of %j', (title, safe) => {
    expect(read({ title })[0]?.title).toBe(safe);
  });

  it('guards every name of a list', () => {
    expect(read({ org: ['=cmd', 'Tidal Wire', '@wire'] })[0]?.org).toBe("'=cmd; Tidal Wire; '@wire");
  });

  it('is read back as it was, one line an article, whatever the texts hold', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        '"',
        ',',
        ';',
        '\n',
        '\r',
        '\t',
        '=',
        '-',
        '@',
        "'",
        ' ',
        'é',
        '🗞',
        '\u2028',
      ),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(fc.record({ title: text, source: text, person: fc.array(text) })), (sketches) => {
        const records = read(...sketches);
        expect(records).toHaveLength(sketches.length);
        for (const [i, record] of records.entries()) {
          const plain = (value: string | undefined) => value?.replace(/['\s]+/g, '');
          expect(plain(record.title)).toBe(plain(sketches[i]?.title));
          for (const cell of Object.values(record)) {
            expect(cell).not.toMatch(/^[\s"]*[=+\-@]/);
            expect(cell).not.toMatch(/[\r\n\t]/);
            for (const part of cell.split(';')) expect(part).not.toMatch(/^[\s"]*[=+\-@]/);
          }
        }
      }),
    );
  });
});
