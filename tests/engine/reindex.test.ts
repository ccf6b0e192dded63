/** The run itself against a real engine: what becomes live, what is refused, what is left alone. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../config/schema.ts';
import type { SearchAnswer, Store } from '../../engine/port.ts';
import { readSummary } from '../../engine/summary.ts';
import { idOf } from '../../indexer/read/id.ts';
import { type RunOptions, type RunResult, reindex } from '../../indexer/reindex.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, testConfig, uniqueName } from '../support/engine.ts';

let shop: Workshop;
let config: Config;
let store: Store;
let said: string[];

beforeEach(async (context) => {
  const index = uniqueName(import.meta.url, context.task.name);
  shop = await workshop(index);
  config = testConfig({ index }, shop.env);
  store = await openTestStore(config);
  said = [];
});
afterEach(async () => {
  await store.close();
  await shop.clear();
});

const run = (options: Partial<RunOptions> = {}, more: { dry?: boolean; signal?: AbortSignal } = {}) =>
  reindex(
    { paths: [shop.pages], incremental: false, maxDrop: 20, limit: Number.POSITIVE_INFINITY, ...options },
    {
      config,
      store: more.dry ? null : store,
      progress: {
        show: () => undefined,
        note: () => undefined,
        say: (line) => void said.push(line),
        clear: () => undefined,
      },
      signal: more.signal ?? new AbortController().signal,
    },
  );

const search = (q = '', story?: string, more: { collapse?: boolean } = {}): Promise<SearchAnswer> =>
  store.reader.search({
    q,
    filters: { facets: {}, ...(story !== undefined && { story: [story] }) },
    sort: 'relevance',
    page: 1,
    limit: 100,
    collapse: more.collapse ?? false,
    exact: false,
    facets: [],
  });
const paths = async (q = '') => (await search(q)).hits.map((hit) => hit.path).sort();
const stable = ({ report }: RunResult) => {
  const { timings, peakMemoryBytes, build, filesReused, ...rest } = report;
  return rest;
};

/** A text of its own: the pages of `newsPage` share their sentences. */
const OTHER = `Orchard owners count their losses
Late frost has destroyed most of the cherry blossom along the upper valley, growers reported at the weekend.
Insurance will cover a third of the damage, according to the farmers' union, which called for heaters and nets.
Last year the same orchards had given the largest harvest since records began in the nineteen-fifties.
`;

const record = (url: string, topic: string) =>
  JSON.stringify({ url, title: `News from ${topic}`, text: newsPage(topic, topic) });

describe('a run', () => {
  it('makes every page searchable that can be read, and lists the others with path, line and reason', async () => {
    await shop.write({
      'a/pier.txt': newsPage('Pier to be rebuilt', 'Marlow'),
      'a/empty.txt': '',
      'b/photo.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
      'b/records.jsonl': [
        record('https://gull.example/one', 'Barrow'),
        '{"url": broken',
        record('https://gull.example/two', 'Tarn'),
      ].join('\n'),
      'b/mill.html': `<html><head><title>Mill</title></head><body><article>${newsPage('Mill', 'Ludd')
        .split('\n')
        .map((line) => `<p>${line}</p>`)
        .join('')}</article></body></html>`,
    });
    const { outcome, report } = await run();
    expect(outcome).toBe('published');
    expect(report).toMatchObject({ articles: 4, files: 5 });
    expect(report.refused).toEqual([
      { path: 'pages/a/empty.txt', line: null, reason: expect.stringMatching(/empty/) },
      { path: 'pages/b/photo.jpg', line: null, reason: expect.stringMatching(/jpe?g|image/i) },
      { path: expect.stringMatching(/^pages\/b\/records\.jsonl/), line: 2, reason: expect.any(String) },
    ]);
    const found = await search();
    expect(found.total).toBe(4);
    expect(found.build).toMatchObject({ id: report.build, rules: config.rules, articles: 4 });
    expect((await store.reader.storedBuild())?.summary).toMatchObject({
      articles: 4,
      refused: 3,
      languages: { top: [{ value: 'en', count: 4 }] },
    });
    expect(await paths('Marlow')).toEqual(['pages/a/pier.txt']);
  });

  it('says what differs from the build before, as long as that is known', async () => {
    const summary = async () => readSummary((await store.reader.storedBuild())?.summary ?? {});
    await shop.write({ 'a.txt': newsPage('Pier', 'Marlow'), 'b.txt': OTHER, 'bad.txt': '' });
    const first = (await run()).report;
    expect((await summary()).before).toBeNull();
    await shop.write({ 'b.txt': OTHER.replace('third', 'quarter'), 'c.txt': newsPage('Mill', 'Ludd') });
    await shop.remove('bad.txt');
    await run();
    expect(await summary()).toMatchObject({
      articles: 3,
      refused: 0,
      before: {
        build: first.build,
        rules: config.rules,
        articles: 2,
        refused: 1,
        added: 1,
        changed: 1,
        gone: 0,
      },
    });
    await shop.remove('a.txt');
    await run({ incremental: true, maxDrop: 50 });
    expect((await summary()).before).toMatchObject({ articles: 3, added: 0, changed: 0, gone: 1 });
    await run({ limit: 1, maxDrop: 100 });
    await run();
    expect((await summary()).before).toMatchObject({ articles: 1, added: null, changed: null, gone: null });
  });

  it('groups copies as one story, with its size on each of them', async () => {
    const text = newsPage('Ferry strike ends', 'Selby');
    await shop.write({ 'one.txt': text, 'two.txt': `${text}\n`, 'other.txt': OTHER });
    const { report } = await run();
    expect(report).toMatchObject({ articles: 3, stories: 2, articlesInSharedStories: 2 });
    const hits = (await search('Selby')).hits;
    expect(hits.map((hit) => hit.storySize)).toEqual([2, 2]);
    expect(new Set(hits.map((hit) => hit.storyId)).size).toBe(1);
  });

  it('shows a story by its whole, earliest, longest page, whatever the names of the files', async () => {
    const text = newsPage('Ferry strike ends', 'Selby');
    const meta = (published: string) => JSON.stringify({ published });
    await shop.write({
      'a-late.txt': text,
      'a-late.txt.meta.json': meta('2024-03-07'),
      'b-cut.txt': `${text.split('\n').slice(0, 3).join('\n')}\nYou have read 40 % of this article. Subscribe to read the rest.\n`,
      'b-cut.txt.meta.json': meta('2024-03-01'),
      'c-early.txt': text,
      'c-early.txt.meta.json': meta('2024-03-05'),
      'd-early-and-long.txt': `${text}The council of Selby will also hear from the owners of the ferry on the last Friday of the month.\n`,
      'd-early-and-long.txt.meta.json': meta('2024-03-05'),
    });
    await run();
    const collapsed = (await search('Selby', undefined, { collapse: true })).hits;
    expect(collapsed.map((hit) => hit.path)).toEqual(['pages/d-early-and-long.txt']);
    const members = await store.reader.story(collapsed[0]?.storyId ?? '', 10);
    expect(members.map((member) => member.path.replace('pages/', ''))).toEqual([
      'd-early-and-long.txt',
      'c-early.txt',
      'a-late.txt',
      'b-cut.txt',
    ]);
    expect(members.map((member) => member.storyRelation)).toEqual(['copy', 'copy', 'copy', 'excerpt']);
  });

  it('calls a story as before when copies are added, in whole and in incremental runs', async () => {
    const text = newsPage('Ferry strike ends', 'Selby');
    const names = async () => {
      const { hits } = await search();
      return new Map(hits.map((hit) => [hit.path, hit.storyId]));
    };
    await shop.write({ 'seed.txt': text, 'other.txt': OTHER });
    await run();
    const before = await names();
    for (let i = 0; i < 4; i++) {
      await shop.write(
        Object.fromEntries([`copy-${i}`, `twin-${i}`].map((name) => [`${name}.txt`, `${text}\n${name}\n`])),
      );
      await run({ incremental: i % 2 === 0 });
      const now = await names();
      expect(now.size).toBe(4 + 2 * i);
      for (const [path, name] of now) expect(name).toBe(before.get(path) ?? before.get('pages/seed.txt'));
    }
  });

  it('calls a story as before though the run before was killed between its swap and its end', async () => {
    const text = newsPage('Ferry strike ends', 'Selby');
    const files = ['a.txt', 'b.txt', 'c.txt', 'd.txt'].sort((a, b) =>
      idOf(undefined, `pages/${a}`) < idOf(undefined, `pages/${b}`) ? 1 : -1,
    );
    const names = async () => new Set((await search()).hits.map((hit) => hit.storyId));
    for (const name of files.slice(0, 2)) await shop.write({ [name]: text });
    await run();
    const before = await names();
    expect(before.size).toBe(1);
    // Of copies that tell no date the one with the smallest id would give the story its name.
    await shop.write({ [files[2] ?? '']: text });
    const { begin } = store.writer;
    store.writer.begin = async (now) => {
      const staging = await begin(now);
      const publish = staging.publish.bind(staging);
      staging.publish = async (build) => {
        await publish(build);
        throw new Error('killed');
      };
      return staging;
    };
    await expect(run()).rejects.toThrow('killed');
    store.writer.begin = begin;
    expect((await search()).total).toBe(3);
    await shop.write({ [files[3] ?? '']: text });
    await run();
    expect((await search()).total).toBe(4);
    expect(await names()).toEqual(before);
  });

  it('says that its build is live where that is so, and what could not be kept of it', async () => {
    await shop.write({ 'a.txt': newsPage('a', 'Towna'), 'b.txt': OTHER });
    const notes = join(config.env.DATA_DIR, 'last-run.json');
    await mkdir(join(notes, 'in-the-way'), { recursive: true });
    const { outcome, report } = await run();
    expect(outcome).toBe('published');
    expect((await search()).build.id).toBe(report.build);
    expect(said.filter((line) => line.includes(`the build ${report.build} is live, but`))).toHaveLength(1);
    await rm(notes, { recursive: true });
    await shop.write({ 'f.txt': newsPage('f', 'Townf') });
    expect((await run({ incremental: true })).report).toMatchObject({ articles: 3 });
    expect((await run({ incremental: true })).outcome).toBe('nothing changed');
  });

  it('keeps the first of two pages with one address and lists the other', async () => {
    const url = 'https://gull.example/pier';
    await shop.write({
      'a.jsonl': record(url, 'Marlow'),
      'b.jsonl': record(`${url}?utm_source=feed`, 'Marlow'),
    });
    const { report } = await run();
    expect(report).toMatchObject({ articles: 1, pages: 2 });
    expect(report.duplicates).toEqual([
      {
        id: expect.any(String),
        path: expect.stringContaining('b.jsonl'),
        first: expect.stringContaining('a.jsonl'),
      },
    ]);
    expect(await paths()).toEqual([expect.stringContaining('a.jsonl')]);
  });

  it('gives the same report for the same files, but for times', async () => {
    await shop.write({ 'a.txt': newsPage('Pier', 'Marlow'), 'b.txt': newsPage('Mill', 'Ludd') });
    expect(stable(await run())).toEqual(stable(await run()));
  });

  it('with a limit stops after that many pages', async () => {
    await shop.write(
      Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.txt`, newsPage(name, `Town${name}`)])),
    );
    expect((await run({ limit: 2 })).report.articles).toBe(2);
    expect(await paths()).toEqual(['pages/a.txt', 'pages/b.txt']);
  });

  it('with a limit reads no page more where a run before had judged some', async () => {
    const pages = Array.from({ length: 8 }, (_, i) => record(`https://gull.example/${i}`, `Tarn${i}`));
    await shop.write({ 'a.jsonl': pages.join('\n'), 'b.txt': OTHER });
    const { begin } = store.writer;
    store.writer.begin = async (now) => {
      const staging = await begin(now);
      staging.publish = () => Promise.reject(new Error('stopped'));
      return staging;
    };
    await expect(run()).rejects.toThrow('stopped');
    store.writer.begin = begin;
    expect((await run({ limit: 3 })).report).toMatchObject({ pages: 3, articles: 3 });
    expect((await search()).total).toBe(3);
  });

  it('sends small payloads one after the other and loses none', async () => {
    await shop.write(
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.txt`, newsPage(`${i}`, `Town${i}`)])),
    );
    config = { ...config, index: { ...config.index, payloadBytes: 5_000 } };
    expect((await run()).report.articles).toBe(30);
    expect((await search()).total).toBe(30);
  });
});

describe('what protects the live index', () => {
  const five = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.txt`, newsPage(name, `Town${name}`)]),
  );

  it('refuses a build that lost too much, and lets it pass when told', async () => {
    await shop.write(five);
    const first = await run();
    for (const name of ['c', 'd', 'e']) await shop.remove(`${name}.txt`);
    const refused = await run();
    expect(refused).toMatchObject({ outcome: 'guard refused', refusal: { name: 'GuardRefused' } });
    expect(refused.refusal?.message).toMatch(/2 articles, 60\.0 % fewer than the 5 .* --max-drop 60/);
    expect(await search()).toMatchObject({ total: 5, build: { id: first.report.build } });
    expect((await run({ maxDrop: 60 })).outcome).toBe('published');
    expect((await search()).total).toBe(2);
  });

  it('refuses input without any article, with and without a live index', async () => {
    await shop.write({ 'empty.txt': ' \n' });
    expect((await run()).refusal?.name).toBe('NothingToIndex');
    expect(await store.reader.build()).toBeNull();
    await shop.write(five);
    await run();
    for (const name of Object.keys(five)) await shop.remove(name);
    expect((await run({ maxDrop: 100 })).refusal?.name).toBe('GuardRefused');
    expect((await search()).total).toBe(5);
  });

  it('a dry run reports the same as a real one and touches no index', async () => {
    await shop.write({ ...five, 'empty.txt': '' });
    const dry = await run({}, { dry: true });
    expect(dry.outcome).toBe('dry run');
    expect(await store.reader.build()).toBeNull();
    expect(stable(dry)).toEqual({ ...stable(await run()), outcome: 'dry run' });
  });

  it('an abort at any of its steps leaves the live build or publishes the new one, never a mix', async () => {
    await shop.write(five);
    const before = (await run()).report.build;
    await shop.write({ 'f.txt': newsPage('f', 'Townf') });
    for (let steps = 1; ; steps++) {
      const stop = new AbortController();
      // Counts the looks at the signal: aborting at the n-th lands in another phase for every n.
      let looks = 0;
      const signal = new Proxy(stop.signal, {
        get(target, key) {
          if (key === 'throwIfAborted' && ++looks === steps) stop.abort(new Error('stop here'));
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const ended = await run({}, { signal }).catch((error: Error) => error.message);
      const { total, build } = await search();
      if (ended !== 'stop here') {
        expect(looks).toBeLessThan(steps);
        expect(total).toBe(6);
        break;
      }
      expect({ total, build: build.id }).toEqual({ total: 5, build: before });
      if (steps > 50) throw new Error('the run never ended');
    }
  });

  it('can be rolled back, and an incremental run afterwards compares with what is live again', async () => {
    await shop.write(five);
    const first = (await run()).report.build;
    await shop.write({ 'f.txt': newsPage('f', 'Townf') });
    await run();
    expect((await search()).total).toBe(6);
    expect((await store.writer.rollback()).id).toBe(first);
    expect((await search()).total).toBe(5);
    expect((await run({ incremental: true })).report).toMatchObject({
      filesReused: 5,
      files: 6,
      articles: 6,
    });
    expect((await search()).total).toBe(6);
  });
});

describe('an incremental run', () => {
  const pages = {
    'a.txt': newsPage('Pier', 'Marlow'),
    'b.txt': newsPage('Mill', 'Ludd'),
    'bad.txt': '',
    'c.jsonl': [record('https://gull.example/one', 'Barrow'), '{"broken'].join('\n'),
  };

  it('writes nothing when nothing changed', async () => {
    await shop.write(pages);
    const { report } = await run();
    const again = await run({ incremental: true });
    expect(again.outcome).toBe('nothing changed');
    expect(again.report).toEqual({ ...report, outcome: 'nothing changed' });
    expect((await search()).build.id).toBe(report.build);
  });

  it('reads only what changed, and ends where a full run would', async () => {
    await shop.write(pages);
    await run();
    await shop.write({ 'b.txt': newsPage('Pier again', 'Marlow'), 'd.txt': newsPage('New', 'Wye') });
    await shop.remove('bad.txt');
    const incremental = await run({ incremental: true });
    expect(incremental.report).toMatchObject({ files: 4, filesReused: 2, articles: 4 });
    expect(incremental.report.refused).toHaveLength(1);
    const documents = async () =>
      (await search()).hits.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const after = await documents();
    expect(stable(incremental)).toEqual(stable(await run()));
    expect(await documents()).toEqual(after);
  });

  it('sees a sidecar that changed', async () => {
    await shop.write({ ...pages, 'a.txt.meta.json': '{"source": "The Marlow Gull"}' });
    await run();
    await shop.write({ 'a.txt.meta.json': '{"source": "The Ludd Herald"}' });
    expect((await run({ incremental: true })).report).toMatchObject({ filesReused: 3 });
    expect((await search('Marlow')).hits.map((hit) => hit.source)).toEqual(['The Ludd Herald']);
  });

  it('reads everything after the rules changed, and says so', async () => {
    await shop.write(pages);
    await run();
    config = { ...config, rules: 'other-rules' };
    expect((await run({ incremental: true })).report.filesReused).toBe(0);
    expect(said.join('\n')).toContain('every file is read');
  });

  it('compares with the live build only: a limited run in between leaves nothing to take over', async () => {
    await shop.write(pages);
    await run();
    await run({ limit: 1, maxDrop: 100 });
    expect((await run({ incremental: true })).report).toMatchObject({ filesReused: 0, articles: 3 });
  });
});
