import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLockIn } from '../../../../config/places.ts';
import { AlreadyRunning, lockRun } from '../../../../indexer/load/runlock.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-runlock-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('a run', () => {
  it('refuses to go beside another one, and names that', () => {
    const lock = lockRun(dir);
    expect(() => lockRun(dir)).toThrow(AlreadyRunning);
    expect(() => lockRun(dir)).toThrow(
      new RegExp(`another reindex is running: process ${process.pid}, since 20`),
    );
    lock.release();
    lockRun(dir).release();
  });

  it('refuses to go beside one of another container, and says what to do where that is gone', async () => {
    const path = runLockIn(dir);
    await writeFile(path, JSON.stringify({ pid: 1, started: '1', host: 'app-run-1' }));
    expect(() => lockRun(dir)).toThrow(`process 1 of app-run-1, which shares this folder`);
    expect(() => lockRun(dir)).toThrow(`delete ${path}`);
  });

  it('names a DATA_DIR in which nothing can be kept, and what to do', async () => {
    await writeFile(join(dir, 'file'), '');
    expect(() => lockRun(join(dir, 'file', 'below'))).toThrow(
      /^DATA_DIR is «.*», and nothing can be kept there \(ENOTDIR.*name a folder that can be written to$/,
    );
  });

  it.skipIf(!existsSync('/proc/self'))('ends where no folder can ever be made', () => {
    expect(() => lockRun('/proc/broadsheet-nowhere/below')).toThrow(/nothing can be kept there \(ENOENT/);
  });
});
