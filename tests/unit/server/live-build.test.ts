/** What is known of the live build without asking is never older than who asks is promised. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Build } from '../../../engine/article.ts';
import { SWAP_GRACE_MS } from '../../../engine/port.ts';
import { createLiveBuild } from '../../../server/http/live-build.ts';

const build = (id: string): Build => ({ id, rules: 'r', finishedAt: '2024-01-01T00:00:00Z', articles: 1 });
/** A store that answers when it is told to. */
function slowStore() {
  const waiting: ((build: Build | null) => void)[] = [];
  return {
    reader: { build: () => new Promise<Build | null>((resolve) => waiting.push(resolve)) },
    async answer(id: string) {
      waiting.shift()?.(build(id));
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

describe('a build that was live', () => {
  it('is live as long as the grace lasts from when the store was asked, not from its answer', async () => {
    const { reader, answer } = slowStore();
    const live = createLiveBuild(reader);
    void live.get();
    expect(live.is('one')).toBe(false);
    vi.advanceTimersByTime(SWAP_GRACE_MS / 2);
    await answer('one');
    expect([live.is('one'), live.is('other')]).toEqual([true, false]);
    vi.advanceTimersByTime(SWAP_GRACE_MS / 2);
    expect(live.is('one')).toBe(false);
  });

  it('is not live because the store is being asked again', async () => {
    const { reader, answer } = slowStore();
    const live = createLiveBuild(reader);
    void live.get();
    await answer('one');
    vi.advanceTimersByTime(SWAP_GRACE_MS);
    void live.get();
    expect(live.is('one')).toBe(false);
    await answer('two');
    expect([live.is('one'), live.is('two')]).toEqual([false, true]);
  });

  it('is not live once an answer came from another', async () => {
    const { reader, answer } = slowStore();
    const live = createLiveBuild(reader);
    void live.get();
    await answer('one');
    live.saw('two');
    expect(live.is('one')).toBe(false);
  });
});
