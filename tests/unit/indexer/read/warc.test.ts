/** Web archives as crawlers write them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { body, type Draft } from '../../../../indexer/draft.ts';
import { readFile } from '../../../../indexer/read/file.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-warc-'));
});
afterAll(() => rm(dir, { recursive: true }));

interface Made {
  readonly type: string;
  readonly uri?: string;
  readonly mime?: string;
  readonly content: string | Buffer;
}

/** One record, as the standard writes it. */
function record({ type, uri, mime = 'application/http; msgtype=response', content }: Made): Buffer {
  const bytes = Buffer.from(content);
  const head = [
    'WARC/1.0',
    `WARC-Type: ${type}`,
    ...(uri ? [`WARC-Target-URI: <${uri}>`] : []),
    'WARC-Date: 2023-08-22T06:38:00Z',
    'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>',
    `Content-Type: ${mime}`,
    `Content-Length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes, Buffer.from('\r\n\r\n')]);
}

const http = (status: string, headers: string, content: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`), Buffer.from(content)]);
const html = (text: string) => `<html><head><title>${text}</title></head><body><p>${text}</p></body></html>`;
const ok = 'Content-Type: text/html; charset=utf-8';

async function read(name: string, bytes: Buffer, maxFileBytes = 1_000_000): Promise<Draft[]> {
  const file = join(dir, name);
  await writeFile(file, bytes);
  const drafts: Draft[] = [];
  for await (const draft of readFile({ file, path: name }, { maxFileBytes })) drafts.push(draft);
  return drafts;
}

const CRAWL: Made[] = [
  { type: 'warcinfo', mime: 'application/warc-fields', content: 'software: made\r\n' },
  { type: 'request', uri: 'https://post.example/ferry', content: 'GET /ferry HTTP/1.1\r\n\r\n' },
  {
    type: 'response',
    uri: 'https://post.example/ferry',
    content: http('200 OK', ok, html('A second ferry')),
  },
  { type: 'response', uri: 'https://post.example/old', content: http('301 Moved', 'Location: /', '') },
  {
    type: 'response',
    uri: 'https://post.example/logo',
    content: http('200 OK', 'Content-Type: image/png', Buffer.from([1, 2])),
  },
  {
    type: 'response',
    uri: 'https://post.example/packed',
    content: http('200 OK', `${ok}\r\nContent-Encoding: gzip`, gzipSync(html('Packed by the server'))),
  },
  {
    type: 'response',
    uri: 'https://post.example/pieces',
    content: http(
      '200 OK',
      `${ok}\r\nTransfer-Encoding: chunked`,
      '8\r\n<p>In pi\r\n8\r\neces</p>\r\n0\r\n\r\n',
    ),
  },
  {
    type: 'response',
    uri: 'https://post.example/cyrillic',
    // What the page says of itself is wrong, and the header goes before it.
    content: http(
      '200 OK',
      'content-type: text/html; charset=windows-1251',
      Buffer.concat([
        Buffer.from('<meta charset="iso-8859-1"><p>'),
        Buffer.from('cfe0f0eeec', 'hex'),
        Buffer.from('</p>'),
      ]),
    ),
  },
  { type: 'response', uri: 'https://post.example/empty', content: http('200 OK', ok, '<html></html>') },
];

describe.each([
  ['plain', 'crawl.warc', (all: Buffer[]) => Buffer.concat(all)],
  [
    'packed record by record',
    'crawl.warc.gz',
    (all: Buffer[]) => Buffer.concat(all.map((one) => gzipSync(one))),
  ],
])('a web archive, %s', (_, name, pack) => {
  it('is read page by page, with the address and the time of its capture', async () => {
    const drafts = await read(name, pack(CRAWL.map(record)));
    expect(drafts.map((draft) => [draft.path, draft.url, draft.refused?.reason ?? body(draft)])).toEqual([
      [`${name}#3`, 'https://post.example/ferry', 'A second ferry'],
      [`${name}#6`, 'https://post.example/packed', 'Packed by the server'],
      [`${name}#7`, 'https://post.example/pieces', 'In pieces'],
      [`${name}#8`, 'https://post.example/cyrillic', 'Паром'],
      [`${name}#9`, undefined, 'the HTML shows no text'],
    ]);
    expect(drafts[0]?.meta.scrapedAt).toBe('2023-08-22T06:38:00Z');
    expect(drafts.at(-1)?.warnings).toEqual(['the archive holds besides: 1 status 301, 1 image/png']);
  });

  it('keeps the pages before a fault and refuses the rest in words', async () => {
    const whole = pack(CRAWL.slice(2).map(record));
    const drafts = await read(name, whole.subarray(0, whole.length - 60));
    expect(drafts[0]?.url).toBe('https://post.example/ferry');
    expect(drafts.at(-1)?.refused?.reason).toMatch(/breaks off|damaged/);
  });
});

it.each([
  ['tells of the crawl', { type: 'request', uri: 'https://post.example/', content: 'GET / HTTP/1.1' }],
  [
    'is no page',
    { type: 'resource', uri: 'https://post.example/', mime: 'image/png', content: 'x'.repeat(40) },
  ],
])(
  'an archive that breaks off in a record which %s ends there, and the pages before it are kept',
  async (_, last) => {
    const page = CRAWL.slice(2, 3).map(record);
    const cut = record(last);
    const drafts = await read('cut.warc', Buffer.concat([...page, cut.subarray(0, cut.length - 8)]));
    expect(drafts.map((draft) => draft.refused?.reason ?? body(draft))).toEqual([
      'A second ferry',
      'the record breaks off: 4 bytes are missing, after 1 records',
    ]);
  },
);

it('a record beyond the limit is refused alone', async () => {
  const big = {
    type: 'response',
    uri: 'https://a.example/big',
    content: http('200 OK', ok, html('x'.repeat(5000))),
  };
  const drafts = await read('big.warc', Buffer.concat([record(big), ...CRAWL.slice(2, 3).map(record)]), 1000);
  expect(drafts.map((draft) => draft.refused?.reason ?? body(draft))).toEqual([
    expect.stringContaining('the limit is 1,000'),
    'A second ferry',
  ]);
});

it('WET files are texts', async () => {
  const drafts = await read(
    'crawl.warc.wet.gz',
    gzipSync(
      record({
        type: 'conversion',
        uri: 'https://a.example/1',
        mime: 'text/plain',
        content: 'First line\nSecond line',
      }),
    ),
  );
  expect(drafts.map(({ format, blocks }) => [format, blocks.length])).toEqual([['text', 2]]);
});

it('an archive without a page is refused with what it holds', async () => {
  const drafts = await read('none.warc', Buffer.concat(CRAWL.slice(3, 5).map(record)));
  expect(drafts.map((draft) => draft.refused?.reason)).toEqual([
    'there is no page in it; the archive holds besides: 1 status 301, 1 image/png',
  ]);
});

describe('a bomb', () => {
  const MEGABYTE = 1_000_000;
  const reasons = (drafts: readonly Draft[]) => drafts.map((draft) => draft.refused?.reason ?? body(draft));
  const next = CRAWL.slice(2, 3).map(record);

  it('within a record is refused alone, and is not unpacked any further than the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * MEGABYTE));
    const packed = { content: http('200 OK', `${ok}\r\nContent-Encoding: gzip`, bomb) };
    const all = Buffer.concat([record({ type: 'response', uri: 'https://a.example/b', ...packed }), ...next]);
    const drafts = await read('inner.warc', all, MEGABYTE);
    expect(reasons(drafts)).toEqual([
      'the record is too large: the limit is 1,000,000 bytes (maxFileBytes)',
      'A second ferry',
    ]);
  });

  it('as the archive itself ends it, and the pages before are kept', async () => {
    const content = Buffer.alloc(50 * MEGABYTE);
    const bomb = gzipSync(
      record({ type: 'resource', uri: 'https://a.example/b', mime: 'image/png', content }),
    );
    const drafts = await read(
      'outer.warc.gz',
      Buffer.concat([...next.map((one) => gzipSync(one)), bomb]),
      MEGABYTE,
    );
    expect(reasons(drafts)).toEqual([
      'A second ferry',
      expect.stringMatching(
        /^[\d,]+ packed bytes unpack to more than [\d,]+: the rest is not read, after 1 records$/,
      ),
    ]);
  });

  it.each(['a', 'a: b\r\n'])('of a head that does not end is not gathered: %j', async (unit) => {
    const endless = Buffer.alloc(3 * MEGABYTE, unit);
    const drafts = await read('head.warc', Buffer.concat([...next, Buffer.from('WARC/1.0\r\n'), endless]));
    expect(reasons(drafts)).toEqual([
      'A second ferry',
      'the head of a record does not end within 1,000,000 bytes, after 1 records',
    ]);
  });
});
