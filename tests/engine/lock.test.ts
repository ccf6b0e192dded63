import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { holderOf, type Lock, tryLock, withLock } from '../../engine/lock.ts';

const made: string[] = [];
const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-lock-'));
  made.push(dir);
  return dir;
};
afterEach(() => {
  vi.useRealTimers();
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const DEAD = { pid: 4_000_000, started: '1' };

it('is held by one at a time, and tells who holds it', () => {
  const path = join(folder(), 'a.lock');
  const first = tryLock(path) as Lock;
  expect(tryLock(path)).toMatchObject({ holder: { pid: process.pid } });
  first.release();
  first.release();
  expect(tryLock(path)).toHaveProperty('release');
});

it('is taken over from a holder that is gone, and leaves no other file behind', () => {
  const dir = folder();
  const path = join(dir, 'a.lock');
  writeFileSync(path, JSON.stringify(DEAD));
  const lock = tryLock(path) as Lock;
  expect(readdirSync(dir)).toEqual(['a.lock']);
  lock.release();
  expect(readdirSync(dir)).toEqual([]);
});

it('is taken over also when the one who took it over was killed half way', () => {
  const path = join(folder(), 'a.lock');
  writeFileSync(path, JSON.stringify(DEAD));
  writeFileSync(
    `${path}.after-${DEAD.pid}-${DEAD.started}`,
    JSON.stringify({ pid: 4_000_001, started: '2' }),
  );
  expect(tryLock(path)).toHaveProperty('release');
});

it('waits for the holder, and names it when the wait was in vain', async () => {
  const path = join(folder(), 'a.lock');
  const order: string[] = [];
  await Promise.all([
    withLock(path, 5_000, async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      order.push('first');
    }),
    withLock(path, 5_000, async () => void order.push('second')),
  ]);
  expect(order).toEqual(['first', 'second']);
  tryLock(path);
  await expect(withLock(path, 50, async () => undefined)).rejects.toThrow(`held by process ${process.pid}`);
});

describe('a lock of another container that shares the folder', () => {
  const THERE = { ...DEAD, host: 'a-container-that-is-not-this-one' };
  const later = () => Date.now() + 16 * 60_000;

  it('is held as long as it was touched lately, though no such process can be seen', () => {
    const path = join(folder(), 'a.lock');
    writeFileSync(path, JSON.stringify(THERE));
    expect(tryLock(path)).toEqual({ holder: THERE });
    expect(holderOf(path)).toMatchObject({ pid: THERE.pid });
    expect(tryLock(path, later)).toHaveProperty('release');
  });

  it('is touched by who holds it, and tells since when all the same', () => {
    const path = join(folder(), 'a.lock');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lock = tryLock(path) as Lock;
    const before = statSync(path);
    while (Date.now() <= before.ctimeMs + 20); // the clock of the file system may be a little behind
    vi.advanceTimersByTime(10_000);
    expect(statSync(path).ctimeMs).toBeGreaterThan(before.ctimeMs);
    expect(Math.abs(statSync(path).mtimeMs - before.mtimeMs)).toBeLessThan(2);
    lock.release();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('refuses a file that is no lock', () => {
  const path = join(folder(), 'a.lock');
  writeFileSync(path, 'something else');
  expect(() => tryLock(path)).toThrow('is not a lock file of ours');
});
