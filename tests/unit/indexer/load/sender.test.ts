/** Documents that wait on disk come to the store as they were given, in payloads of the right size. */
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withAddedAt } from '../../../../engine/added.ts';
import { payloadOf, readLine } from '../../../../engine/payload.ts';
import { LineLost, type Prepared } from '../../../../engine/port.ts';
import { Sender } from '../../../../indexer/load/sender.ts';
import { WaitingDocuments } from '../../../../indexer/load/waiting.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-sender-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const textOf = (line: Prepared['removed']) => line && Buffer.from(readLine(line)).toString();
const textsOf = (payload: readonly Prepared[]) =>
  payload.map(({ id, article, removed }) => [id, textOf(article), textOf(removed)]);
const article = (id: string, length: number, removed: string | null = null): Prepared => ({
  id,
  article: `{"id":"${id}","body":"${'é'.repeat(length)}"}`,
  removed: removed === null ? null : Buffer.from(`{"id":"${id}","removed":"${removed}"}`),
});
/** A promise and what resolves or fails it. */
function pending() {
  let done: () => void = () => undefined;
  let fail: (cause: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    done = resolve;
    fail = reject;
  });
  return { promise, done, fail };
}

describe('documents on their way to the store', () => {
  it('come in their order, each once, as they were given', async () => {
    const given = Array.from({ length: 50 }, (_, i) => article(`a${i}`, 10 * i, i % 3 ? null : `gone ${i}`));
    const sent: unknown[] = [];
    const sender = new Sender(
      async (payload) => void sent.push(...textsOf(payload)),
      2_000,
      join(dir, 'w', 'read'),
    );
    for (const one of given) await sender.add(one);
    await sender.close();
    expect(sent).toEqual(textsOf(given));
    expect(await readdir(join(dir, 'w'))).toEqual([]);
  });

  it('that cannot be read from where they wait are lost by the disk, which is told with the file and the place', async () => {
    const path = join(dir, 'lost');
    const waiting = new WaitingDocuments(path);
    const { article: line } = waiting.add(article('one', 10));
    await truncate(path, 5);
    const lost = () => readLine(line);
    expect(lost).toThrow(LineLost);
    expect(lost).toThrow(`${path} cannot be read at byte 5 (the file ends there)`);
    waiting.close();
    expect(lost).toThrow(/^.*lost cannot be read at byte 0 \(EBADF/);
  });

  it('wait on disk: of a payload only its places are kept, and one is filled while another is under way', async () => {
    const gates = [pending(), pending()];
    const payloads: (readonly Prepared[])[] = [];
    const sender = new Sender(
      (payload) => gates[payloads.push(payload) - 1]?.promise ?? Promise.resolve(),
      1_000,
      join(dir, 'read'),
    );
    await sender.add(article('one', 400));
    await sender.add(article('two', 400));
    expect(payloads).toHaveLength(1);
    expect(payloads[0]?.[0]).toMatchObject({ article: { bytes: 822 }, removed: null });
    expect(await readdir(dir)).toEqual(['read.1', 'read.2']);
    let third = false;
    const adding = sender.add(article('three', 400)).then(() => {
      third = true;
    });
    await new Promise(setImmediate);
    expect(third).toBe(false);
    gates[0]?.done();
    await adding;
    expect(await readdir(dir)).toEqual(['read.2', 'read.3']);
    gates[1]?.done();
    await sender.close();
    expect(payloads.map((payload) => payload.length)).toEqual([1, 1, 1]);
    expect(await readdir(dir)).toEqual([]);
  });

  it('fail with what an earlier payload failed with, and leave nothing behind', async () => {
    const gate = pending();
    const sender = new Sender(() => gate.promise, 10, join(dir, 'read'));
    await sender.add(article('one', 4));
    await sender.add(article('two', 4));
    gate.fail(new Error('no store'));
    await expect(sender.add(article('three', 4))).rejects.toThrow('no store');
    sender.abandon();
    expect(await readdir(dir)).toEqual([]);
  });

  it('name the file and what to do when they cannot be written', async () => {
    const waiting = new WaitingDocuments(join(dir, 'a'));
    expect(() => new WaitingDocuments(join(dir, 'a'))).toThrow(
      /a cannot be written .*: see that there is room/,
    );
    waiting.close();
  });
});

describe('a payload', () => {
  it('is its lines, of any kind, as often as it is read; its length is told before', () => {
    const waiting = new WaitingDocuments(join(dir, 'a'));
    const lines = Array.from({ length: 12_000 }, (_, i) => `{"id":"${i}","text":"${'ä'.repeat(i % 301)}"}`);
    const payload = payloadOf(
      lines.map((line, i) => {
        if (i % 3 === 0) return line;
        return i % 3 === 1
          ? Buffer.from(line)
          : waiting.add({ id: '', article: line, removed: null }).article;
      }),
    );
    const whole = lines.map((line) => `${line}\n`).join('');
    expect(payload.bytes).toBe(Buffer.byteLength(whole));
    for (let time = 0; time < 2; time++) {
      const chunks = Array.from(payload.chunks(), (chunk) => Buffer.from(chunk));
      expect(Buffer.concat(chunks).toString()).toBe(whole);
      expect(chunks.length).toBeGreaterThan(1);
    }
    waiting.close();
  });

  it('holds the time its articles were added at', () => {
    const waiting = new WaitingDocuments(join(dir, 'a'));
    for (const line of [
      '{"id":"ü"}',
      Buffer.from('{"id":"ü"}'),
      waiting.add({ id: '', article: '{"id":"ü"}', removed: null }).article,
    ]) {
      const dated = withAddedAt(line, 1_700);
      expect(payloadOf([dated]).bytes).toBe(Buffer.byteLength('{"addedAt":1700,"id":"ü"}\n'));
      expect(textOf(dated)).toBe('{"addedAt":1700,"id":"ü"}');
    }
    waiting.close();
  });
});
