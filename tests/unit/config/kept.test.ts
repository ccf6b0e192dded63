import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptIn } from '../../../config/kept.ts';
import { loadConfig } from '../../../config/load.ts';
import { literalsOf } from '../../../indexer/text/literals.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a maker is asked for, and how often. */
function counted<T>(value: T) {
  const maker = {
    times: 0,
    make: () => {
      maker.times++;
      return value;
    },
  };
  return maker;
}

describe('what is kept', () => {
  it('is made once of the same text, and anew of any other', () => {
    const kept = keptIn(folder);
    const first = counted({ words: ['tide', 'quay'] });
    expect(kept('rules', 'one', first.make)).toEqual({ words: ['tide', 'quay'] });
    expect(kept('rules', 'one', first.make)).toEqual({ words: ['tide', 'quay'] });
    expect(first.times).toBe(1);
    expect(kept('rules', 'two', () => 'other')).toBe('other');
    expect(kept('words', 'one', () => 'other')).toBe('other');
  });

  it('is made anew where its file was cut', () => {
    const kept = keptIn(folder);
    kept('rules', 'one', () => [1, 2, 3]);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '[1, 2');
    expect(kept('rules', 'one', () => [4])).toEqual([4]);
    expect(kept('rules', 'one', () => [5])).toEqual([4]);
  });

  it('leaves nothing but itself behind, and a fault of its maker is no file', () => {
    const kept = keptIn(folder);
    kept('rules', 'one', () => 1);
    const faulty = () => {
      throw new RangeError('no such rule');
    };
    expect(() => kept('rules', 'two', faulty)).toThrow('no such rule');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is made each time where there is nowhere to keep it', () => {
    for (const kept of [keptIn(undefined), keptIn(join(folder, 'missing'))]) {
      const maker = counted('made');
      expect([kept('rules', 'one', maker.make), kept('rules', 'one', maker.make)]).toEqual(['made', 'made']);
      expect(maker.times).toBe(2);
    }
  });

  it('may be the shipped config and the words of its rules: they come through JSON as they were', () => {
    const config = loadConfig({});
    expect(JSON.parse(JSON.stringify(config))).toStrictEqual({ ...config });
    const words = literalsOf(config.boilerplate.map(({ pattern }) => pattern));
    expect((JSON.parse(JSON.stringify(words)) as (string[] | null)[]).map((own) => own ?? undefined)).toEqual(
      words,
    );
  });
});
