import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { freeBytes, watchRoom } from '../../../../indexer/load/room.ts';

describe('the disk of the engine', () => {
  it('is looked at, and said to be full once for each time it is', async () => {
    const left = [20e6, 2e6, 1e6, 20e6, 3e6, 3e6];
    const said: string[] = [];
    let looks = 0;
    const free = async () => left[looks++] ?? 20e6;
    const stop = watchRoom('/data', (line) => void said.push(line), { free, everyMs: 1 });
    await vi.waitFor(() => expect(looks).toBeGreaterThan(left.length));
    stop();
    const looked = looks;
    await sleep(20);
    expect(looks).toBe(looked);
    expect(said.map((line) => line.split(':')[0])).toEqual([
      'the disk of /data has 2.0 MB left',
      'the disk of /data has 3.0 MB left',
    ]);
  });

  it('is the one a folder lies on', async () => {
    expect(await freeBytes(tmpdir())).toBeGreaterThan(0);
  });

  it('is asked no more when it cannot be', async () => {
    const free = vi.fn(() => Promise.reject(new Error('gone')));
    const stop = watchRoom('/gone', () => undefined, { free, everyMs: 1 });
    await sleep(30);
    stop();
    expect(free.mock.calls.length).toBeLessThanOrEqual(3);
    expect(free).toHaveBeenCalled();
  });
});
