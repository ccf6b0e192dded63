import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Materials } from '../../../bench/corpus/articles.ts';
import { LANGUAGES, readMaterial } from '../../../bench/corpus/material.ts';
import { type CorpusPlan, type MadePage, madePages } from '../../../bench/corpus/pages.ts';
import { FORMS, writePages } from '../../../bench/corpus/write.ts';
import { findFiles, readFile as readPages } from '../../../indexer/read/read.ts';

const SEEDS = fileURLToPath(new URL('../../../seeds', import.meta.url));
let materials: Materials;
beforeAll(async () => {
  materials = await readMaterial(SEEDS);
});
const made = (plan: Partial<CorpusPlan> = {}): MadePage[] => [
  ...madePages({ materials, seed: 'test', count: 400, ...plan }),
];

describe('the made corpus', () => {
  it('is the same each time, and a part of it is the same as in the whole', () => {
    const whole = made();
    expect(made()).toEqual(whole);
    expect(made({ first: 150, count: 20 })).toEqual(whole.slice(150, 170));
    expect(made({ seed: 'other' })[0]?.content).not.toBe(whole[0]?.content);
  });

  it('has every language and format, copies and what is made of other pages, dated and undated ones', () => {
    const pages = made({ count: 1500 });
    expect(new Set(pages.map(({ article }) => article.source.language))).toEqual(new Set(LANGUAGES));
    expect(new Set(pages.map(({ format }) => format))).toEqual(new Set(['html', 'text', 'markdown', 'json']));
    expect(new Set(pages.map(({ article }) => article.kind))).toEqual(
      new Set(['original', 'copy', 'excerpt', 'rewrite']),
    );
    const undated = pages.filter(({ article }) => article.published === null).length;
    expect(undated).toBeGreaterThan(0);
    expect(undated).toBeLessThan(pages.length / 5);
    expect(new Set(pages.map(({ url }) => url)).size).toBe(pages.length);
  });

  it('tells a copy in the words of its original, and different articles in different ones', () => {
    const pages = made({ count: 1000 });
    const copies = pages.filter(({ article }) => article.kind === 'copy');
    expect(copies.length).toBeGreaterThan(50);
    for (const { article } of copies)
      expect(pages[article.original]?.article.paragraphs.slice(0, 3)).toEqual(article.paragraphs.slice(0, 3));
    const originals = pages.filter(({ article }) => article.kind === 'original');
    const paragraphs = originals.flatMap(({ article }) => article.paragraphs);
    expect(new Set(paragraphs).size).toBeGreaterThan(paragraphs.length * 0.99);
  });

  it('gives a revised page another text under the same address', () => {
    const [before, after] = [made(), made({ revised: (number) => number === 7 })];
    expect(
      after.filter((page, i) => page.content !== before[i]?.content).map(({ number }) => number),
    ).toContain(7);
    expect(after.map(({ url, path }) => [url, path])).toEqual(before.map(({ url, path }) => [url, path]));
  });

  it('gives the first names to very many articles and most names to few', () => {
    const counts = new Map<string, number>();
    for (const { article } of made({ count: 1500 }))
      for (const name of new Set(article.paragraphs.join(' ').match(/\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/gu) ?? []))
        counts.set(name, (counts.get(name) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted[0]).toBeGreaterThan(50);
    expect(sorted.filter((count) => count <= 2).length).toBeGreaterThan(sorted.length / 2);
  });
});

describe('the corpus on disk', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'broadsheet-made-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it.each(FORMS)('as %s is read by the indexer, every page of it', async (form) => {
    const path = await writePages(made({ count: 60, ...(form === 'warc' && { only: 'html' }) }), dir, form);
    let pages = 0;
    for await (const file of findFiles([path]))
      for await (const draft of readPages(file, { maxFileBytes: 10_000_000 })) {
        expect(draft.refused).toBeUndefined();
        pages++;
      }
    expect(pages).toBe(60);
  });

  it('lies in folders of its sources, with sidecars for some', async () => {
    await writePages(made({ count: 60 }), dir, 'files');
    const names = await readdir(dir, { recursive: true });
    const sidecars = names.filter((name) => name.endsWith('.meta.json'));
    expect(sidecars.length).toBeGreaterThan(5);
    expect(JSON.parse(await readFile(join(dir, sidecars[0] ?? ''), 'utf8'))).toEqual({
      url: expect.stringMatching(/^https:/),
      source: expect.any(String),
    });
  });
});
