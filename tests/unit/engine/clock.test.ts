/** Waits and deadlines go by time that passes: a clock that is set meanwhile neither ends nor prolongs them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tryLock, withLock } from '../../../engine/lock.ts';
import { StoreUnavailable } from '../../../engine/port.ts';
import { patiently } from '../../../engine/tasks.ts';

const DAY = 86_400_000;
/** Only the clock: what waits goes on in real time. */
const setClock = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + ms);
};
afterEach(() => void vi.useRealTimers());

describe.each([
  ['a day ahead', DAY],
  ['a day back', -DAY],
])('a clock that is set %s', (_, jump) => {
  it('does not end the waiting for an engine that is away', async () => {
    let calls = 0;
    const call = async () => {
      if (++calls > 1) return 'back';
      setClock(jump);
      throw new StoreUnavailable('away');
    };
    expect(await patiently(call)).toBe('back');
  });

  it('does not end the waiting for a lock', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'broadsheet-clock-'));
    try {
      const path = join(dir, 'lock');
      const held = tryLock(path);
      if (!('release' in held)) throw new Error('the lock is taken');
      const got = withLock(path, 10_000, async () => 'got');
      setClock(jump);
      await new Promise((resolve) => setTimeout(resolve, 60));
      held.release();
      expect(await got).toBe('got');
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('does not prolong it either', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'broadsheet-clock-'));
    try {
      const path = join(dir, 'lock');
      tryLock(path);
      const got = withLock(path, 50, async () => 'got');
      setClock(jump);
      await expect(got).rejects.toThrow('has been held by process');
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
