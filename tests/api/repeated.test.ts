/** A request that comes again is answered before the application, and nobody can tell: every header and byte is the same. */
import { type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { MemoryStore } from 'express-rate-limit';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import type { Store } from '../../engine/port.ts';
import { createApp } from '../../server/app.ts';
import { type Served, serve } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const ARTICLES = Array.from({ length: 30 }, (_, i) => article({ id: `r${i}`, title: `Breakwater ${i}` }));
/** Calls through, and tells which requests the application was asked. */
const application = vi.spyOn(express.application as unknown as { handle: () => void }, 'handle');
const logged: { readonly request: string; readonly status: number; readonly path: string }[] = [];
let store: Store;
let served: Served;

const index = uniqueName(import.meta.url);
const corsOrigins = ['https://reader.example', 'https://other.example'];
const config = (changes: { rememberedMb?: number } = {}) =>
  testConfig({ index, corsOrigins, ...changes }, { MEILI_URL: inject('engineUrl'), TRUST_PROXY: 1 });

beforeAll(async () => {
  store = await openTestStore(config());
  await publishArticles(store, ARTICLES);
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  served = await serve(createApp({ reader: store.reader, config: config(), log }));
});
beforeEach(() => void application.mockClear());
afterAll(async () => {
  await served.close();
  await store.close();
});

interface Ask {
  /** Where it is asked; without, the application that all tests share. */
  readonly at?: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Told {
  readonly status: number | undefined;
  /** As they were sent: names, values, order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

function ask({ at = served.url, path, method = 'GET', headers = {} }: Ask): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, at), {
      method,
      headers: { host: 'news.example', ...headers },
    });
    sent.on('error', reject).on('response', (answer: IncomingMessage) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
      answer.on('end', () => {
        const pairs = answer.rawHeaders.flatMap((name, i, all) =>
          i % 2 === 0 ? [[name, all[i + 1] ?? ''] as const] : [],
        );
        resolve({ status: answer.statusCode, headers: pairs, body: Buffer.concat(parts) });
      });
    });
    sent.end();
  });
}

const header = ({ headers }: Told, name: string): string =>
  headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? '';
/** Requests that are left, and seconds until there are more. */
const left = (told: Told): readonly number[] =>
  [...(/r=(\d+); t=(\d+)/.exec(header(told, 'ratelimit')) ?? [])].slice(1).map(Number);
/** What must be the same of every answer to the same request; the body as text where it is one. */
const comparable = ({ status, headers, body }: Told) => ({
  status,
  headers: headers
    // The tag of a problem follows from its words, which name the request.
    .filter(([name]) => name !== 'Date' && !(name === 'ETag' && (status ?? 0) >= 400))
    .map(([name, value]) => [name, name === 'x-request-id' ? '' : value.replace(/r=\d+; t=\d+/, '')]),
  body: body.toString('latin1').replace(/urn:broadsheet:request:[\w-]+/, ''),
});

/** Asks once more what was just asked. @returns the answer, and whether the application had to give it */
async function again(asked: Ask): Promise<{ readonly told: Told; readonly byApplication: boolean }> {
  const before = application.mock.calls.length;
  const told = await ask(asked);
  return { told, byApplication: application.mock.calls.length > before };
}

/** As often as a slow machine may need until the look at the build is still good: then none is answered by the application. */
const TRIES = 20;

/** The answer that came without the application; each that came before is held against it. */
async function repeated(asked: Ask): Promise<{ readonly first: Told; readonly last: Told }> {
  const first = await ask(asked);
  for (let n = 1; n <= TRIES; n++) {
    const { told, byApplication } = await again(asked);
    expect(comparable(told)).toEqual(comparable(first));
    expect(header(told, 'x-request-id')).not.toBe(header(first, 'x-request-id'));
    const [rest = 0, seconds = 0] = left(told);
    expect(rest).toBe((left(first)[0] ?? 0) - n);
    expect(seconds).toBeLessThanOrEqual(left(first)[1] ?? 0);
    if (!byApplication) return { first, last: told };
  }
  throw new Error(`the application was asked ${TRIES} times for ${asked.path}`);
}

const SEARCH = '/api/search?q=breakwater';
const ORIGIN = { origin: 'https://reader.example' };
const GZIP = { 'accept-encoding': 'br, gzip' };

describe('is the same to the byte, but for its id and what is left:', () => {
  it.each<[string, Ask]>([
    ['a search', { path: SEARCH }],
    ['another page of it', { path: `${SEARCH}&page=2&limit=7` }],
    ['one written in another way', { path: '/api/search?q=%20breakwater' }],
    ['one that finds nothing', { path: '/api/search?q=nosuchword' }],
    ['only its headers', { path: SEARCH, method: 'HEAD' }],
    ['compressed', { path: SEARCH, headers: GZIP }],
    ['only the headers of it compressed', { path: SEARCH, method: 'HEAD', headers: GZIP }],
    ['plain for who takes nothing else', { path: SEARCH, headers: { 'accept-encoding': 'identity' } }],
    ['for a page of another origin', { path: SEARCH, headers: ORIGIN }],
    ['for one that has no leave', { path: SEARCH, headers: { origin: 'https://nobody.example' } }],
    ['at another name of the server', { path: SEARCH, headers: { host: 'mirror.example' } }],
    ['over https', { path: SEARCH, headers: { 'x-forwarded-proto': 'https' } }],
    ['of a client behind a proxy', { path: SEARCH, headers: { 'x-forwarded-for': '203.0.113.5' } }],
    ['for who has another answer', { path: SEARCH, headers: { 'if-none-match': '"other"' } }],
    ['for who wants it anew', { path: SEARCH, headers: { 'cache-control': 'no-cache' } }],
    ['an article', { path: '/api/articles/r1' }],
    ['a facet', { path: '/api/facets/source?q=harb' }],
    ['a feed', { path: '/api/feed.atom?q=breakwater' }],
    ['the result page', { path: '/?q=breakwater', headers: GZIP }],
    ['the page of an article', { path: '/articles/r1?q=breakwater' }],
  ])('%s', async (_name, asked) => {
    const { last } = await repeated(asked);
    expect(last.status).toBe(200);
    if (asked.method === 'HEAD') expect(last.body).toHaveLength(0);
    else expect(last.body).toHaveLength(Number(header(last, 'content-length')));
  });

  it.each(['GET', 'HEAD'])('nothing, for who has the answer (%s)', async (method) => {
    const etag = header(await ask({ path: SEARCH }), 'etag');
    const { last } = await repeated({ path: SEARCH, method, headers: { 'if-none-match': etag } });
    expect(last).toMatchObject({ status: 304, body: Buffer.alloc(0) });
  });
});

describe('two requests that differ in one thing are not taken for each other:', () => {
  it.each<[string, Ask, Ask]>([
    ['method', { path: SEARCH }, { path: SEARCH, method: 'HEAD' }],
    ['encoding', { path: SEARCH }, { path: SEARCH, headers: GZIP }],
    [
      'origin',
      { path: SEARCH, headers: ORIGIN },
      { path: SEARCH, headers: { origin: 'https://other.example' } },
    ],
    ['host', { path: SEARCH }, { path: SEARCH, headers: { host: 'mirror.example' } }],
    ['scheme', { path: SEARCH }, { path: SEARCH, headers: { 'x-forwarded-proto': 'https' } }],
    ['address', { path: SEARCH }, { path: '/?q=breakwater' }],
  ])('%s', async (_name, one, other) => {
    const [first, second] = [(await repeated(one)).last, (await repeated(other)).last];
    expect(comparable(second)).not.toEqual(comparable(first));
    expect(comparable((await repeated(one)).last)).toEqual(comparable(first));
  });

  it('but the ids a proxy gives each of them tell nothing', async () => {
    const { last } = await repeated({ path: SEARCH });
    const traced = async (id: string) => {
      const headers = { 'x-request-id': id, traceparent: `00-${id}`, tracestate: id };
      const { told, byApplication } = await again({ path: SEARCH, headers });
      expect(comparable(told)).toEqual(comparable(last));
      expect(header(told, 'x-request-id')).toBe(id);
      return byApplication;
    };
    // Also the first of them: it asks with a header more than before, and is taken for the same.
    let byApplication = true;
    for (let n = 1; byApplication && n <= TRIES; n++) {
      await repeated({ path: SEARCH });
      byApplication = await traced(`traced-${String(n).padStart(4, '0')}`);
    }
    expect(byApplication).toBe(false);
  });
});

describe('is left to the application:', () => {
  it.each<[string, Ask, number]>([
    ['what cannot be read', { path: '/api/search?sort=date' }, 400],
    ['what is not there', { path: '/api/articles/nosuch' }, 404],
    ['what rests on no build', { path: '/api/openapi.json' }, 200],
    ['an export', { path: '/api/export.csv?q=breakwater' }, 200],
    ['another method', { path: SEARCH, method: 'POST' }, 405],
    ['what is compressed while it is sent', { path: SEARCH, headers: { 'accept-encoding': 'br' } }, 200],
  ])('%s', async (_name, asked, status) => {
    await repeated({ path: SEARCH });
    const first = await ask(asked);
    expect(first.status).toBe(status);
    for (let n = 0; n < 3; n++) {
      const { told, byApplication } = await again(asked);
      expect(byApplication).toBe(true);
      expect(comparable(told)).toEqual(comparable(first));
    }
  });

  it('an answer of a build that is no longer live, from the moment the run that replaced it is done', async () => {
    const { last } = await repeated({ path: SEARCH });
    await publishArticles(store, ARTICLES.slice(1), 'b2');
    const anew = await again({ path: SEARCH });
    expect(anew.byApplication).toBe(true);
    expect(header(anew.told, 'broadsheet-build')).toBe('b2');
    expect(JSON.parse(String(anew.told.body)).total).toBe(ARTICLES.length - 1);
    await repeated({ path: SEARCH });
    await store.writer.rollback();
    const back = await again({ path: SEARCH });
    expect(header(back.told, 'broadsheet-build')).toBe(header(last, 'broadsheet-build'));
    expect(header(back.told, 'etag')).toBe(header(last, 'etag'));
  });

  it('an answer that was forgotten and made anew', async () => {
    const [one, sameAsOne, other] = ['q=breakwater', 'q=%20breakwater', 'q=breakwater&page=2'].map(
      (query) => `/api/search?limit=20&${query}`,
    ) as [string, string, string];
    // One answer has room, not two.
    const rememberedMb = ((await ask({ path: one })).body.length * 1.5) / 1_000_000;
    const small = await serve(
      createApp({ reader: store.reader, config: config({ rememberedMb }), log: pino({ level: 'silent' }) }),
    );
    const at = small.url;
    await repeated({ at, path: one });
    await repeated({ at, path: other });
    await repeated({ at, path: sameAsOne });
    expect((await again({ at, path: one })).byApplication).toBe(true);
    await small.close();
  });

  it('what is more than a client may ask', async () => {
    const asked: Ask = { path: SEARCH, headers: { 'x-forwarded-for': '203.0.113.77' } };
    const { last } = await repeated(asked);
    const [rest = 0] = left(last);
    expect(header(last, 'ratelimit-policy')).toContain('q=3000;');
    application.mockClear();
    for (let n = 1; n < rest; n++) await ask(asked);
    expect(application.mock.calls.length).toBeLessThan(rest / 10);
    const last200 = await ask(asked);
    expect([last200.status, left(last200)[0]]).toEqual([200, 0]);
    for (let n = 0; n < 2; n++) {
      const refused = await ask(asked);
      expect([refused.status, left(refused)[0]]).toEqual([429, 0]);
      expect(header(refused, 'retry-after')).toMatch(/^\d+$/);
    }
  });
});

it('unpacks to the same text, however it was packed', async () => {
  const plain = (await repeated({ path: SEARCH })).last.body;
  const gzip = (await repeated({ path: SEARCH, headers: GZIP })).last.body;
  const br = (await ask({ path: SEARCH, headers: { 'accept-encoding': 'br' } })).body;
  expect(gunzipSync(gzip).equals(plain)).toBe(true);
  expect(brotliDecompressSync(br).equals(plain)).toBe(true);
});

it('has its line in the log and is counted, like any other', async () => {
  const counted = async () => {
    const text = String((await ask({ path: '/metrics' })).body);
    return [
      'requests_total{route="search",status="200"}',
      'request_seconds_count{route="search"}',
      'answers_total{from="memory"}',
    ].map((name) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`broadsheet_${name} `))
          ?.split(' ')
          .at(-1),
      ),
    );
  };
  await repeated({ path: SEARCH });
  const before = await counted();
  const { told } = await again({ path: SEARCH });
  expect(await counted()).toEqual(before.map((count) => count + 1));
  const id = header(told, 'x-request-id');
  expect(logged.filter(({ request }) => request === id)).toMatchObject([
    { method: 'GET', path: '/api/search', status: 200 },
  ]);
});

it('goes the long way where it could not be counted', async () => {
  await repeated({ path: SEARCH });
  const counting = vi.spyOn(MemoryStore.prototype, 'increment').mockRejectedValueOnce(new Error('no count'));
  try {
    application.mockClear();
    expect(await ask({ path: SEARCH })).toMatchObject({ status: 200 });
    expect(counting).toHaveBeenCalledTimes(2);
    expect(application).toHaveBeenCalledTimes(1);
  } finally {
    counting.mockRestore();
  }
});
