/** The doors of a running installation, as an attacker on the machine or on the network finds them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADMIN_KEY = 'an-operator-key-that-is-secret-42';
const index = uniqueName(import.meta.url);

describe('an installation that runs', () => {
  let shop: Workshop;
  let server: { child: ChildProcess; url: string; said: () => string; ended: Promise<number | null> };

  async function start() {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'server/main.ts'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...shop.env,
        MEILI_BIN: inject('engineBinary'),
        PORT: '0',
        ADMIN_KEY,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      const hear = (text: string) => {
        said += text;
        const at = /ready at (\S+)/.exec(said)?.[1];
        if (at) resolve(at);
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
      ended.then(() => reject(new Error(`it ended before it was ready: ${said}`)));
    });
    return { child, url, said: () => said, ended };
  }
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...init.headers },
    });
  const handIn = (page: unknown) =>
    ask('/api/articles', {
      method: 'POST',
      body: JSON.stringify(page),
      headers: { 'content-type': 'application/json' },
    });
  /** Resolves when no run is under way and none is due. */
  async function idle(): Promise<void> {
    for (;;) {
      const { run, pending } = (await (await ask('/api/reindex')).json()) as {
        run: unknown;
        pending: boolean;
      };
      if (run === null && !pending) return;
      await sleep(100);
    }
  }

  beforeAll(async () => {
    shop = await workshop(index);
    await shop.write({ 'a.txt': newsPage('First', 'Marlow') });
    server = await start();
  });
  afterAll(async () => {
    server.child.kill('SIGTERM');
    await server.ended;
    await shop.clear();
  });

  /** What every user of the machine can read of every process, and who could read what it was started with. */
  const processes = () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
          return [{ pid, command: read('cmdline'), environment: read('environ') }];
        } catch (cause) {
          if (cause instanceof Error && 'code' in cause) return []; // gone meanwhile
          throw cause;
        }
      });

  it('shows no key in the list of processes, the log, a page, a file or an answer', async () => {
    const masterKey = readFileSync(join(shop.env.DATA_DIR, 'master.key'), 'utf8').trim();
    expect(masterKey.length).toBeGreaterThan(16);
    expect((await ask('/api/reindex', { method: 'POST' })).status).toBe(202);
    let ours = processes().filter(({ environment }) => environment.includes(shop.env.DATA_DIR));
    while (!ours.some(({ command }) => command.includes('indexer/main')))
      ours = processes().filter(({ environment }) => environment.includes(shop.env.DATA_DIR));
    for (const { command } of processes())
      for (const key of [ADMIN_KEY, masterKey]) expect(command.includes(key)).toBe(false);
    const indexers = ours.filter(({ command }) => command.includes('indexer/main'));
    for (const { environment } of indexers) expect(environment.includes(ADMIN_KEY)).toBe(false);

    const answers = [];
    for (const path of [
      '/',
      '/api',
      '/api/openapi.json',
      '/metrics',
      '/readyz',
      '/healthz',
      '/build',
      '/help',
      '/articles/x',
      '/api/reindex',
      `/api/${ADMIN_KEY}`,
      `/${masterKey}`,
      `/api/search?q=${ADMIN_KEY}`,
      `/?sort=${masterKey}`,
    ])
      answers.push({ path, answer: await ask(path) });
    for (const { path, answer } of answers) {
      // What was asked may be told back to who asked; what was not asked is told nobody.
      const text = `${[...answer.headers].join()}${await answer.text()}`;
      for (const key of [ADMIN_KEY, masterKey])
        if (!path.includes(key)) expect([path, text.includes(key)]).toEqual([path, false]);
    }
    expect(server.said()).toContain('the operator asks');
    expect(server.said()).not.toContain(ADMIN_KEY);
  });

  it('ends in order while a reindex runs, and reads what was handed in at its next start', async () => {
    await idle();
    expect((await handIn({ content: newsPage('Handed in late', 'Sark') })).status).toBe(202);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(processes().filter(({ environment }) => environment.includes(shop.env.DATA_DIR))).toEqual([]);
    server = await start();
    await idle();
    const found = (await (await ask('/api/search?q=Sark')).json()) as { total: number };
    expect(found.total).toBe(1);
  });
});

describe('what is searched with', () => {
  let proxy: FaultProxy;
  let opened: TestApp;
  beforeAll(async () => {
    proxy = await startProxy(inject('engineUrl'));
    const config = testConfig({ index: `${index}-searched` }, { MEILI_URL: proxy.url });
    opened = await openTestApp(config, [article({ id: 'one', title: 'Ferry', person: ['Elin Marsh'] })]);
  });
  afterAll(async () => {
    await opened.store.close();
    await proxy.close();
  });

  it('reads and never writes, on any route', async () => {
    const from = proxy.requests.length;
    for (const path of [
      '/',
      '/?q=ferry',
      '/articles/one',
      '/articles/one/compare/one',
      '/facets/person?find=e',
      '/build',
      '/api/search?q=ferry&person=Elin+Marsh',
      '/api/search?q=nosuch+words',
      '/api/articles/one',
      '/api/articles/one/explain?q=ferry',
      '/api/facets/person?q=e',
      '/api/build',
      '/api/export.csv',
      '/api/export.json',
      '/api/export.jsonl',
      '/api/feed.atom',
      '/api/feed.json',
      '/readyz',
      '/metrics',
    ])
      await request(opened.app).get(path);
    const master = `Bearer ${inject('engineKey')}`;
    const asked = proxy.requests.slice(from);
    expect(asked.length).toBeGreaterThan(20);
    for (const { method, path, headers } of asked) {
      const reads = method === 'POST' && /^\/(multi-search|indexes\/[\w-]+\/facet-search)$/.test(path);
      const findsKey = method === 'GET' && /^\/keys\/[\w-]+$/.test(path);
      const makesKey = method === 'POST' && path === '/keys';
      expect([method, path, reads || findsKey || makesKey]).toEqual([method, path, true]);
      if (reads) expect([path, headers.authorization === master]).toEqual([path, false]);
    }
  });

  it.each([
    ['GET', '/indexes', undefined],
    ['GET', '/keys', undefined],
    ['GET', '/tasks', undefined],
    ['GET', '/stats', undefined],
    ['GET', '/indexes/NAME/documents', undefined],
    ['GET', '/indexes/NAME/settings', undefined],
    ['POST', '/indexes/NAME/documents', [{ id: 'evil' }]],
    ['PUT', '/indexes/NAME/documents', [{ id: 'evil' }]],
    ['DELETE', '/indexes/NAME/documents', undefined],
    ['POST', '/indexes/NAME/documents/delete-batch', ['one']],
    ['PATCH', '/indexes/NAME/settings', { searchableAttributes: ['id'] }],
    ['DELETE', '/indexes/NAME', undefined],
    ['POST', '/indexes', { uid: 'evil' }],
    ['POST', '/swap-indexes', [{ indexes: ['NAME', 'NAME_previous'] }]],
    ['POST', '/keys', { actions: ['*'], indexes: ['*'], expiresAt: null }],
    ['POST', '/dumps', undefined],
    ['POST', '/snapshots', undefined],
    ['DELETE', '/tasks?statuses=succeeded', undefined],
    ['PATCH', '/experimental-features', { metrics: true }],
    ['POST', '/indexes/OTHER/search', { q: '' }],
  ])('with its key %s %s is refused by the engine', async (method, path, body) => {
    const search = proxy.requests.findLast((one) => one.path === '/multi-search');
    const name = `${index}-searched`;
    const answer = await fetch(
      `${inject('engineUrl')}${path.replaceAll('NAME', name).replace('OTHER', index)}`,
      {
        method,
        headers: {
          authorization: String(search?.headers.authorization),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body).replaceAll('NAME', name) }),
      },
    );
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      403,
      'invalid_api_key',
    ]);
  });
});
