import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../../indexer/draft.ts';
import { findFiles, idOf, readFile } from '../../../../indexer/read/read.ts';

const TEXT = 'The ferry sails again.\n\nFares stay as they were.\n';
const LIMITS = { maxFileBytes: 1_000_000 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function drafts(path: string, limits = LIMITS): Promise<Draft[]> {
  const found: Draft[] = [];
  for await (const draft of readFile({ file: join(folder, path), path }, limits)) found.push(draft);
  return found;
}

async function read(path: string, content: string | Uint8Array, limits = LIMITS): Promise<Draft[]> {
  await put(path, content);
  return drafts(path, limits);
}

async function one(path: string, content: string | Uint8Array): Promise<Draft> {
  const [draft, ...others] = await read(path, content);
  if (!draft || others.length > 0) throw new Error(`${path} gave ${others.length + (draft ? 1 : 0)} drafts`);
  return draft;
}

const texts = (draft: Draft | undefined) => draft?.blocks.map((block) => block.text);
const LINES = ['The ferry sails again.', 'Fares stay as they were.'];

describe('a page in a file', () => {
  it('is told in lines as a reader sees them by its sidecar, its record and its front matter', async () => {
    const raw = { title: 'Bad \u001b[31m ti\u00adtle\n of\u00a0\u00a0two  lines', source: '\u200b' };
    const shown = { title: 'Bad [31m title of two lines' };
    await put('a.txt.meta.json', JSON.stringify(raw));
    expect((await one('a.txt', TEXT)).meta.sidecar).toEqual(shown);
    expect((await one('b.json', JSON.stringify({ ...raw, text: TEXT }))).meta.record).toEqual(shown);
    expect((await one('c.md', `---\ntitle: ti\u00adtle\n---\n\n${TEXT}`)).meta.record).toEqual({
      title: 'title',
    });
  });

  it('carries path, id, format, blocks and the change of the file, and no facts', async () => {
    const draft = await one('a.txt', TEXT);
    expect(draft).toMatchObject({
      id: idOf(undefined, 'a.txt'),
      path: 'a.txt',
      format: 'text',
      facts: {},
      removals: [],
    });
    expect(draft.meta.scrapedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(texts(draft)).toEqual(LINES);
    expect(draft).not.toHaveProperty('refused');
  });

  it.each([
    ['a.txt', TEXT, 'text'],
    ['a', TEXT, 'text'],
    ['a.html', '<p>The ferry sails again.<p>Fares stay as they were.', 'html'],
    ['a.HTM', '<p>The ferry sails again.<p>Fares stay as they were.', 'html'],
    [
      'a.xhtml',
      '<html xmlns="x"><body><p>The ferry sails again.</p><p>Fares stay as they were.</p></body></html>',
      'html',
    ],
    ['a', '<!doctype html><p>The ferry sails again.<p>Fares stay as they were.', 'html'],
    ['a.txt', '<!DOCTYPE html>\n<html><body><p>The ferry sails again.<p>Fares stay as they were.', 'html'],
    ['a.html', TEXT, 'text'],
    ['a.md', 'The *ferry* sails\nagain.\n\nFares [stay](x) as they were.', 'markdown'],
    ['a.markdown', 'The *ferry* sails\nagain.\n\nFares [stay](x) as they were.', 'markdown'],
  ])('is read by its name and its content: %s, %j', async (name, content, format) => {
    for (const [path, bytes] of [
      [name, content],
      [`${name}.gz`, gzipSync(content)],
      [name, gzipSync(content)],
    ] as const) {
      const draft = await one(path, bytes);
      expect([draft.format, texts(draft)]).toEqual([format, LINES]);
    }
  });

  it.each([
    ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['CR', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['no final newline', Buffer.from(TEXT.trimEnd())],
    ['UTF-16', iconv.encode(TEXT, 'utf-16le')],
    ['UTF-16 with a mark', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
    ['NULs', Buffer.from(TEXT.replaceAll(' ', ' \0'))],
  ])('may have %s', async (_, bytes) => {
    expect(texts(await one('a.txt', bytes))).toEqual(LINES);
  });

  it('takes its address from its own head, but never that of the whole site', async () => {
    const page = (url: string) => `<head><link rel=canonical href="${url}"></head><body><p>Text`;
    const own = await one('a.html', page('https://news.example/a?utm_source=x'));
    expect([own.url, own.id]).toEqual([
      'https://news.example/a?utm_source=x',
      idOf('https://news.example/a', ''),
    ]);
    const site = await one('a.html', page('https://news.example/'));
    expect([site.url, site.id]).toEqual([undefined, idOf(undefined, 'a.html')]);
  });

  it('tells what was lost in decoding', async () => {
    const cut = Buffer.from('Паром снова пойдёт в мае').subarray(0, -1);
    expect((await one('a.txt', cut)).warnings?.[0]).toContain('no valid UTF-8');
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['a.txt', '', 'the file is empty'],
    ['a.txt', ' \r\n\t\n', 'the file is empty'],
    ['a.txt', '\ufeff', 'the file is empty'],
    ['a.jsonl', '\n\n', 'the file is empty'],
    ['a.jsonl', '', 'the file is empty'],
    ['a.json', '', 'the file is empty'],
    ['a.html', '<html><body><script>x()</script></body></html>', 'the HTML shows no text'],
    ['a.txt', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'it looks like a PNG image'],
    ['a.html', Buffer.from('%PDF-1.4 ...'), 'it looks like a PDF document'],
    ['a.gz', Buffer.from(gzipSync(TEXT).subarray(0, 30)), 'the gzip data is damaged'],
    ['a.gz', gzipSync(gzipSync(TEXT)), 'gzip within gzip'],
  ])('is refused: %s, %j', async (path, content, reason) => {
    const draft = await one(path, content);
    expect(draft.refused?.reason).toContain(reason);
    expect(draft).toMatchObject({ path, blocks: [] });
  });

  it('is refused with both sizes when it is over the limit, before and after unpacking', async () => {
    await put('big.txt', '');
    await truncate(join(folder, 'big.txt'), 3_000_000_000);
    expect((await drafts('big.txt'))[0]?.refused?.reason).toContain(
      '3,000,000,000 bytes, the limit is 1,000,000',
    );
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'spam '));
    const [draft] = await read('bomb.txt.gz', bomb);
    expect(draft?.refused?.reason).toContain(
      `${bomb.length.toLocaleString('en')} packed bytes unpack to more than`,
    );
    expect(draft?.refused?.reason).toContain('1,000,000');
  });

  it('is refused when it is gone, a folder or a dead link, and the reason tells no place of this machine', async () => {
    await mkdir(join(folder, 'folder'));
    await symlink(join(folder, 'nowhere'), join(folder, 'link.txt'));
    await symlink('round.txt', join(folder, 'round.txt'));
    const gone = 'there is no such file, or it is a link that leads nowhere (ENOENT)';
    expect((await drafts('gone.txt'))[0]?.refused?.reason).toBe(gone);
    expect((await drafts('link.txt'))[0]?.refused?.reason).toBe(gone);
    expect((await drafts('round.txt'))[0]?.refused?.reason).toBe('it is a link that leads to itself (ELOOP)');
    expect((await drafts(`${'a'.repeat(300)}.txt`))[0]?.refused?.reason).toBe('ENAMETOOLONG: name too long');
    expect((await drafts('folder'))[0]?.refused?.reason).toBe('it is a folder');
  });

  it.each([
    'new\nline.txt',
    'tab\t.txt',
    '-rf.txt',
    '$(x)*[a]{b}.txt',
    'e\u0301.txt',
    `${'漢'.repeat(80)}.txt`,
  ])('may have any name: %j', async (name) => expect(texts(await one(name, TEXT))).toEqual(LINES));

  it.runIf(process.platform === 'linux')(
    'is refused when its name is no UTF-8, with what to do',
    async () => {
      const below = (...path: string[]) => Buffer.from(join(folder, ...path), 'latin1');
      await mkdir(below('caf\xe9s'));
      await writeFile(below('caf\xe9.txt'), TEXT);
      const reasons: (string | undefined)[] = [];
      for await (const file of findFiles([folder]))
        for await (const { refused } of readFile(file, LIMITS)) reasons.push(refused?.reason);
      expect(reasons).toEqual(Array(2).fill(expect.stringMatching(/is no UTF-8: rename it/)));
    },
  );

  it.skipIf(process.platform === 'win32')(
    'is refused when it is a pipe, rather than waited for',
    async () => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      expect((await drafts('pipe'))[0]?.refused?.reason).toBe('it is no regular file');
    },
  );

  it.skipIf(process.getuid?.() === 0)(
    'is refused when it may not be read (root may read everything)',
    async () => {
      await put('a.txt', TEXT);
      await chmod(join(folder, 'a.txt'), 0);
      expect((await drafts('a.txt'))[0]?.refused?.reason).toContain('EACCES');
    },
  );
});

describe('JSON', () => {
  const record = { url: 'https://news.example/a', title: 'Ferry', text: TEXT };

  it('may be one record, a list, or an object that holds the list', async () => {
    for (const [content, paths] of [
      [record, ['a.json']],
      [[record], ['a.json']],
      [
        [record, { ...record, url: 'https://news.example/b' }],
        ['a.json#1', 'a.json#2'],
      ],
      [{ status: 'ok', tags: ['x'], articles: [record, record] }, ['a.json#1', 'a.json#2']],
      [{ hits: { total: 1, hits: [{ _id: 1, _source: record }] } }, ['a.json']],
    ] as const) {
      const found = await read('a.json', JSON.stringify(content, null, 1));
      expect(found.map((draft) => draft.path)).toEqual(paths);
      expect(texts(found[0])).toEqual(LINES);
    }
  });

  it('takes id and url of a record from its address, else from its path', async () => {
    const [first, second] = await read('a.json', JSON.stringify([record, { text: TEXT }]));
    expect([first?.id, first?.url]).toEqual([idOf(record.url, ''), record.url]);
    expect([second?.id, second?.url]).toEqual([idOf(undefined, 'a.json#2'), undefined]);
  });

  it('refuses a record without body text, naming file, number and the fields looked for, and reads the others', async () => {
    const [first, second] = await read('a.json', JSON.stringify([{ title: 'only' }, record]));
    expect(first).toMatchObject({
      path: 'a.json#1',
      refused: { reason: expect.stringContaining('maintext, text') },
    });
    expect(texts(second)).toEqual(LINES);
  });

  it('is refused with the line of the fault', async () => {
    expect((await one('a.json', '{\n"a": 1,\n"b": x}')).refused).toMatchObject({
      line: 3,
      reason: expect.stringContaining('no JSON'),
    });
    for (const content of ['[]', '"text"', '12'])
      expect((await one('a.json', content)).refused).toBeDefined();
  });
});

describe('JSON Lines', () => {
  const line = (n: number) =>
    JSON.stringify({ url: `https://news.example/${n}`, text: `Page ${n}.\nSecond line.` });

  it('give one page a line, with the line in the path; bad lines are refused and the others go on', async () => {
    const found = await read(
      'a.jsonl',
      [line(1), '{"text": "cut of', '', '[1]', '{"title":"x"}', '7', line(7)].join('\n'),
    );
    expect(found.map(({ path, refused }) => [path, refused?.line])).toEqual([
      ['a.jsonl#1', undefined],
      ['a.jsonl#2', 2],
      ['a.jsonl#4', 4],
      ['a.jsonl#5', 5],
      ['a.jsonl#6', 6],
      ['a.jsonl#7', undefined],
    ]);
    expect(texts(found.at(-1))).toEqual(['Page 7.', 'Second line.']);
  });

  it.each(['a.jsonl', 'a.ndjson', 'a.jl', 'a.json', 'a'])(
    'are known by name or content: %s',
    async (name) => {
      const content = `${line(1)}\r\n${line(2)}\r\n`;
      expect((await read(name, content)).map(({ url }) => url)).toEqual([
        'https://news.example/1',
        'https://news.example/2',
      ]);
      expect(await read(`${name}.gz`, gzipSync(content))).toHaveLength(2);
    },
  );

  it('are known by content too when the first line is longer than what is looked at first', async () => {
    const long = JSON.stringify({ text: 'One page. '.repeat(20_000) });
    expect((await read('a.json', `${long}\n${line(2)}\n`)).map(({ path }) => path)).toEqual([
      'a.json#1',
      'a.json#2',
    ]);
  });

  it('may hold line separators and carriage returns inside strings', async () => {
    const [draft, ...others] = await read('a.jsonl', '{"text":"one\u2028two"}\n');
    expect([texts(draft), others]).toEqual([['one', 'two'], []]);
  });

  it.each([
    ['UTF-16', iconv.encode(`${line(1)}\n${line(2)}`, 'utf-16le', { addBOM: true })],
    ['a byte order mark', Buffer.from(`\ufeff${line(1)}\n${line(2)}`)],
  ])('may have %s', async (_, bytes) => {
    expect((await read('a.jsonl', bytes)).map(({ refused }) => refused)).toEqual([undefined, undefined]);
  });

  it('may have a line in another encoding than the rest', async () => {
    const legacy = iconv.encode(
      '{"text":"Der Bürgermeister hört auf die Fähre zu fördern, für die Bürger zu spät."}',
      'latin1',
    );
    const [, second] = await read('a.jsonl', Buffer.concat([Buffer.from(`${line(1)}\n`), legacy]));
    expect(texts(second)?.[0]).toContain('Bürgermeister hört');
  });

  it('refuse a line over the limit with both sizes, and go on', async () => {
    const long = JSON.stringify({ text: 'x'.repeat(5000) });
    const found = await read('a.jsonl', [line(1), long, line(3)].join('\n'), { maxFileBytes: 1000 });
    expect(found.map(({ refused }) => refused?.line)).toEqual([undefined, 2, undefined]);
    expect(found[1]?.refused?.reason).toBe(
      `the line has ${long.length.toLocaleString('en')} bytes, the limit is 1,000 (maxFileBytes)`,
    );
  });

  it('give what came before the damage of a packed file', async () => {
    const packed = gzipSync([...Array(2000).keys()].map(line).join('\n'));
    const found = await read('a.jsonl.gz', packed.subarray(0, packed.length / 2));
    expect(found.length).toBeGreaterThan(100);
    expect(found.at(-1)?.refused?.reason).toContain('the gzip data is damaged');
    expect(found.slice(0, -1).every(({ refused }) => !refused)).toBe(true);
  });

  it.each([
    ['is emptied', (path: string) => truncate(path, 0)],
    ['is cut', (path: string) => truncate(path, 150_000)],
    ['grows', (path: string) => appendFile(path, `\n${line(9_000)}\n${line(9_001)}`)],
    ['vanishes', (path: string) => unlink(path)],
    [
      'is replaced',
      async (path: string) => {
        await writeFile(`${path}.new`, line(9_002));
        await rename(`${path}.new`, path);
      },
    ],
  ])('of a file that %s while it is read are read to an end, each whole or refused', async (_, change) => {
    const count = 4_000;
    await put('a.jsonl', [...Array(count).keys()].map(line).join('\n'));
    const found: Draft[] = [];
    const file = join(folder, 'a.jsonl');
    for await (const draft of readFile({ file, path: 'a.jsonl' }, LIMITS)) {
      found.push(draft);
      if (found.length === 1) await change(file);
    }
    const whole = found.filter(({ refused }) => !refused);
    expect(found.length - whole.length).toBeLessThanOrEqual(1); // the line that was cut
    expect(whole.map(({ url }) => url)).toEqual(
      whole.map((__, i) => (JSON.parse(line(i < count ? i : 5_000 + i)) as { url: string }).url),
    );
    expect(found.length).toBeGreaterThan(100);
  });

  it('refuse the rest of a bomb of many lines', async () => {
    const found = await read('a.jsonl.gz', gzipSync(`${line(1)}\n${'\n'.repeat(8_000_000)}`), {
      maxFileBytes: 1000,
    });
    expect(found.map(({ refused }) => refused?.reason)).toEqual([
      undefined,
      expect.stringContaining('unpack to more'),
    ]);
  });
});

describe('a sidecar', () => {
  const stated = {
    url: 'https://news.example/s',
    source: 'The Pier',
    published: '2024-05-01',
    title: 'T',
    language: 'en',
  };

  it.each([
    ['a.txt', 'a.txt.meta.json'],
    ['a.txt', 'a.meta.json'],
    ['a.txt.gz', 'a.txt.meta.json'],
    ['a.txt.gz', 'a.txt.gz.meta.json'],
    ['a', 'a.meta.json'],
  ])('of %s is %s', async (page, sidecar) => {
    await put(sidecar, JSON.stringify({ ...stated, scraper: 'x', updated: null, author: ['A', 'B'] }));
    const draft = await one(page, TEXT);
    expect(draft.meta.sidecar).toEqual({ ...stated, author: 'A, B' });
    expect([draft.url, draft.id]).toEqual([stated.url, idOf(stated.url, '')]);
    expect(draft).not.toHaveProperty('warnings');
  });

  it('outranks the record and the head about the address', async () => {
    await put('a.meta.json', JSON.stringify(stated));
    expect((await one('a.json', JSON.stringify({ url: 'https://news.example/r', text: TEXT }))).url).toBe(
      stated.url,
    );
    expect((await one('a.html', '<link rel=canonical href="https://news.example/h"><p>x')).url).toBe(
      stated.url,
    );
  });

  it.each([
    ['{ no json', 'cannot be read'],
    ['[1]', 'no JSON object'],
    [JSON.stringify({ ...stated, title: { a: 1 } }), 'has a title that is no text: {"a":1}'],
    [JSON.stringify({ ...stated, url: 'see below' }), 'has a url that is no http address: "see below"'],
  ])('with a fault leaves the page readable and is told: %s', async (sidecar, fault) => {
    await put('a.txt.meta.json', sidecar);
    const draft = await one('a.txt', TEXT);
    expect(texts(draft)).toEqual(LINES);
    expect(draft.warnings).toEqual([expect.stringContaining(fault)]);
    expect(draft.warnings?.[0]).toContain('a.txt.meta.json');
  });

  it('that is huge, or a pipe, is not read', async () => {
    await put('big.txt.meta.json', '');
    await truncate(join(folder, 'big.txt.meta.json'), 3_000_000_000);
    expect((await one('big.txt', TEXT)).warnings).toEqual([
      'the sidecar big.txt.meta.json cannot be read: it has 3,000,000,000 bytes, the limit is 1,000,000',
    ]);
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'piped.txt.meta.json')]);
    expect((await one('piped.txt', TEXT)).warnings).toEqual([
      'the sidecar piped.txt.meta.json cannot be read: it is no regular file',
    ]);
  });

  it('of a file of many pages holds for what they share, and the rest is told once', async () => {
    await put('a.jsonl.meta.json', JSON.stringify(stated));
    const found = await read('a.jsonl', `${JSON.stringify({ text: TEXT })}\n`.repeat(3));
    expect(found.map(({ meta }) => meta.sidecar)).toEqual(
      Array(3).fill({ source: 'The Pier', language: 'en' }),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(3);
    expect(found.map(({ warnings }) => warnings?.length ?? 0)).toEqual([1, 0, 0]);
  });
});

describe('a file of 25 MB', () => {
  const limits = { maxFileBytes: 200_000_000 };
  const bulk = 'The ferry sails again, said the harbour board on Monday.\n'.repeat(450_000);

  it.each([
    ['a.txt', () => bulk],
    ['a.txt', () => bulk.replaceAll('\n', ' ')],
    ['a.jsonl', () => JSON.stringify({ text: bulk })],
    ['a.json', () => JSON.stringify({ text: bulk })],
  ])('works: %s', async (name, content) => {
    const [draft] = await read(name, content(), limits);
    expect(draft?.refused).toBeUndefined();
    expect(draft?.blocks.length).toBeGreaterThan(0);
  });
});
