import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, linesOf } from '../../../../indexer/text/lines.ts';

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
          for (const { number, text, offset, bytes: length } of found) {
            const slice = bytes.subarray(offset, offset + length).toString();
            expect(slice.replace(/\r?\n$/, '')).toBe(text.replace(/\r$/, ''));
            expect(found[number - 1]?.offset).toBe(offset);
          }
          expect(found.reduce((sum, line) => sum + line.bytes, 0)).toBe(bytes.length);
        },
      ),
    );
  });
});
