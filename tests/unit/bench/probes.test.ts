/** What searches of a bench should find is known, and answers are judged by it. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finishedArticles } from '../../../bench/corpus/finished.ts';
import { readMaterial } from '../../../bench/corpus/material.ts';
import { judged, KINDS, probesOf } from '../../../bench/speed/probes.ts';
import { ROOT } from '../../../bench/speed/root.ts';

const hit = (storyId: string, body = '', title = '') => ({ storyId, body, title });

describe('probes', () => {
  it('are words of an article of the story they name, always the same ones', async () => {
    const materials = await readMaterial(join(ROOT, 'seeds'));
    const probes = probesOf(materials, 'seed', 40, 10);
    expect(probesOf(materials, 'seed', 40, 10)).toEqual(probes);
    expect(KINDS.map((kind) => probes.filter((probe) => probe.kind === kind).length)).toEqual([10, 10, 10]);
    const texts = new Map<string, string>();
    for (const { storyId, body } of finishedArticles(materials, 'seed', 40))
      texts.set(storyId, `${texts.get(storyId) ?? ''} ${body}`);
    for (const { q, storyId } of probes)
      for (const word of q.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) expect(texts.get(storyId), q).toContain(word);
  });

  it('are judged by the place of the first article of the story', () => {
    const probe = { kind: 'near words', q: 'dam water level', storyId: 'a' } as const;
    expect(judged(probe, [hit('a'), hit('b')])).toBe(1);
    expect(judged(probe, [hit('b'), hit('c'), hit('a'), hit('a')])).toBe(1 / 3);
    expect(judged(probe, [hit('b')])).toBe(0);
  });

  it('in quotes are judged by the hits that hold them, whatever their case, accents and signs', () => {
    const probe = { kind: 'phrase', q: '"dam élan"', storyId: 'a' } as const;
    const [inBody, inTitle, apart] = [
      hit('b', 'The Dam, Elan!'),
      hit('c', '', 'dam élan'),
      hit('a', 'dam of élan'),
    ];
    expect(judged(probe, [inBody, inTitle, apart, hit('d', 'dam'), hit('e', 'madam elan')])).toBe(2 / 5);
    expect(judged(probe, [])).toBe(1);
  });
});
