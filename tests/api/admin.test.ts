/** The operator's addresses: who may come in, what they start, and that nothing is lost of what they take. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ingestedIn, pendingIn, runLockIn } from '../../config/places.ts';
import { tryLock } from '../../engine/lock.ts';
import { IngestBody, ReindexBody } from '../../server/admin/shapes.ts';
import { ADMIN_KEY, type AdminApp, openAdminApp } from '../support/admin.ts';
import { openTestApp } from '../support/app.ts';
import { run } from '../support/cli.ts';
import { newsPage } from '../support/corpus.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const index = uniqueName(import.meta.url);
let opened: AdminApp;

beforeAll(async () => {
  opened = await openAdminApp(index);
  await opened.shop.write({ 'a.txt': newsPage('Scraped', 'Marlow') });
  const { config, shop } = opened;
  const env = {
    ...shop.env,
    MEILI_URL: String(config.env.MEILI_URL),
    MEILI_MASTER_KEY: String(config.env.MEILI_MASTER_KEY),
  };
  expect((await run(['reindex', '--quiet'], env)).code).toBe(0);
});
afterAll(() => opened.close());

const bearer = { authorization: `Bearer ${ADMIN_KEY}` };
const post = (path: string) => request(opened.app).post(path).set(bearer);
const state = async () =>
  ReindexBody.parse((await request(opened.app).get('/api/reindex').set(bearer).expect(200)).body);
const handIn = (body: unknown) => post('/api/articles').send(body as object);
const page = (title: string, topic: string) => ({
  id: title,
  content: newsPage(title, topic),
  url: `https://post.example/${topic}`,
});
const found = async (q: string): Promise<string[]> => {
  const { body } = await request(opened.app).get(`/api/search?q=${q}`).expect(200);
  return body.hits.map(({ title }: { title: string }) => title);
};

describe('without ADMIN_KEY', () => {
  it.each(['post', 'get', 'put'] as const)('%s finds nothing there', async (method) => {
    const without = await openTestApp(testConfig({ index }, { ADMIN_KEY: undefined }));
    for (const path of ['/api/reindex', '/api/articles']) {
      const answer = await request(without.app)[method](path).set(bearer);
      expect([path, answer.status, answer.body.type]).toEqual([
        path,
        404,
        'urn:broadsheet:problem:not-found',
      ]);
    }
    await without.store.close();
  });
});

describe('the door', () => {
  // Apart from the others, since wrong keys are counted.
  let apart: AdminApp;
  beforeAll(async () => {
    apart = await openAdminApp(`${index}-door`);
  });
  afterAll(() => apart.close());

  it.each([
    ['no key', undefined],
    ['an empty one', 'Bearer '],
    ['another one', 'Bearer the-key-of-somebody-else'],
    ['its beginning', `Bearer ${ADMIN_KEY.slice(0, -1)}`],
    ['more than it', `Bearer ${ADMIN_KEY}x`],
    ['it in capitals', `Bearer ${ADMIN_KEY.toUpperCase()}`],
    ['it in another scheme', `Basic ${Buffer.from(`admin:${ADMIN_KEY}`).toString('base64')}`],
    ['it twice', `Bearer ${ADMIN_KEY} ${ADMIN_KEY}`],
  ])('stays shut for %s', async (_name, authorization) => {
    const asked = request(apart.app).post('/api/reindex').send('');
    const answer = await (authorization === undefined ? asked : asked.set({ authorization }));
    expect(answer.status).toBe(401);
    expect(answer.body.type).toBe('urn:broadsheet:problem:key-needed');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).not.toContain('the-key-of');
    expect(apart.reindexing.state.state).toBe('idle');
  });

  it('is not opened by a key in the address, and the log tells of the attempt without it', async () => {
    const answer = await request(apart.app).post(`/api/reindex?key=${ADMIN_KEY}`).expect(401);
    expect(answer.text).not.toContain(ADMIN_KEY);
    await request(apart.app).get(`/api/${ADMIN_KEY}`).expect(404);
    const log = apart.log.join('');
    expect(log).toMatch(/an address of the operator was asked without a key/);
    expect(log).toMatch(/"client":"(::ffff:)?127\.0\.0\.1"/);
    expect(log).toContain('/api/(hidden)');
    expect(log).not.toContain(ADMIN_KEY);
  });

  it('is slow to those who try keys, and not to the operator', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++)
      statuses.push(
        (await request(apart.app).get('/api/reindex').set('authorization', `Bearer ${i}`)).status,
      );
    expect(statuses.at(-1)).toBe(429);
    const fresh = await openAdminApp(`${index}-fresh`);
    for (let i = 0; i < 20; i++) await request(fresh.app).get('/api/reindex').set(bearer).expect(200);
    let last = 200;
    for (let i = 0; i < 110 && last === 200; i++)
      last = (await request(fresh.app).get('/api/reindex').set(bearer)).status;
    expect(last).toBe(429);
    await fresh.close();
  });

  it('is no way in for pages of other origins', async () => {
    const open = await openAdminApp(`${index}-cors`, { corsOrigins: ['*'] });
    const { headers } = await request(open.app).options('/api/reindex').set({
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-headers'] ?? '').not.toMatch(/authorization/i);
    expect(headers['access-control-allow-methods'] ?? '').not.toMatch(/POST/);
    await open.close();
  });
});

describe('POST /api/reindex', () => {
  it('starts a run of the files of the last one, tells how far it is, and refuses a second', async () => {
    await opened.shop.write({ 'b.txt': newsPage('Written since', 'Bray') });
    const answer = await post('/api/reindex').expect(202);
    expect(answer.headers.location).toBe('/api/reindex');
    const begun = ReindexBody.parse(answer.body);
    expect(begun).toMatchObject({ state: 'running', run: { mode: 'full', cause: 'asked' }, elsewhere: null });
    const second = await post('/api/reindex?incremental=1').expect(409);
    expect(second.body.detail).toContain(begun.run?.id);
    expect((await request(opened.app).get('/metrics')).text).toMatch(/^broadsheet_engine_up 1$/m);
    await opened.idle();
    const { last, run: none } = await state();
    expect(none).toBeNull();
    expect(last).toMatchObject({ id: begun.run?.id, outcome: 'published', articles: 2 });
    expect(await found('Bray')).toEqual(['Written since']);
    const { body } = await request(opened.app).get('/api/build');
    expect(body.build.id).toBe(last?.build);
    const { text } = await request(opened.app).get('/metrics');
    expect(text).toContain('broadsheet_reindex_runs_total{mode="full",outcome="published"} 1');
    expect(text).toMatch(/^broadsheet_build_articles 2$/m);
    expect(text).toContain(`broadsheet_build_info{build="${last?.build}"`);
  });

  it('refuses while somebody runs one by hand, and says whose', async () => {
    const lock = tryLock(runLockIn(opened.shop.env.DATA_DIR));
    if (!('release' in lock)) throw new Error('the lock is held');
    const answer = await post('/api/reindex').expect(409);
    expect(answer.body.detail).toContain(`process ${process.pid}`);
    expect(await state()).toMatchObject({ state: 'running', run: null, elsewhere: { pid: process.pid } });
    expect((await request(opened.app).get('/metrics')).text).toMatch(/^broadsheet_reindex_running 1$/m);
    lock.release();
    expect(await state()).toMatchObject({ state: 'idle', elsewhere: null });
  });

  it('says what a run that came to nothing said', async () => {
    const file = join(opened.shop.env.DATA_DIR, 'last-run.json');
    await writeFile(file, JSON.stringify({ paths: [join(opened.shop.dir, 'nosuch')] }));
    await post('/api/reindex').expect(202);
    await opened.idle();
    const { last } = await state();
    expect(last).toMatchObject({ outcome: 'failed', build: null });
    expect(last?.words.join(' ')).toContain('nosuch');
    await writeFile(file, JSON.stringify({ paths: [opened.shop.pages] }));
  });

  it.each([
    ['incremental=2', 400],
    ['incremental=1&incremental=1', 400],
    ['paths=/etc', 400],
    ['__proto__=1', 400],
  ])('?%s is %i', async (query, status) => {
    await post(`/api/reindex?${query}`).expect(status);
    expect(opened.reindexing.state.run).toBeNull();
  });
});

describe('POST /api/articles', () => {
  it('takes one page, says which article it will be, and indexes it at once', async () => {
    const answer = await handIn(page('Handed in', 'Ludd')).expect(202);
    const body = IngestBody.parse(answer.body);
    expect(body).toMatchObject({ accepted: 1, refused: 0, reindex: '/api/reindex' });
    expect(body.articles).toMatchObject([
      { line: 1, given: 'Handed in', status: 'accepted', replaced: false },
    ]);
    expect(await state()).toMatchObject({
      state: 'running',
      run: { mode: 'incremental', cause: 'ingested' },
    });
    await opened.idle();
    expect(existsSync(pendingIn(opened.shop.env.DATA_DIR))).toBe(false);
    const article = await request(opened.app).get(`/api/articles/${body.articles[0]?.id}`).expect(200);
    expect(article.body.title).toBe('Handed in');
  });

  it('takes many, answers each, and a full rebuild keeps them', async () => {
    const lines = [page('Line one', 'Ottery'), { content: '' }, page('Line three', 'Penn')].map((one) =>
      JSON.stringify(one),
    );
    const answer = await post('/api/articles')
      .set('content-type', 'application/x-ndjson')
      .set('content-encoding', 'gzip')
      .serialize((bytes: unknown) => bytes as string)
      .send(gzipSync(`${lines.join('\n')}\nno json\n`) as unknown as string)
      .expect(202);
    expect(answer.body).toMatchObject({ accepted: 2, refused: 2 });
    expect(answer.body.articles.map(({ status }: { status: string }) => status)).toEqual([
      'accepted',
      'refused',
      'accepted',
      'refused',
    ]);
    const list = await handIn([page('In a list', 'Quorn'), 7]).expect(202);
    expect(list.body).toMatchObject({ accepted: 1, refused: 1 });
    await opened.idle();
    await post('/api/reindex').expect(202);
    await opened.idle();
    for (const [topic, title] of [
      ['Ottery', 'Line one'],
      ['Penn', 'Line three'],
      ['Quorn', 'In a list'],
      ['Ludd', 'Handed in'],
    ])
      expect(await found(String(topic))).toEqual([title]);
  });

  it('takes a file that begins with a byte order mark, as those of Windows do', async () => {
    const marked = (...pages: unknown[]) => pages.map((one) => `\ufeff${JSON.stringify(one)}`).join('\n');
    for (const [type, body, accepted] of [
      ['application/json', marked(page('Marked', 'Selby')), 1],
      ['application/x-ndjson', marked(page('Marked', 'Selby'), page('Marked again', 'Thorne')), 2],
    ] as const)
      expect(
        (await post('/api/articles').set('content-type', type).send(body).expect(202)).body,
      ).toMatchObject({
        accepted,
        refused: 0,
      });
    await opened.idle();
  });

  it('waits for a run by hand to end before it indexes', async () => {
    const lock = tryLock(runLockIn(opened.shop.env.DATA_DIR));
    await handIn(page('Meanwhile', 'Rye')).expect(202);
    expect(await state()).toMatchObject({ run: null, pending: true });
    if ('release' in lock) lock.release();
    opened.reindexing.readPending();
    await opened.idle();
    expect(await found('Rye')).toEqual(['Meanwhile']);
  });

  it('are taken in where the lock of runs cannot be read, and wait until it was deleted', async () => {
    const lock = runLockIn(opened.shop.env.DATA_DIR);
    // As a machine that lost its power leaves it.
    await writeFile(lock, '');
    await handIn(page('In the dark', 'Orford')).expect(202);
    expect(opened.log.join('')).toContain(`${lock} is not a lock file of ours: delete it`);
    await rm(lock);
    opened.reindexing.readPending();
    await opened.idle();
    expect(await found('Orford')).toEqual(['In the dark']);
  });

  it('of which none is accepted is 422 with the reasons', async () => {
    const answer = await handIn([{ content: 'words', url: 'javascript:alert(1)' }, {}]).expect(422);
    expect(answer.body.type).toBe('urn:broadsheet:problem:nothing-accepted');
    expect(answer.body.articles.map(({ reason }: { reason: string }) => reason)).toEqual([
      expect.stringContaining('url is'),
      expect.stringContaining('content'),
    ]);
    expect((await state()).run).toBeNull();
  });

  it.each([
    ['no type', undefined, '{}', 415, 'unsupported-type'],
    ['a form', 'application/x-www-form-urlencoded', 'content=a', 415, 'unsupported-type'],
    ['half a JSON', 'application/json', '{"content": "a', 400, 'bad-body'],
    ['nothing', 'application/json', '', 400, 'bad-body'],
    ['blanks', 'application/x-ndjson', ' \n\n', 400, 'bad-body'],
    ['an empty list', 'application/json', '[]', 400, 'bad-body'],
    ['no UTF-8', 'application/json', Buffer.from([0x22, 0xff, 0x22]), 400, 'bad-body'],
    [
      'as many as may be, and an end of the last line',
      'application/x-ndjson',
      '{}\n\n'.repeat(10_000),
      422,
      'nothing-accepted',
    ],
    ['too many lines', 'application/x-ndjson', '{}\n'.repeat(10_001), 413, 'body-too-large'],
    ['too much', 'application/json', Buffer.alloc(64_000_001, 0x20), 413, 'body-too-large'],
  ])('a body of %s is %s', async (_name, type, body, status, problem) => {
    const asked = post('/api/articles').serialize((bytes: unknown) => bytes as string);
    const answer = await (type === undefined ? asked : asked.set('content-type', type)).send(body as string);
    expect([answer.status, answer.body.type]).toEqual([status, `urn:broadsheet:problem:${problem}`]);
  });

  it('unpacks no bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));
    const answer = await post('/api/articles')
      .set('content-type', 'application/json')
      .set('content-encoding', 'gzip')
      .serialize((bytes: unknown) => bytes as string)
      .send(bomb as unknown as string);
    expect(answer.status).toBe(413);
  });

  it('says that pages could not be kept where the disk does not take them, and the log says why', async () => {
    const full = await openAdminApp(`${index}-full`);
    await mkdir(full.shop.env.DATA_DIR, { recursive: true });
    await writeFile(ingestedIn(full.shop.env.DATA_DIR), 'a file in the place of the folder');
    const answer = await request(full.app).post('/api/articles').set(bearer).send(page('Nowhere', 'Bray'));
    expect([answer.status, answer.body.type]).toEqual([500, 'urn:broadsheet:problem:internal-error']);
    expect(answer.text).not.toContain(full.shop.dir);
    expect(full.log.join('')).toMatch(/the pages could not be kept: ingest ended with 1: .*EEXIST|ENOTDIR/);
    await full.close();
  });

  it('takes four bodies at once and asks the others to come again', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        handIn({ content: '', id: i }).then(({ status, headers }) => [status, headers['retry-after']]),
      ),
    );
    expect(answers.filter(([status]) => status === 422)).toHaveLength(4);
    expect(answers.filter(([status, again]) => status === 503 && again === '5')).toHaveLength(4);
  });

  it('takes nothing without the key, not even the body', async () => {
    const answer = await request(opened.app)
      .post('/api/articles')
      .set('content-type', 'application/json')
      .send('x'.repeat(50_000));
    expect(answer.status).toBe(401);
  });
});

describe('the end of the server', () => {
  it('ends a run in order: the live index stays, and what was handed in is read at the next start', async () => {
    const before = (await request(opened.app).get('/api/build')).body.build.id;
    await handIn(page('Late', 'Sark')).expect(202);
    await opened.reindexing.stop();
    const { last, state: now, pending } = opened.reindexing.state;
    expect([now, pending, last?.outcome]).toEqual(['idle', true, 'interrupted']);
    expect((await request(opened.app).get('/api/build')).body.build.id).toBe(before);
  });
});
