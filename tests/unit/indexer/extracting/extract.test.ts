import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { extract } from '../../../../indexer/extracting/extract.ts';

const config = loadConfig({});
const line = (id: number) =>
  `${JSON.stringify({ id, content: `Harbour vote ${id}\nThe council of Marlow Bay voted on pier ${id} on Tuesday and will count the boats again.` })}\n`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join('');

async function* chunks(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}
async function answers(input: AsyncIterable<Uint8Array>, threads: number): Promise<string> {
  let all = '';
  for await (const some of extract(input, config, threads, 0)) all += some;
  return all;
}
const idsIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((one) => (JSON.parse(one) as { id: unknown }).id);

describe('extract', () => {
  it('gives the same answers in the order of the lines, whoever gave them', async () => {
    const texts = [lines(0, 3), '\n{"id": 3, "content"', '\n', ...[4, 5, 6, 7, 8, 9, 10, 11].map(line)];
    const alone = await answers(chunks(...texts), 0);
    expect(idsIn(alone)).toEqual([0, 1, 2, null, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(alone).toContain('line 5: no JSON');
    expect(await answers(chunks(...texts), 1)).toBe(alone);
    expect(await answers(chunks(...texts), 3)).toBe(alone);
  });

  for (const threads of [0, 1])
    it(`answers what came while it waits for more, with ${threads} threads`, async () => {
      let goOn = (): void => undefined;
      const more = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const output = extract(
        (async function* () {
          yield Buffer.from(lines(0, 2));
          await more;
          yield Buffer.from(lines(2, 4));
        })(),
        config,
        threads,
        0,
      )[Symbol.asyncIterator]();
      expect(idsIn((await output.next()).value)).toEqual([0, 1]);
      goOn();
      expect(idsIn((await output.next()).value)).toEqual([2, 3]);
      expect(await output.next()).toMatchObject({ done: true });
    });

  for (const threads of [0, 1])
    it(`answers what came before the input broke, and throws why, with ${threads} threads`, async () => {
      const heard: unknown[] = [];
      const reading = (async () => {
        const broken = (async function* () {
          yield Buffer.from(lines(0, 2));
          throw new Error('the disk is gone');
        })();
        for await (const some of extract(broken, config, threads, 0)) heard.push(...idsIn(some));
      })();
      await expect(reading).rejects.toThrow('the disk is gone');
      expect(heard).toEqual([0, 1]);
    });
});
