import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { built } from '../../../scripts/run.mjs';

const ENTRANCE = 'indexer/main.ts';
let root = '';

const write = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const answerOf = async (file: string | undefined) =>
  ((await import(pathToFileURL(file as string).href)) as { readonly answer: string }).answer;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-run-')));
  write(
    ENTRANCE,
    `import { readFileSync } from 'node:fs';
     import { word } from './words/word.ts';
     const data: string = readFileSync(new URL('./data.txt', import.meta.url), 'utf8');
     export const answer: string = word() + data;`,
  );
  write('indexer/words/word.ts', `export const word = (): string => 'first ';`);
  write('indexer/data.txt', 'of the data');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('an entrance that is run as JavaScript', () => {
  it('is what its sources say, and finds the files beside them', async () => {
    expect(await answerOf(await built(root, ENTRANCE))).toBe('first of the data');
  });

  it('knows the folder it stands in, where what is worked out of the rules is kept', async () => {
    write('indexer/words/word.ts', 'declare const KEPT_IN: string; export const word = () => KEPT_IN;');
    const file = (await built(root, ENTRANCE)) as string;
    expect(await answerOf(file)).toBe(`${dirname(file)}of the data`);
  });

  it('has its threads beside it, which share what both are made of', async () => {
    write(
      'indexer/judging/worker.ts',
      `import { word } from '../words/word.ts'; export const answer = word() + 'thread';`,
    );
    const file = (await built(root, ENTRANCE)) as string;
    expect(await answerOf(file)).toBe('first of the data');
    expect(await answerOf(join(dirname(file), 'worker.mjs'))).toBe('first thread');
  });

  it('is made once of the same sources', async () => {
    const file = (await built(root, ENTRANCE)) as string;
    const { mtimeMs } = statSync(file);
    expect(await built(root, ENTRANCE)).toBe(file);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
  });

  it('is never older than any source, a lock file or its own place', async () => {
    const files = [await built(root, ENTRANCE)];
    write('indexer/words/word.ts', `export const word = (): string => 'second ';`);
    files.push(await built(root, ENTRANCE));
    expect(await answerOf(files[1])).toBe('second of the data');
    write('package-lock.json', '{}');
    files.push(await built(root, ENTRANCE));
    write('indexer/words/word.ts', `export const word = (): string => 'first ';`);
    files.push(await built(root, ENTRANCE));
    expect(new Set(files).size).toBe(4);
  });

  it('is made whole by whoever comes first, when several come at once', async () => {
    const files = await Promise.all([1, 2, 3].map(() => built(root, ENTRANCE)));
    expect(new Set(files).size).toBe(1);
    expect(await answerOf(files[0])).toBe('first of the data');
    expect(readdirSync(join(root, 'node_modules/.cache/broadsheet'))).toHaveLength(1);
  });

  it('is left to tsx where nothing can be kept', async () => {
    write('node_modules', 'no folder');
    expect(await built(root, ENTRANCE)).toBeUndefined();
  });

  it('says what is wrong with a source', async () => {
    write('indexer/words/word.ts', 'export const word = (');
    await expect(built(root, ENTRANCE)).rejects.toThrow(/word\.ts/);
  });
});
