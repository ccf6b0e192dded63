import { describe, expect, it } from 'vitest';
import { describe as describeStanding, duration, progressOn } from '../../../../indexer/load/progress.ts';

function screen(show: 'bar' | 'lines' | 'none') {
  let time = 0;
  const written: string[] = [];
  const progress = progressOn({ write: (text) => written.push(text) }, show, () => time);
  const at = (ms: number, done: number) => {
    time = ms;
    progress.show({ phase: 'reading', done, total: 100, unit: 'files', refused: 0 });
  };
  return { progress, written, at };
}

describe('progress', () => {
  const START = { time: 0, done: 0, share: 0 };

  it('says how far, how fast, how long and what was refused', () => {
    expect(
      describeStanding(
        { phase: 'sending', done: 1200, total: 80_000, unit: 'articles', refused: 3 },
        START,
        6000,
      ),
    ).toBe('sending: 1,200 of 80,000 articles, 200/s, 7 min left, 3 refused');
  });

  it('says how far by the bytes where nobody knows how many pages there are', () => {
    expect(
      describeStanding(
        { phase: 'reading', done: 1200, unit: 'pages', refused: 0, share: 0.25 },
        START,
        10_000,
      ),
    ).toBe('reading: 1,200 pages, 25 %, 120/s, 30 s left');
  });

  it('tells rate and time left by what was done lately', () => {
    const since = { time: 50_000, done: 90_000, share: 0.9 };
    expect(
      describeStanding(
        { phase: 'reading', done: 90_100, unit: 'pages', refused: 0, share: 0.905 },
        since,
        60_000,
      ),
    ).toBe('reading: 90,100 pages, 90 %, 10/s, 3 min left');
  });

  it('promises no end where the total is unknown', () => {
    expect(describeStanding({ phase: 'reading', done: 12, unit: 'pages', refused: 0 }, START, 4000)).toBe(
      'reading: 12 pages, 3.0/s',
    );
  });

  it('never divides by zero', () => {
    expect(
      describeStanding({ phase: 'reading', done: 0, total: 0, unit: 'files', refused: 0 }, START, 0),
    ).toBe('reading: 0 of 0 files, 0.0/s');
  });

  it('forgets a fast start: pages that were taken over say nothing of those that are left', () => {
    let time = 0;
    const written: string[] = [];
    const progress = progressOn({ write: (text) => written.push(text) }, 'lines', () => time);
    const at = (seconds: number, done: number) => {
      time = seconds * 1000;
      progress.show({ phase: 'reading', done, unit: 'pages', refused: 0, share: done / 20_000 });
    };
    at(0, 0);
    at(1, 10_000);
    for (let seconds = 2; seconds <= 60; seconds++) at(seconds, 10_000 + 10 * seconds);
    expect(written.at(-1)).toMatch(/, 10\/s, 16 min left/);
  });

  it('names a phase that cannot tell how far it is, once', () => {
    const { progress, written } = screen('lines');
    progress.note('finding stories');
    progress.note('finding stories');
    expect(written).toEqual(['finding stories …\n']);
  });

  it('writes a plain line now and then where nobody watches, and no control characters', () => {
    const { at, written } = screen('lines');
    for (let ms = 0; ms <= 25_000; ms += 100) at(ms, ms / 1000);
    expect(written).toHaveLength(2);
    for (const line of written) expect(line).not.toMatch(/\p{Cc}(?!$)/u);
  });

  it('draws a bar on a terminal and takes it away before a line that stays', () => {
    const { progress, at, written } = screen('bar');
    at(0, 0);
    at(200, 50);
    progress.say('one file was refused');
    expect(written[0]).toMatch(/^█{12}░{12} reading: 50 of 100/);
    expect(written.slice(1)).toEqual(['\r\u001b[K', 'one file was refused\n']);
  });

  it('draws nothing when asked to, but still says lines', () => {
    const { progress, at, written } = screen('none');
    for (let ms = 0; ms <= 60_000; ms += 1000) at(ms, 1);
    progress.say('done');
    expect(written).toEqual(['done\n']);
  });

  it.each([
    [7, '7 s'],
    [600, '10 min'],
    [11_100, '3 h 5 min'],
  ])('names %i seconds %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([80, 60, 30])(
    'stays on one line of a terminal of %i columns, which else scrolls at every step',
    (columns) => {
      let time = 0;
      const written: string[] = [];
      const stream = { columns, write: (text: string) => written.push(text) };
      const progress = progressOn(stream, 'bar', () => time);
      for (const done of [0, 123_456, 456_789]) {
        time += 1000;
        progress.show({ phase: 'reading', done, total: 1_000_000, unit: 'pages', refused: 1234 });
      }
      const drawn = written.filter((text) => text.includes('reading'));
      expect(drawn).toHaveLength(2);
      for (const text of drawn) expect(text.length).toBeLessThan(columns);
      progress.note('finding stories of all the articles');
      expect(written.at(-1)?.length).toBeLessThan(columns);
    },
  );
});
