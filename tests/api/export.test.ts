/** Exports over HTTP: complete, of one build, and never more in memory or fewer in the file than is right. */
import { get as httpGet, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { ExportBody, ExportLine } from '../../server/api/export-shapes.ts';
import { ProblemBody, SearchBody } from '../../server/api/shapes.ts';
import { openTestApp, type Served, serve, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const MANY = 5_000;
/** Makes an export longer than the buffers between us and a client that does not read; the engine skips such a word. */
const FILLER = 'x'.repeat(3_000);
const corpus = (build: string) =>
  Array.from({ length: MANY }, (_, i) =>
    article({
      id: `e${i}`,
      title: i % 2 === 0 ? `Ferry ${i}` : `Storm ${i}`,
      body: `${build} writes of ${i}.\n\n${FILLER}`,
      source: build,
      storyId: `s${Math.floor(i / 2)}`,
      storySize: 2,
      ...(i % 7 !== 0 && {
        date: new Date(Date.UTC(2010, 0, 1 + ((i * 37) % 4000))).toISOString().slice(0, 10),
      }),
    }),
  );

const index = uniqueName(import.meta.url);
let proxy: FaultProxy;
let opened: TestApp;
let served: Served;

beforeAll(async () => {
  proxy = await startProxy(inject('engineUrl'));
  // Eight exports at once on a busy machine are slow, and that is not what is tested.
  const config = testConfig({ index, searchDeadlineMs: 60_000 }, { MEILI_URL: proxy.url });
  opened = await openTestApp(config, corpus('first'));
  served = await serve(opened.app);
}, 120_000);
afterEach(() => {
  proxy.fail({ kind: 'none' });
  proxy.before(null);
});
afterAll(async () => {
  await served.close();
  await opened.store.close();
  await proxy.close();
});

/** An answer whose body is read by the test, piece by piece. */
function begin(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpGet(`${served.url}${path}`, { headers, agent: false }, resolve).on('error', reject);
  });
}
const text = async (answer: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
};
const lines = (file: string) =>
  file
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => ExportLine.parse(JSON.parse(line)));

describe('an export', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8; header=present'],
    ['jsonl', 'application/jsonl; charset=utf-8'],
    ['json', 'application/json; charset=utf-8'],
  ])('as %s names type, file, build and number', async (format, type) => {
    const answer = await begin(`/api/export.${format}?q=ferry`);
    answer.destroy();
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="broadsheet-b1.${format}"`,
      'broadsheet-build': 'b1',
      'broadsheet-rules': 'test-rules',
      'broadsheet-total': String(MANY / 2),
    });
  });

  it('holds every article the search finds, in its order, with its text', async () => {
    const all = lines(await text(await begin('/api/export.jsonl?sort=oldest&collapse=0')));
    expect(all).toHaveLength(MANY);
    expect(new Set(all.map(({ id }) => id)).size).toBe(MANY);
    const dates = all.map(({ published }) => published?.date ?? '9999');
    expect(dates).toEqual(dates.toSorted());
    expect(all[0]).toMatchObject({ build: { id: 'b1', rules: 'test-rules' } });
    expect(all.every(({ id, text: body }) => body === corpusText('first', id))).toBe(true);
    const page = await request(opened.app).get('/api/search?sort=oldest&collapse=0&limit=100').expect(200);
    expect(all.slice(0, 100).map(({ id }) => id)).toEqual(
      SearchBody.parse(page.body).hits.map(({ id }) => id),
    );
  });

  it('folds copies and keeps to filters like the search', async () => {
    const { total, articles, query, build } = ExportBody.parse(
      JSON.parse(await text(await begin('/api/export.json?q=storm&source=first&year=undated'))),
    );
    const page = SearchBody.parse(
      (await request(opened.app).get('/api/search?q=storm&source=first&year=undated')).body,
    );
    expect(total).toBe(page.stories);
    expect(articles).toHaveLength(total);
    expect(query).toMatchObject({ q: 'storm', source: ['first'], year: ['undated'], collapse: true });
    expect(build).toEqual({ id: 'b1', rules: 'test-rules' });
    expect(new Set(articles.map(({ published }) => published))).toEqual(new Set([null]));
  });

  it('as CSV is one line an article', async () => {
    const file = await text(await begin('/api/export.csv?collapse=0'));
    expect(parse(file, { bom: true, columns: true })).toHaveLength(MANY);
    expect(file.split('\r\n')).toHaveLength(MANY + 2);
  });

  it('of nothing is whole', async () => {
    expect(await text(await begin('/api/export.jsonl?q=nosuchword'))).toBe('');
    expect(JSON.parse(await text(await begin('/api/export.json?q=nosuchword')))).toMatchObject({
      total: 0,
      articles: [],
    });
    expect((await text(await begin('/api/export.csv?q=nosuchword'))).split('\r\n')).toHaveLength(2);
  });

  it('is compressed for who takes it, and the same', async () => {
    const answer = await begin('/api/export.jsonl?q=ferry&sort=newest', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    const pieces: Buffer[] = [];
    for await (const piece of answer) pieces.push(piece as Buffer);
    const plain = await begin('/api/export.jsonl?q=ferry&sort=newest');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(Buffer.concat(pieces)).toString()).toBe(await text(plain));
  });

  it('answers HEAD without reading what it would send', async () => {
    const before = proxy.requests.length;
    const { headers } = await request(served.url).head('/api/export.jsonl').expect(200);
    expect(headers['broadsheet-total']).toBe(String(MANY / 2));
    expect(proxy.requests.length - before).toBe(1);
  });

  it('is not sent to who has it', async () => {
    const { headers } = await request(served.url).head('/api/export.csv?q=ferry').expect(200);
    await request(served.url)
      .get('/api/export.csv?q=ferry')
      .set('if-none-match', headers.etag ?? '')
      .expect(304);
  });
});

const corpusText = (build: string, id: string): string => `${build} writes of ${id.slice(1)}.\n\n${FILLER}`;

describe('a client', () => {
  it('that does not read keeps the export waiting', async () => {
    const answer = await begin('/api/export.jsonl?collapse=0');
    answer.pause();
    let asked = -1;
    while (asked !== proxy.requests.length) {
      asked = proxy.requests.length;
      await sleep(400);
    }
    const file = await text(answer);
    expect(lines(file)).toHaveLength(MANY);
    // Most of it was read after the client went on.
    expect(proxy.requests.length - asked).toBeGreaterThan(5);
  });

  it.each([{}, { 'accept-encoding': 'gzip' }])('that goes away ends the reading: %j', async (headers) => {
    const answer = await begin('/api/export.jsonl?collapse=0', headers);
    for await (const piece of answer) if (piece) break;
    answer.destroy();
    await sleep(300);
    const after = proxy.requests.length;
    await sleep(600);
    expect(proxy.requests.length).toBe(after);
  });

  it('is told to come back when too many exports are under way', async () => {
    const waiting = await Promise.all(Array.from({ length: 8 }, () => begin('/api/export.jsonl?collapse=0')));
    for (const answer of waiting) answer.pause();
    const refused = await request(served.url).get('/api/export.csv').expect(503);
    expect(ProblemBody.parse(refused.body).type).toBe('urn:broadsheet:problem:too-many-exports');
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    for (const answer of waiting) answer.destroy();
    await expect
      .poll(async () => (await request(served.url).head('/api/export.csv')).status, { timeout: 10_000 })
      .toBe(200);
  });
});

describe('an export that fails in its middle', () => {
  const failAtCall = (call: number) => {
    let seen = 0;
    proxy.before(async () => {
      if (++seen === call) proxy.fail({ kind: 'reset' });
    });
  };

  it('before anything was sent is a problem, and no file', async () => {
    for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
      failAtCall(2);
      const answer = await request(served.url).get('/api/export.jsonl').set(headers).expect(503);
      expect(ProblemBody.parse(answer.body).type).toBe('urn:broadsheet:problem:engine-away');
      for (const name of ['content-disposition', 'broadsheet-total'])
        expect([name, answer.headers[name]]).toEqual([name, undefined]);
      expect(answer.headers['cache-control']).toBe('no-store');
      proxy.fail({ kind: 'none' });
    }
  });

  it.each(['csv', 'json'])('is cut off as %s', async (format) => {
    failAtCall(12);
    const answer = await begin(`/api/export.${format}?collapse=0`);
    expect(answer.statusCode).toBe(200);
    await expect(text(answer)).rejects.toThrow('aborted');
  });

  it.each([{}, { 'accept-encoding': 'gzip' }])(
    'is cut off as JSON Lines, behind a last line that says why: %j',
    async (headers) => {
      failAtCall(12);
      const answer = await begin('/api/export.jsonl?collapse=0', headers);
      const pieces: Buffer[] = [];
      const reading = async () => {
        for await (const piece of answer) pieces.push(piece as Buffer);
      };
      await expect(reading()).rejects.toThrow('aborted');
      const bytes = Buffer.concat(pieces);
      const file = 'accept-encoding' in headers ? unzipWhatIsThere(bytes) : bytes.toString();
      const all = file.trimEnd().split('\n');
      const last = ProblemBody.parse(JSON.parse(all.at(-1) ?? ''));
      expect(last).toMatchObject({ type: 'urn:broadsheet:problem:engine-away', status: 503 });
      expect(lines(all.slice(0, -1).join('\n')).length).toBeLessThan(MANY);
    },
  );
});

/** A stream of gzip that has no end. */
const unzipWhatIsThere = (bytes: Buffer): string =>
  gunzipSync(bytes, { finishFlush: 2 /* Z_SYNC_FLUSH */ }).toString();

describe('an export while the index is rebuilt', () => {
  it('gives all of one build, old or new, and says which', async () => {
    let rebuilding = true;
    const rebuild = async () => {
      await publishArticles(opened.store, corpus('second'), 'second');
      rebuilding = false;
    };
    const seen = new Set<string>();
    const exporting = async () => {
      while (rebuilding) {
        const answer = await begin('/api/export.jsonl?collapse=0');
        const all = lines(await text(answer));
        const build = answer.headers['broadsheet-build'];
        seen.add(String(build));
        expect(all).toHaveLength(MANY);
        expect(new Set(all.map(({ source }) => source))).toEqual(
          new Set([build === 'b1' ? 'first' : 'second']),
        );
        expect(new Set(all.map((line) => line.build.id))).toEqual(new Set([build]));
      }
    };
    await Promise.all([rebuild(), exporting()]);
    expect(seen.has('b1')).toBe(true);
  }, 120_000);

  it('that swaps in its very middle stays with the old build to the end', async () => {
    const answer = await begin('/api/export.jsonl?collapse=0');
    const [build] = [String(answer.headers['broadsheet-build'])];
    answer.pause();
    await publishArticles(opened.store, corpus('third').slice(0, 100), 'third');
    const all = lines(await text(answer));
    expect(build).not.toBe('third');
    expect(all).toHaveLength(MANY);
    expect(new Set(all.map(({ source }) => source)).size).toBe(1);
    expect((await request(served.url).head('/api/export.csv')).headers['broadsheet-build']).toBe('third');
  }, 120_000);

  it('twice is cut off and says so', async () => {
    await publishArticles(opened.store, corpus('fourth'), 'fourth');
    const answer = await begin('/api/export.jsonl?collapse=0');
    answer.pause();
    await sleep(500);
    await publishArticles(opened.store, corpus('fifth').slice(0, 50), 'fifth');
    await publishArticles(opened.store, corpus('sixth').slice(0, 50), 'sixth');
    const pieces: Buffer[] = [];
    const reading = async () => {
      for await (const piece of answer) pieces.push(piece as Buffer);
    };
    await expect(reading()).rejects.toThrow('aborted');
    const all = Buffer.concat(pieces).toString().trimEnd().split('\n');
    expect(JSON.parse(all.at(-1) ?? '')).toMatchObject({ type: 'urn:broadsheet:problem:build-gone' });
    expect(new Set(lines(all.slice(0, -1).join('\n')).map(({ source }) => source))).toEqual(
      new Set(['fourth']),
    );
  }, 120_000);
});
