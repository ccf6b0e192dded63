/** Whatever has room in memory, the same is found. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chanceOf } from '../../../../bench/stories/random.ts';
import { createCandidates } from '../../../../indexer/enrich/stories/candidates.ts';
import type { Standing } from '../../../../indexer/enrich/stories/order.ts';
import { type Signature, signatureOf } from '../../../../indexer/enrich/stories/signature.ts';
import { createSignatureStore, rowOf } from '../../../../indexer/enrich/stories/store.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-stories-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const text = (seed: string): string => {
  const chance = chanceOf(seed);
  return Array.from({ length: chance.between(5, 300) }, () => `word${chance.between(0, 400)}`).join(' ');
};
const STANDING: Standing = { completeness: 'whole', publishedBy: 1_700_000_000 };
const plain = ({ hashes, marks, lead, ...rest }: Signature) => ({
  ...rest,
  hashes: [...hashes],
  marks: [...marks],
  lead: [...lead],
});

describe('signatures in a file', () => {
  it('are the same as those in memory, before some are fetched and after, also where they were put anew', () => {
    const path = join(dir, 'signatures');
    const [all, some] = [createSignatureStore(), createSignatureStore(path, 2048)];
    const count = 4_000;
    const put = (at: number, seed: string, standing = STANDING) => {
      for (const store of [all, some]) store.put(at, rowOf(signatureOf(text(seed)), standing));
    };
    for (let at = 0; at < count; at++) put(at, `text ${at}`);
    for (const at of [3, 1500, 3000, count - 1]) {
      expect(plain(some.get(at))).toEqual(plain(all.get(at)));
      put(at, `another ${at}`, { completeness: 'truncated', publishedBy: null });
    }
    for (const isFetched of [false, true]) {
      if (isFetched) some.fetch();
      for (let at = 0; at < count; at++) {
        expect(plain(some.get(at))).toEqual(plain(all.get(at)));
        expect(some.standing(at)).toEqual(all.standing(at));
      }
    }
    for (const at of [1, 2_000]) put(at, `a third ${at}`);
    for (const at of [1, 2_000]) expect(plain(some.get(at))).toEqual(plain(all.get(at)));
    expect(existsSync(path)).toBe(true);
    some.close();
    expect(existsSync(path)).toBe(false);
    expect(() => some.get(count)).toThrow(RangeError);
  });
});

describe('signatures that are read back', () => {
  it('lie in memory of a fixed size, and are what was put, in whatever order they are asked for', () => {
    const remembered = 4;
    const some = createSignatureStore(join(dir, 'signatures'), 1024, remembered);
    const count = 3_000;
    const one = signatureOf('one text for all');
    const rowAt = (at: number) => rowOf({ ...one, hashes: one.hashes.map((hash) => hash - at) }, STANDING);
    const isOf = (found: Signature, at: number) =>
      one.hashes.every((hash, i) => found.hashes[i] === hash - at);
    for (let at = 0; at < count; at++) some.put(at, rowAt(at));
    some.fetch();
    const chance = chanceOf('order');
    // The last slab is not full, and waits in memory.
    const far = () => chance.between(1024, 1030);
    const memory = some.get(1500).hashes.buffer;
    for (let turn = 0; turn < 5_000; turn++) {
      const at = far();
      const found = some.get(at);
      expect(isOf(found, at)).toBe(true);
      expect(found.hashes.buffer).toBe(memory);
      if (turn % 7 === 0) some.put(at, rowAt(at));
    }
    // Two are compared: the one that was asked for first stays what it is, also where it was about to be forgotten.
    for (let turn = 0; turn < 5_000; turn++) {
      const [first, second] = [far(), far()];
      const found = [some.get(first), some.get(second)];
      expect(found.map((each, i) => isOf(each, i === 0 ? first : second))).toEqual([true, true]);
    }
    some.put(1_025, rowAt(7));
    expect(isOf(some.get(1_025), 7)).toBe(true);
    some.close();
  });
});

describe('pairs worth a look', () => {
  it('are the same, and in the same order, however many hashes are looked at in one go', () => {
    const signatures = Array.from({ length: 120 }, (_, i) =>
      signatureOf(`${text(`a ${i % 50}`)} ${text(`b ${i}`)}`),
    );
    const found = (keysAtOnce?: number) => {
      const candidates = createCandidates(
        Uint32Array.from(signatures.keys()),
        (at) => signatures[at] as Signature,
        keysAtOnce,
      );
      const pairs: string[] = [];
      candidates.pairs((a, b) => pairs.push(`${a} ${b}`));
      return { pairs, common: [...candidates.common(2, (at) => at)] };
    };
    const whole = found();
    expect(whole.pairs.length).toBeGreaterThan(100);
    expect(whole.common.length).toBeGreaterThan(20);
    for (const keysAtOnce of [1, 97, 2_000]) expect(found(keysAtOnce)).toEqual(whole);
  });
});
