/**
 * `npm run bench -- peers`: Broadsheet beside what one might take instead, on the same articles and the same words: the
 * bare engine, SQLite's FTS5, MiniSearch, Orama. Each is set up as its manual advises for title and body.
 *
 * The libraries search in this process and answer with ids; the engine and Broadsheet are asked over HTTP, and
 * Broadsheet's answer holds snippets, facets and counts as well.
 */
import { join } from 'node:path';
import { create, insertMultiple, search } from '@orama/orama';
import MiniSearch from 'minisearch';
import sqlite from 'node-sqlite3-wasm';
import { loadConfig } from '../../config/load.ts';
import { indexNames } from '../../engine/names.ts';
import { finishedArticles } from '../corpus/finished.ts';
import { readMaterial } from '../corpus/material.ts';
import type { Options } from '../main.ts';
import { startEngine } from './engine.ts';
import type { Figures, Row } from './figures.ts';
import { type Ask, load, quantile } from './load.ts';
import { ROOT } from './root.ts';
import { searchesOf } from './searches.ts';
import { startServer } from './server.ts';
import { fillShelf } from './shelf.ts';

const SEARCHES = 300;
const LIMIT = 20;

interface Text {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** A system that answers words with hits. */
interface Peer {
  readonly name: string;
  /** Makes its index. @returns how to search it for the number of hits */
  readonly index: (texts: Iterable<Text>) => Promise<(q: string) => Promise<number> | number>;
}

const PEERS: readonly Peer[] = [
  {
    name: 'SQLite FTS5 (WebAssembly, in memory)',
    async index(texts) {
      const db = new sqlite.Database(':memory:');
      db.run("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, body, tokenize = 'unicode61')");
      db.run('BEGIN');
      const insert = db.prepare('INSERT INTO t VALUES (?, ?, ?)');
      for (const { id, title, body } of texts) insert.run([id, title, body]);
      insert.finalize();
      db.run('COMMIT');
      const find = db.prepare('SELECT id FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?');
      const strings = (q: string) =>
        q.startsWith('"') ? q : (q.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => `"${word}"`).join(' ');
      return (q) => find.all([strings(q), LIMIT]).length;
    },
  },
  {
    name: 'MiniSearch (prefix, fuzzy 0.2)',
    async index(texts) {
      const index = new MiniSearch<Text>({
        fields: ['title', 'body'],
        searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND' },
      });
      index.addAll([...texts]);
      return (q) => index.search(q).slice(0, LIMIT).length;
    },
  },
  {
    name: 'Orama (tolerance 1)',
    async index(texts) {
      const index = create({ schema: { id: 'string', title: 'string', body: 'string' } as const });
      await insertMultiple(index, [...texts], 500);
      return async (term) =>
        (
          await search(index, {
            term,
            properties: ['title', 'body'],
            tolerance: 1,
            limit: LIMIT,
            threshold: 0,
          })
        ).hits.length;
    },
  },
];

export async function benchPeers(options: Options): Promise<Omit<Figures, 'bench' | 'command'>> {
  const rows: Row[] = [];
  const materials = await readMaterial(join(ROOT, 'seeds'));
  for (const articles of options.sizes) {
    const words = searchesOf(materials, options.seed, articles, 2 * SEARCHES)
      .map((search) => new URLSearchParams(search))
      .filter((params) => !params.has('source'))
      .map((params) => params.get('q') ?? '')
      .slice(0, SEARCHES);
    for (const peer of PEERS) {
      options.say(`${articles} articles: ${peer.name}`);
      rows.push(await measured(peer, articles, words, textsOf(materials, options.seed, articles)));
    }
    options.say(`${articles} articles: Meilisearch and Broadsheet`);
    rows.push(...(await ours(options, articles, words)));
  }
  return {
    rows,
    notes: [
      'the libraries search in the process that asks, and answer with ids; Meilisearch and Broadsheet are asked over HTTP by one connection',
      `found: searches of ${SEARCHES} that have a hit; a tenth of them has a letter missing, a tenth is a phrase`,
    ],
  };
}

function* textsOf(
  materials: Parameters<typeof finishedArticles>[0],
  seed: string,
  count: number,
): Generator<Text> {
  for (const { id, title, body } of finishedArticles(materials, seed, count)) yield { id, title, body };
}

async function measured(
  peer: Peer,
  articles: number,
  words: readonly string[],
  texts: Iterable<Text>,
): Promise<Row> {
  const start = performance.now();
  const find = await peer.index(texts);
  const seconds = (performance.now() - start) / 1000;
  const times: number[] = [];
  let found = 0;
  for (const q of words) {
    const asked = performance.now();
    if ((await find(q)) > 0) found++;
    times.push(performance.now() - asked);
  }
  return rowOf(articles, peer.name, seconds, Float64Array.from(times).sort(), found);
}

async function ours(options: Options, articles: number, words: readonly string[]): Promise<Row[]> {
  const dataDir = join(options.dir, `shelf-${articles}`);
  const { seconds } = await fillShelf(dataDir, { articles, seed: options.seed, say: options.say });
  const engine = await startEngine(dataDir);
  const server = await startServer({ DATA_DIR: dataDir });
  try {
    const { articles: indexUid } = indexNames(loadConfig({}).index.index).live;
    const bare = words.map(
      (q): Ask => ({
        path: `/indexes/${indexUid}/search`,
        headers: { authorization: `Bearer ${engine.masterKey}` },
        body: JSON.stringify({
          q,
          limit: LIMIT,
          matchingStrategy: 'all',
          attributesToRetrieve: ['id', 'title'],
        }),
      }),
    );
    const api = words.map((q): Ask => ({ path: `/api/search?${new URLSearchParams({ q })}` }));
    const [engineFound, apiFound] = [
      await foundBy(engine.url, bare, (body: { hits: unknown[] }) => body.hits.length),
      await foundBy(server.url, api, (body: { total: number }) => body.total),
    ];
    // Asked above already: what the server keeps of it is dropped by asking as another page would.
    const fresh = words.map((q): Ask => ({ path: `/api/search?${new URLSearchParams({ q, limit: '19' })}` }));
    return [
      rowOf(
        articles,
        'Meilisearch, ids and titles',
        seconds,
        (await load(engine.url, bare, 1)).times,
        engineFound,
      ),
      rowOf(articles, 'Broadsheet, /api/search', seconds, (await load(server.url, fresh, 1)).times, apiFound),
    ];
  } finally {
    await server.close();
    await engine.close();
  }
}

async function foundBy<T>(url: string, asks: readonly Ask[], hits: (body: T) => number): Promise<number> {
  let found = 0;
  for (const { path, headers, body } of asks) {
    const answer = await fetch(new URL(path, url), {
      ...(body !== undefined && { method: 'POST', body }),
      headers: { ...headers, 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    if (hits((await answer.json()) as T) > 0) found++;
  }
  return found;
}

const rowOf = (
  articles: number,
  what: string,
  seconds: number | null,
  times: Float64Array,
  found: number,
): Row => ({
  articles,
  what,
  'index s': seconds ?? 'stood there',
  'p50 ms': quantile(times, 0.5),
  'p99 ms': quantile(times, 0.99),
  found,
});
