/**
 * `npm run bench -- soak`: so many minutes of searches, pages, facets, articles, feeds and exports over 64 connections,
 * while in the middle all articles are indexed anew and swapped in. No answer may be other than a 200, and the server's
 * memory must not grow with time.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readMaterial } from '../corpus/material.ts';
import type { Options } from '../main.ts';
import { startEngine } from './engine.ts';
import { type Figures, median, type Row } from './figures.ts';
import { type Ask, load, quantile } from './load.ts';
import { residentOf } from './process.ts';
import { ROOT } from './root.ts';
import { searchesOf } from './searches.ts';
import { startServer } from './server.ts';
import { fillShelf } from './shelf.ts';

const CONNECTIONS = 64;
const SEARCHES = 20_000;
const EVERY_MS = 1_000;

export async function benchSoak(options: Options): Promise<Omit<Figures, 'bench' | 'command'>> {
  const rows: Row[] = [];
  const notes: string[] = [];
  const materials = await readMaterial(join(ROOT, 'seeds'));
  for (const articles of options.sizes) {
    const dataDir = join(options.dir, `shelf-${articles}`);
    const shelf = { articles, seed: options.seed, say: options.say };
    await fillShelf(dataDir, shelf);
    const engine = await startEngine(dataDir);
    const server = await startServer({ DATA_DIR: dataDir });
    try {
      const asks = searchesOf(materials, options.seed, articles, Math.min(SEARCHES, 4 * articles)).map(asked);
      const duration = options.minutes * 60_000;
      const memory: number[] = [];
      const watch = setInterval(() => memory.push(residentOf(server.process.pid)), EVERY_MS);
      options.say(`${articles} articles, ${options.minutes} minutes`);
      const [loaded, indexed] = await Promise.all([
        load(server.url, asks, CONNECTIONS, duration),
        setTimeout(duration / 3).then(() => fillShelf(dataDir, { ...shelf, again: true })),
      ]);
      clearInterval(watch);
      const failed = [...loaded.failed].map(([status, count]) => `${count} × ${status || 'no answer'}`);
      const part = (from: number, to: number) =>
        median(memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * to)));
      rows.push({
        articles,
        minutes: options.minutes,
        answers: loaded.answers,
        'answers a second': loaded.answers / loaded.seconds,
        'p50 ms': quantile(loaded.times, 0.5),
        'p99 ms': quantile(loaded.times, 0.99),
        'no 200': failed.join(', ') || 'none',
        'server MB, second tenth': part(0.1, 0.2),
        'server MB, last tenth': part(0.9, 1),
      });
      notes.push(
        `${articles} articles: the new build took ${Math.round(indexed.seconds ?? 0)} s under this load`,
      );
    } finally {
      await server.close();
      await engine.close();
    }
  }
  return { rows, notes };
}

/** Of a hundred requests sixty are searches by API and page, the rest what else is asked for. */
function asked(search: string, at: number): Ask {
  const lot = at % 20;
  if (lot < 8) return { path: `/api/search?${search}` };
  if (lot < 14) return { path: `/?${search}` };
  if (lot < 16) return { path: `/api/facets/person?query=an&${search}` };
  if (lot < 17) return { path: `/api/feed.atom?${search}` };
  if (lot < 18) return { path: `/facets/source?${search}` };
  if (lot < 19) return { path: `/api/articles/${(at % 1_000).toString(16).padStart(16, '0')}` };
  return { path: `/articles/${(at % 1_000).toString(16).padStart(16, '0')}?${search}` };
}
