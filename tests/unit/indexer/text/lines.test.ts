import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLines, type Line, linesOf, textsByChunk } from '../../../../indexer/text/lines.ts';

async function lines(bytes: Uint8Array, chunk: number): Promise<Line[]> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const found: Line[] = [];
  for await (const line of linesOf(Readable.from(chunks))) found.push(line);
  return found;
}
const texts = async (text: string, chunk = 3) =>
  (await lines(Buffer.from(text), chunk)).map((line) => line.text);

describe('lines of a stream', () => {
  it.each([
    ['', []],
    ['one', ['one']],
    ['one\n', ['one']],
    ['one\r\ntwo\r\n', ['one', 'two']],
    ['\n\none', ['', '', 'one']],
    ['a\u2028b\u2029c\rd\ne', ['a\u2028b\u2029c\rd', 'e']],
  ])('cuts %j at line feeds only', async (text, expected) => {
    expect(await texts(text)).toEqual(expected);
  });

  it('cuts alike however the bytes are chunked, and tells where each line lies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 9 }),
        async (parts, chunk) => {
          const bytes = Buffer.from(parts.join('\n'));
          const found = await lines(bytes, chunk);
          expect(found).toEqual(await lines(bytes, bytes.length + 1));
          let offset = 0;
          for (const [i, { number, text, bytes: length }] of found.entries()) {
            const slice = bytes.subarray(offset, offset + length).toString();
            expect(slice.replace(/\r?\n$/, '')).toBe(text.replace(/\r$/, ''));
            expect(number).toBe(i + 1);
            offset += length;
          }
          expect(offset).toBe(bytes.length);
        },
      ),
    );
  });

  it('are told by their length alone where they are over the limit', async () => {
    const found: [string | undefined, number, number][] = [];
    for await (const { content, length, bytes } of cutLines(
      Readable.from([Buffer.from('ab\nabc\nabcdef')]),
      3,
    ))
      found.push([content?.toString(), length, bytes]);
    expect(found).toEqual([
      ['ab', 2, 3],
      ['abc', 3, 4],
      [undefined, 6, 6],
    ]);
  });
});

describe('lines many at a time', () => {
  it('come as soon as their chunk is there, with the numbers and bytes they have one by one', async () => {
    const chunks = ['a\nb\r\nc', 'd', 'e\n', 'f'].map((text) => Buffer.from(text));
    const found: Line[][] = [];
    for await (const lines of textsByChunk(Readable.from(chunks))) found.push([...lines]);
    expect(found.map((lines) => lines.map(({ text }) => text))).toEqual([['a', 'b'], ['cde'], ['f']]);
    expect(found.flat().map(({ number, bytes }) => [number, bytes])).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 1],
    ]);
  });
});
