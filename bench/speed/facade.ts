/**
 * `npm run bench -- facade`: the API beside the engine that is asked the very queries the API would ask it, over one and
 * sixteen connections; a repeated search; the page beside an engine that crops and counts; and the start.
 */
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { indexNames } from '../../engine/names.ts';
import { FACETS } from '../../engine/port.ts';
import { countedHitsQuery, countsQuery, storiesQuery } from '../../engine/queries.ts';
import { parseSearch, toRequest } from '../../server/query/parse.ts';
import { readMaterial } from '../corpus/material.ts';
import type { Options } from '../main.ts';
import { type BenchEngine, startEngine } from './engine.ts';
import { type Figures, median, type Row } from './figures.ts';
import { type Ask, type Loaded, load, quantile } from './load.ts';
import { ROOT } from './root.ts';
import { searchesOf } from './searches.ts';
import { startServer } from './server.ts';
import { fillShelf } from './shelf.ts';

/** Searches of a measurement, each asked once: what is asked again is answered from memory. */
const SEARCHES = 400;
const REPEATS = 2_000;
const CONNECTIONS = [1, 16];
const STARTS = 3;
/** What a page that leaves the work to the engine would ask it for. */
const FOUR_FACETS = ['source', 'year', 'language', 'entity'];

export async function benchFacade(options: Options): Promise<Omit<Figures, 'bench' | 'command'>> {
  const rows: Row[] = [];
  const notes: string[] = [];
  const materials = await readMaterial(join(ROOT, 'seeds'));
  for (const articles of options.sizes) {
    const dataDir = join(options.dir, `shelf-${articles}`);
    options.say(`${articles} articles`);
    await fillShelf(dataDir, { articles, seed: options.seed, say: options.say });
    const env = { DATA_DIR: dataDir };
    rows.push({ articles, what: 'npm start to the first answer', 'p50 ms': await startMs(env) });

    const engine = await startEngine(dataDir);
    const server = await startServer(env);
    try {
      const phases = CONNECTIONS.length * 2 + 3;
      const all = searchesOf(materials, options.seed, articles, SEARCHES * options.rounds * phases);
      const take = () => all.splice(0, SEARCHES);
      const raw = (searches: readonly string[]) => searches.map((search) => rawAsk(engine, search));
      const api = (searches: readonly string[]) =>
        searches.map((search): Ask => ({ path: `/api/search?${search}` }));
      await load(engine.url, raw(take()), 4);
      await load(server.url, api(take()), 4);

      for (const connections of CONNECTIONS) {
        const [bare, ours]: [Loaded[], Loaded[]] = [[], []];
        for (let round = 0; round < options.rounds; round++) {
          const searches = take();
          bare.push(await load(engine.url, raw(searches), connections));
          ours.push(await load(server.url, api(searches), connections));
        }
        const what = (name: string) => `${name}, ${connections} connection${connections > 1 ? 's' : ''}`;
        rows.push(rowOf(articles, what('the engine, the same queries'), bare));
        rows.push(rowOf(articles, what('/api/search'), ours));
        notes.push(comparison(articles, connections, bare, ours));
      }

      const searches = take();
      const page = searches.map((search): Ask => ({ path: `/?${search}` }));
      const cropped = searches.map((search) => croppingAsk(engine, search));
      const bare = [await load(engine.url, cropped, 1)];
      const ours = [await load(server.url, page, 1)];
      rows.push(rowOf(articles, 'the engine crops 20 hits and counts four facets', bare));
      rows.push(rowOf(articles, 'the result page, all facets and snippets', ours));
      notes.push(
        `${articles} articles: the result page takes ${(middle(ours, 0.5) / middle(bare, 0.5)).toFixed(2)} of the time the engine takes to crop and to count four facets (median)`,
      );

      const repeated = await repeatedMs(server, api(searches)[0] as Ask);
      rows.push({ articles, what: 'a repeated search, in the app', 'p50 ms': repeated });
    } finally {
      await server.close();
      await engine.close();
    }
  }
  return { rows, notes };
}

/** The queries the API asks for a search, as one request to the engine. */
function rawAsk({ masterKey }: BenchEngine, search: string): Ask {
  const { request, live } = requestOf(search);
  const queries = [
    { indexUid: live.builds, q: '', limit: 1 },
    countedHitsQuery(request, live.articles),
    countsQuery(request, live.articles, FACETS),
    { indexUid: live.builds, q: '', limit: 1 },
  ];
  if (!request.collapse) queries.splice(3, 0, storiesQuery(request, live.articles));
  return {
    path: '/multi-search',
    headers: { authorization: `Bearer ${masterKey}` },
    body: JSON.stringify({ queries }),
  };
}

function croppingAsk({ masterKey }: BenchEngine, search: string): Ask {
  const { request, live } = requestOf(search);
  return {
    path: '/multi-search',
    headers: { authorization: `Bearer ${masterKey}` },
    body: JSON.stringify({
      queries: [
        {
          ...countedHitsQuery(request, live.articles),
          facets: FOUR_FACETS,
          attributesToCrop: ['body'],
          cropLength: 30,
          attributesToHighlight: ['title', 'body'],
        },
      ],
    }),
  };
}

const config = loadConfig({});
const names = indexNames(config.index.index);

function requestOf(search: string) {
  const query = parseSearch(new URLSearchParams(search), config.index, 'api');
  return { request: toRequest(query, FACETS), live: names.live };
}

const middle = (runs: readonly Loaded[], share: number): number =>
  median(runs.map(({ times }) => quantile(times, share)));
const rate = (runs: readonly Loaded[]): number =>
  median(runs.map(({ answers, seconds }) => answers / seconds));

function rowOf(articles: number, what: string, runs: readonly Loaded[]): Row {
  const failed = runs.reduce((sum, run) => sum + [...run.failed.values()].reduce((a, b) => a + b, 0), 0);
  return {
    articles,
    what,
    'p50 ms': middle(runs, 0.5),
    'p99 ms': middle(runs, 0.99),
    'answers a second': rate(runs),
    'no 200': failed,
  };
}

function comparison(
  articles: number,
  connections: number,
  bare: readonly Loaded[],
  ours: readonly Loaded[],
): string {
  const more = (share: number) => (middle(ours, share) - middle(bare, share)).toFixed(2);
  return `${articles} articles, ${connections} connection(s): the API takes ${more(0.5)} ms more at p50, ${more(0.99)} ms more at p99, at ${(rate(ours) / rate(bare)).toFixed(2)} of the engine's throughput`;
}

/** Milliseconds a search spends in the application when it was just asked, by the server's own count. */
async function repeatedMs(server: Awaited<ReturnType<typeof startServer>>, ask: Ask): Promise<number> {
  await load(server.url, [ask, ask], 1);
  const read = async (what: 'sum' | 'count') =>
    server.metric(`broadsheet_request_seconds_${what}{route="search"}`);
  const [sum, count] = [await read('sum'), await read('count')];
  await load(
    server.url,
    Array.from({ length: REPEATS }, () => ask),
    1,
  );
  return (1000 * ((await read('sum')) - sum)) / ((await read('count')) - count);
}

/** Milliseconds from the start of the program, engine and all, to the first answer to a search. */
async function startMs(env: Readonly<Record<string, string>>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < STARTS; n++) {
    const start = performance.now();
    const server = await startServer(env);
    const answer = await fetch(`${server.url}/api/search?q=water`);
    await answer.text();
    times.push(performance.now() - start);
    await server.close();
    if (!answer.ok) throw new Error(`the first answer was a ${answer.status}`);
  }
  return median(times);
}
