import { describe, expect, it } from 'vitest';
import { pageLines } from '../../../indexer/page-line.ts';

async function read(text: string, maxBytes = 1_000) {
  async function* pieces() {
    for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7));
  }
  const read: unknown[] = [];
  for await (const line of pageLines(pieces(), maxBytes)) read.push(line);
  return read;
}

describe('lines of pages', () => {
  it('are numbered as they stand, blank ones too', async () => {
    expect(await read('\n{"id":1,"content":"a"}\r\n \n{"content":"b"}')).toEqual([
      { number: 2, page: { id: 1, content: 'a' } },
      { number: 4, page: { content: 'b' } },
    ]);
  });

  it('that are too long are refused with both sizes, and the others are read', async () => {
    const long = JSON.stringify({ id: 1, content: 'a'.repeat(2_000) });
    expect(await read(`${long}\n{"content":"b"}\n`)).toEqual([
      { number: 1, id: null, fault: 'the line has 2,021 bytes, the limit is 1,000 (maxFileBytes)' },
      { number: 2, page: { content: 'b' } },
    ]);
  });
});
