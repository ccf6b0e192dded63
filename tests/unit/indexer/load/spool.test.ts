import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../../../engine/article.ts';
import { Ids } from '../../../../engine/ids.ts';
import { readLine } from '../../../../engine/payload.ts';
import { toStored } from '../../../../engine/stored.ts';
import { gistOf } from '../../../../indexer/judging/gist.ts';
import { toArticle } from '../../../../indexer/load/document.ts';
import {
  type DocumentKey,
  DocumentKeys,
  keyLine,
  readKeys,
  writeHead,
} from '../../../../indexer/load/documents.ts';
import { hashFiles, pipelineVersion } from '../../../../indexer/load/hashes.ts';
import type { Report } from '../../../../indexer/load/report.ts';
import { ship } from '../../../../indexer/load/ship.ts';
import { type Amended, readSpool, type Spooled, SpoolWriter } from '../../../../indexer/load/spool.ts';
import { Spools } from '../../../../indexer/load/spools.ts';
import { Tally } from '../../../../indexer/load/tally.ts';
import { toldOf } from '../../../../indexer/load/told.ts';
import { judged } from '../../../support/drafts.ts';

/** As that of a file. */
const HASH = 'ab'.repeat(32);

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-spool-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const report: Report = new Tally().report({
  build: 'b1',
  rules: 'r',
  outcome: 'published',
  paths: [],
  timings: {},
  peakMemoryBytes: 1,
});

async function spooled(...pages: Spooled[]): Promise<string> {
  const path = join(await mkdtemp(join(dir, 'spool-')), 'spool.ndjson');
  const spool = new SpoolWriter(path);
  for (const page of pages) await spool.write(JSON.stringify(page));
  await spool.close();
  return path;
}

async function all(path: string, span?: { offset: number; bytes: number }): Promise<Spooled[]> {
  const pages: Spooled[] = [];
  for await (const { page } of readSpool(path, span)) pages.push(page);
  return pages;
}

describe('the spool', () => {
  it('gives back every page as it was, also with line separators of Unicode in its text', async () => {
    const pages = [
      { draft: judged({ id: 'a', lines: ['one\u2028two\u2029three\rfour'] }) },
      { refused: { path: 'x', line: null, reason: 'empty' } },
    ];
    expect(await all(await spooled(...pages))).toEqual(pages);
  });

  it('gives back one span of it by the positions that were told while writing', async () => {
    const path = join(dir, 'spool.ndjson');
    const spool = new SpoolWriter(path);
    await spool.write(JSON.stringify({ refused: { path: 'ä', line: null, reason: 'é' } }));
    const offset = spool.position;
    const second = { refused: { path: 'b', line: 2, reason: 'ö' } };
    await spool.write(JSON.stringify(second));
    const bytes = spool.position - offset;
    await spool.write(JSON.stringify({ refused: { path: 'c', line: null, reason: 'x' } }));
    await spool.close();
    expect(await all(path, { offset, bytes })).toEqual([second]);
    expect(await all(path, { offset, bytes: 0 })).toEqual([]);
  });

  it('fails loudly where it cannot be written', async () => {
    const spool = new SpoolWriter(join(dir, 'no-such-folder', 'spool.ndjson'));
    await expect(spool.write('{}').then(() => spool.close())).rejects.toThrow(
      /no-such-folder\/spool\.ndjson cannot be written \(ENOENT.*start again/,
    );
  });
});

describe('what is kept of a build', () => {
  async function keep(spools: Spools, build: string, version: string) {
    const spool = new SpoolWriter(await spools.create(build));
    const gists = new SpoolWriter(spools.gists(build));
    const manifest = await spools.manifestOf(build, version);
    await spool.write('{}');
    await gists.write('{"g":1}');
    await manifest.add([
      {
        path: 'p/a.txt',
        hash: HASH,
        offset: 0,
        bytes: 3,
        sum: crc32('{}\n'),
        gists: { offset: 0, bytes: 8, sum: crc32('{"g":1}\n') },
      },
    ]);
    await spool.close();
    await gists.close();
    const amended = new SpoolWriter(spools.amended(build));
    await amended.close();
    return { spool, manifest };
  }

  async function namesOf(spools: Spools, build: string) {
    const names: (readonly [id: string, storyId: string])[] = [];
    for await (const some of spools.storyNames(build)) names.push(...some);
    return names;
  }

  it('is found by its build and version once it is whole', async () => {
    const spools = new Spools(dir);
    const { manifest } = await keep(spools, 'b1', 'v1');
    expect(await spools.open('b1', 'v1')).toBeNull();
    await manifest.commit();
    await spools.keepReport('b1', report);
    const kept = await spools.open('b1', 'v1');
    expect(kept?.files.get('p/a.txt')).toMatchObject({ path: 'p/a.txt', hash: HASH, offset: 0, bytes: 3 });
    expect(kept?.report).toEqual(report);
    expect(await spools.open('b1', 'v2')).toBeNull();
    expect(await spools.open('b2', 'v1')).toBeNull();
  });

  it('is not trusted when the spool has another length than was noted', async () => {
    const spools = new Spools(dir);
    const { spool, manifest } = await keep(spools, 'b1', 'v1');
    await manifest.commit();
    await spools.keepReport('b1', report);
    const text = await readFile(spool.path, 'utf8');
    await rm(spool.path);
    const longer = new SpoolWriter(spool.path);
    await longer.write(`${text.trim()} `);
    await longer.close();
    expect(await spools.open('b1', 'v1')).toBeNull();
  });

  it('is not trusted, and stops no run, where the disk lost the end of a file', async () => {
    const spools = new Spools(dir);
    const { manifest } = await keep(spools, 'b1', 'v1');
    const amended = spools.amended('b1');
    await writeFile(amended, '{"offset":0}\n');
    await spools.keepReport('b1', report);
    await manifest.commit();
    await spools.keepStories('b1', [
      ['a', { storyId: 's1' }],
      ['b', { storyId: 's2' }],
    ]);
    for (const path of [amended, spools.report('b1')]) {
      expect(await spools.open('b1', 'v1')).not.toBeNull();
      const whole = await readFile(path);
      await truncate(path, whole.length - 1);
      expect(await spools.open('b1', 'v1')).toBeNull();
      await writeFile(path, whole);
    }
    await truncate(spools.stories('b1'), (await readFile(spools.stories('b1'))).length - 4);
    expect(await namesOf(spools, 'b1')).toEqual([['a', 's1']]);

    const documents = new SpoolWriter(spools.documents('b1'));
    await writeHead(documents, 'v1');
    await documents.append(Buffer.from(keyLine('a', { key: 'k', stripped: true })));
    await documents.close();
    expect((await readKeys(documents.path, 'v1'))?.size).toBe(1);
    await truncate(documents.path, (await readFile(documents.path)).length - 1);
    expect(await readKeys(documents.path, 'v1')).toBeNull();
  });

  it('goes where another run got further, but not what the live build calls its stories', async () => {
    const spools = new Spools(dir);
    for (const build of ['b1', 'b2', 'b3']) {
      (await keep(spools, build, build === 'b3' ? 'v1' : 'v0')).manifest.abandon();
      await spools.keepStories(build, [['a', { storyId: `of ${build}` }]]);
    }
    expect((await spools.unfinished('v1', 'b2'))?.spool).toBe(spools.spool('b3'));
    expect(await namesOf(spools, 'b1')).toEqual([]);
    expect(await namesOf(spools, 'b2')).toEqual([['a', 'of b2']]);
  });

  it('goes when other builds are to be kept, together with leftovers of dead runs', async () => {
    const spools = new Spools(dir);
    for (const build of ['b1', 'b2']) await (await keep(spools, build, 'v1')).manifest.commit();
    (await keep(spools, 'b3', 'v1')).manifest.abandon();
    expect(await spools.builds()).toEqual(['b2', 'b1']);
    await spools.keepOnly(['b2']);
    expect(await spools.builds()).toEqual(['b2']);
    await (await spools.manifestOf('b3', 'v1')).commit();
  });
});

describe('the version of rules and code', () => {
  it('changes with whatever pages are made by: rules, our code and that beside it, packages', async () => {
    for (const folder of ['indexer/read', 'config', 'engine'])
      await mkdir(join(dir, folder), { recursive: true });
    const version = (rules = 'r1') => pipelineVersion(rules, join(dir, 'indexer'));
    const seen = [await version(), await version('r2')];
    for (const name of [
      'indexer/read/id.ts',
      'config/address.ts',
      'engine/stored.ts',
      'package.json',
      'package-lock.json',
    ])
      for (const text of ['one', 'two']) {
        await writeFile(join(dir, name), text);
        seen.push(await version());
      }
    expect(new Set(seen).size).toBe(12);
    expect(await version()).toBe(seen.at(-1));
  });

  it('is told of the packages where the code was compiled too', async () => {
    await mkdir(join(dir, 'dist/indexer'), { recursive: true });
    const version = () => pipelineVersion('r1', join(dir, 'dist/indexer'));
    await writeFile(join(dir, 'package.json'), '{}');
    const before = await version();
    await writeFile(join(dir, 'package.json'), '{"dependencies":{}}');
    expect(await version()).not.toBe(before);
  });
});

describe('the hash of files', () => {
  it('changes with any of them, and when one comes or goes', async () => {
    const [page, sidecar] = [join(dir, 'a.txt'), join(dir, 'a.txt.meta.json')];
    const seen = [await hashFiles([page, sidecar])];
    for (const [path, text] of [
      [page, 'one'],
      [page, 'two'],
      [sidecar, '{}'],
      [sidecar, ''],
    ] as const) {
      await rm(path, { force: true });
      const file = new SpoolWriter(path);
      await file.write(text);
      await file.close();
      seen.push(await hashFiles([page, sidecar]));
    }
    expect(new Set(seen).size).toBe(5);
    expect(await hashFiles([page, sidecar])).toBe(seen.at(-1));
  });

  it('is told of what the system refuses to look at: a link to itself, a name that is too long', async () => {
    const loop = join(dir, 'loop');
    await symlink(loop, loop);
    const long = join(dir, `${'x'.repeat(250)}.meta.json`);
    const hashes = [await hashFiles([loop]), await hashFiles([long]), await hashFiles([join(dir, 'none')])];
    expect(new Set(hashes).size).toBe(3);
  });
});

/** What a run knows of pages without their texts. */
async function* gistsOf(pages: readonly Spooled[]) {
  for (const page of pages) {
    const json = JSON.stringify(page);
    const bytes = Buffer.byteLength(json) + 1;
    yield [
      'refused' in page
        ? { bytes, refused: page.refused }
        : gistOf(page.draft, toldOf(toArticle(page.draft), json), [], bytes),
    ];
  }
}

describe('shipping', () => {
  async function shipped(
    payloadBytes: number,
    pages: readonly Spooled[],
    amendments: readonly Amended[] = [],
    seen: Article[] = [],
    early: readonly string[] = [],
    changes: { readonly id: string }[] = [],
    held: DocumentKeys | null = null,
  ) {
    const gone: string[] = [];
    const documents = new SpoolWriter(join(await mkdtemp(join(dir, 'documents-')), 'documents'));
    await writeHead(documents, 'v1');
    const payloads: { id: string; storyId: string }[][] = [];
    const amended = new SpoolWriter(join(await mkdtemp(join(dir, 'amended-')), 'amended.ndjson'));
    for (const page of amendments) await amended.write(JSON.stringify(page));
    await amended.close();
    const tally = new Tally();
    for (const page of pages) tally.take(page);
    const ids = pages.flatMap((page) => ('draft' in page ? [page.draft.id] : []));
    const sent = await ship({
      spool: await spooled(...pages),
      gists: gistsOf(pages),
      amended: amended.path,
      stories: new Map(
        ids.map((id) => [id, { storyId: 's', size: 2, rank: 0, relation: 'copy', score: 1, shared: 1 }]),
      ),
      named: (entities) => entities,
      called: (names) => names,
      payloadBytes,
      waiting: await mkdtemp(join(dir, 'waiting-')),
      ids: new Ids(),
      sent: new Set(early),
      held,
      documents,
      to: {
        send: async (articles) => {
          const read = articles.map(
            ({ article }) => JSON.parse(Buffer.from(readLine(article)).toString()) as Article,
          );
          seen.push(...read);
          payloads.push(read.map(({ id, storyId }) => ({ id, storyId })));
        },
        change: async (articles) => {
          changes.push(
            ...articles.map(
              ({ article }) => JSON.parse(Buffer.from(readLine(article)).toString()) as { id: string },
            ),
          );
        },
        remove: async (ids, what) => void gone.push(...ids.map((id) => `${id} ${what}`)),
      },
      tally,
      progress: {
        show: () => undefined,
        note: () => undefined,
        say: () => undefined,
        clear: () => undefined,
      },
      signal: new AbortController().signal,
    });
    await documents.close();
    const [, ...lines] = (await readFile(documents.path, 'utf8')).trim().split('\n');
    const keys: Keys = lines.map((line) => {
      const [id = '', key = '', stripped] = line.split(' ');
      return [id, { key, stripped: stripped === '1' }];
    });
    return { sent, payloads, gone, keys };
  }
  type Keys = (readonly [id: string, key: DocumentKey])[];
  function heldOf(keys: Keys): DocumentKeys {
    const held = new DocumentKeys(new Ids());
    for (const [id, key] of keys) held.set(id, key);
    return held;
  }
  const refused: Spooled = { refused: { path: 'x', line: null, reason: 'empty' } };
  const pages: Spooled[] = ['a', 'b', 'c'].map((id) => ({ draft: judged({ id }) }));

  it('sends each id once, in order, with its story, and no refused page', async () => {
    const twice: Spooled = { draft: judged({ id: 'a', title: 'Another page with the same address' }) };
    expect(await shipped(1e6, [refused, ...pages, twice])).toMatchObject({
      sent: 3,
      payloads: [['a', 'b', 'c'].map((id) => ({ id, storyId: 's' }))],
    });
  });

  it('begins a new payload before one grows too large; a page that is too large travels alone', async () => {
    const size = Buffer.byteLength(JSON.stringify(toStored(toArticle(judged({ id: 'a' }))))) + 1;
    expect((await shipped(2 * size, pages)).payloads.map((payload) => payload.length)).toEqual([2, 1]);
    expect((await shipped(10, pages)).payloads.map((payload) => payload.length)).toEqual([1, 1, 1]);
  });

  it('sends a page that was cleaned again in the place of the one in the spool', async () => {
    const offset =
      Buffer.byteLength(JSON.stringify(refused)) + Buffer.byteLength(JSON.stringify(pages[0])) + 2;
    const seen: Article[] = [];
    const again = { offset, lines: [7], draft: judged({ id: 'b', title: 'Cleaned again' }) };
    await shipped(1e6, [refused, ...pages], [again], seen);
    expect(seen.map(({ id, title }) => [id, title === 'Cleaned again'])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
  });

  it('tells what was sent while pages came in its story anew, and sends the rest whole', async () => {
    const seen: Article[] = [];
    const changes: { id: string }[] = [];
    const offset = Buffer.byteLength(JSON.stringify(pages[0])) + 1;
    const again = { offset, lines: [7], draft: judged({ id: 'b', title: 'Cleaned again' }) };
    await shipped(1e6, pages, [again], seen, ['a', 'b'], changes);
    expect(seen.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(changes).toEqual([
      {
        id: 'a',
        storyId: 's',
        storySize: 2,
        copies: '2',
        storyRank: 0,
        storyRelation: 'copy',
        storyScore: 1,
        storyShared: 1,
      },
    ]);
  });

  it('sends what differs from what the store holds, and takes out what is gone', async () => {
    const { keys } = await shipped(1e6, pages);
    const ids = async (held: Keys, now = pages, amendments: Amended[] = []) => {
      const { payloads, gone } = await shipped(1e6, now, amendments, [], [], [], heldOf(held));
      return { sent: payloads.flat().map(({ id }) => id), gone };
    };
    expect(await ids(keys)).toEqual({ sent: [], gone: [] });
    expect(await ids(keys, pages.slice(1))).toEqual({ sent: [], gone: ['a all'] });
    expect(await ids(keys.slice(1))).toEqual({ sent: ['a'], gone: [] });
    const changed: Spooled = { draft: judged({ id: 'b', title: 'Another headline' }) };
    expect(await ids(keys, [pages[0] as Spooled, changed, pages[2] as Spooled])).toEqual({
      sent: ['b'],
      gone: [],
    });
    const again = { offset: 0, lines: [7], draft: judged({ id: 'a', title: 'Cleaned again' }) };
    expect(await ids(keys, pages, [again])).toEqual({ sent: ['a'], gone: [] });
    const stripped: Keys = keys.map(([id, { key }]) => [id, { key, stripped: true }]);
    expect(await ids(stripped)).toEqual({ sent: [], gone: ['a removed', 'b removed', 'c removed'] });
  });

  it('tells what the store holds its place or its names anew, without the rest', async () => {
    const { keys } = await shipped(1e6, pages);
    const otherwise = (part: number): Keys =>
      keys.map(([id, { key, stripped }]) => {
        const parts = key.split('.');
        parts[part] = 'other';
        return [id, { key: id === 'b' ? parts.join('.') : key, stripped }];
      });
    const told = async (held: Keys) => {
      const changes: { id: string }[] = [];
      const { payloads } = await shipped(1e6, pages, [], [], [], changes, heldOf(held));
      return { sent: payloads.flat().map(({ id }) => id), changes: changes.map((one) => Object.keys(one)) };
    };
    const place = [
      'storyId',
      'storySize',
      'copies',
      'storyRank',
      'storyRelation',
      'storyScore',
      'storyShared',
    ];
    expect(await told(otherwise(0))).toEqual({ sent: ['b'], changes: [] });
    expect(await told(otherwise(1))).toEqual({ sent: [], changes: [['id', ...place]] });
    expect(await told(otherwise(2))).toEqual({
      sent: [],
      changes: [['id', 'entity', 'person', 'org', 'place', 'alias', 'details']],
    });
  });

  it('sends nothing for nothing', async () => {
    expect(await shipped(10, [refused])).toMatchObject({ sent: 0, payloads: [], gone: [] });
  });
});
