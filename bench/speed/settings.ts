/**
 * `npm run bench -- settings`: what the settings of the engine cost in processor time, memory and disk, beside what their
 * alternatives would save and what these would cost the ranking. For each a new engine gets the same finished articles.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Meilisearch, Settings } from 'meilisearch';
import { loadConfig } from '../../config/load.ts';
import { toLine } from '../../engine/payload.ts';
import { articleSettings } from '../../engine/settings.ts';
import { type StoredArticle, toStored } from '../../engine/stored.ts';
import type { Materials } from '../corpus/articles.ts';
import { finishedArticles } from '../corpus/finished.ts';
import { readMaterial } from '../corpus/material.ts';
import type { Options } from '../main.ts';
import { clientOf, importAll } from './bare.ts';
import { type BenchEngine, startEngine } from './engine.ts';
import type { Figures, Row } from './figures.ts';
import { type Ask, load, quantile } from './load.ts';
import { DEPTH, judged, KINDS, type Probe, probesOf } from './probes.ts';
import { cpuOf, peakOf } from './process.ts';
import { ROOT } from './root.ts';
import { searchesOf } from './searches.ts';

interface Variant {
  readonly name: string;
  readonly settings: Settings;
  /** Bytes; by default what the product gives the engine. */
  readonly indexingMemory?: number;
}

const MIB = 2 ** 20;
const VARIANTS: readonly Variant[] = [
  { name: 'as shipped', settings: {} },
  { name: 'proximityPrecision: byAttribute', settings: { proximityPrecision: 'byAttribute' } },
  { name: 'prefixSearch: disabled', settings: { prefixSearch: 'disabled' } },
  { name: 'facetSearch: false', settings: { facetSearch: false } },
  { name: '256 MiB to index in', settings: {}, indexingMemory: 256 * MIB },
  { name: '4 GiB to index in', settings: {}, indexingMemory: 4096 * MIB },
];
const UID = 'articles';
/** Bytes of a payload at most, in characters: what the product sends at once. */
const PAYLOAD = 60_000_000;
const SEARCHES = 300;
const PROBES = 300;

export async function benchSettings(options: Options): Promise<Omit<Figures, 'bench' | 'command'>> {
  const materials = await readMaterial(join(ROOT, 'seeds'));
  const rows: Row[] = [];
  for (const articles of options.sizes)
    for (const variant of VARIANTS) {
      options.say(`${articles} articles: ${variant.name}`);
      rows.push(await measured(variant, materials, articles, options));
    }
  return {
    rows,
    notes: [
      `near words, begun word: mean reciprocal rank of the story among the first ${DEPTH} hits of ${PROBES} searches for three words of one of its sentences, the last one whole or four letters of it`,
      `phrase: share of the first ${DEPTH} hits that hold the words in quotes, mean of ${PROBES} searches`,
      'peak MB: largest resident set of the engine while it indexed, pages of its files that lie in memory included',
    ],
  };
}

async function measured(
  { name, settings, indexingMemory }: Variant,
  materials: Materials,
  articles: number,
  { dir, seed }: Options,
): Promise<Row> {
  const dataDir = join(dir, 'settings');
  await rm(dataDir, { recursive: true, force: true });
  const engine = await startEngine(dataDir, indexingMemory);
  try {
    const client = clientOf(engine);
    await client.index(UID).updateSettings({ ...articleSettings(loadConfig({}).index), ...settings });
    const [start, before] = [performance.now(), cpuOf(engine.pid)];
    await importAll(client, payloadsOf(materials, seed, articles));
    const cost = {
      'index CPU s': cpuOf(engine.pid) - before,
      'index s': (performance.now() - start) / 1000,
      'peak MB': peakOf(engine.pid),
      'disk MB': (await client.getStats()).databaseSize / 1e6,
    };
    const asks = searchesOf(materials, seed, articles, SEARCHES).map((search) => askOf(engine, search));
    const { times } = await load(engine.url, asks, 1);
    return {
      articles,
      settings: name,
      ...cost,
      'p50 ms': quantile(times, 0.5),
      'p99 ms': quantile(times, 0.99),
      ...(await ranking(client, probesOf(materials, seed, articles, PROBES))),
    };
  } finally {
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function* payloadsOf(materials: Materials, seed: string, articles: number) {
  let lines: string[] = [];
  let characters = 0;
  for (const article of finishedArticles(materials, seed, articles)) {
    const line = toLine(toStored(article));
    if (characters + line.length > PAYLOAD) {
      yield { uid: UID, payload: lines.join('\n') };
      [lines, characters] = [[], 0];
    }
    lines.push(line);
    characters += line.length + 1;
  }
  yield { uid: UID, payload: lines.join('\n') };
}

function askOf({ masterKey }: BenchEngine, search: string): Ask {
  return {
    path: `/indexes/${UID}/search`,
    headers: { authorization: `Bearer ${masterKey}` },
    body: JSON.stringify({
      q: new URLSearchParams(search).get('q'),
      limit: DEPTH,
      matchingStrategy: 'all',
      attributesToRetrieve: ['id', 'title'],
    }),
  };
}

/** For each kind of probe how well the answers do, in the mean. */
async function ranking(client: Meilisearch, probes: readonly Probe[]): Promise<Record<string, number>> {
  const scores = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
  for (const probe of probes) {
    const { hits } = await client.index(UID).search<StoredArticle>(probe.q, {
      limit: DEPTH,
      matchingStrategy: 'all',
      attributesToRetrieve: ['storyId', 'title', 'body'],
    });
    scores.get(probe.kind)?.push(judged(probe, hits));
  }
  return Object.fromEntries(
    [...scores].map(([kind, all]) => [kind, all.reduce((sum, score) => sum + score, 0) / all.length]),
  );
}
