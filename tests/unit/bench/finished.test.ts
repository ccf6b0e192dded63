/** Finished articles for benches of searching: what the index demands of them holds. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { finishedArticles } from '../../../bench/corpus/finished.ts';
import { readMaterial } from '../../../bench/corpus/material.ts';
import { searchesOf } from '../../../bench/speed/searches.ts';

const materials = await readMaterial(fileURLToPath(new URL('../../../seeds', import.meta.url)));
const articles = [...finishedArticles(materials, 'test', 600)];

it('are the same each time, with ids of their own', () => {
  expect([...finishedArticles(materials, 'test', 600)]).toEqual(articles);
  expect(new Set(articles.map(({ id }) => id)).size).toBe(600);
});

it('name entities where they stand', () => {
  const named = articles.flatMap(({ title, body, entities }) =>
    entities.flatMap(({ name, offsets }) =>
      offsets.map(([start, end]) => ({ name, text: `${title}\n\n${body}`.slice(start, end) })),
    ),
  );
  expect(named.length).toBeGreaterThan(600);
  for (const { name, text } of named) expect(name.endsWith(text)).toBe(true);
});

it('tell of each story as many articles as there are, each at a rank of its own', () => {
  const stories = new Map<string, typeof articles>();
  for (const one of articles) stories.set(one.storyId, [...(stories.get(one.storyId) ?? []), one]);
  expect([...stories.values()].some((members) => members.length > 2)).toBe(true);
  for (const members of stories.values()) {
    expect(members.map(({ storySize }) => storySize)).toEqual(members.map(() => members.length));
    expect(members.map(({ storyRank }) => storyRank).sort((a, b) => a - b)).toEqual(
      members.map((_, at) => at),
    );
  }
});

it('are searched for in all ways, each search once', () => {
  const searches = searchesOf(materials, 'test', 600, 300);
  expect(new Set(searches).size).toBe(300);
  expect(searches.some((search) => search.includes('source='))).toBe(true);
  expect(searches.some((search) => search.includes('%22'))).toBe(true);
});
