/** Arbitrary bytes: noise, texts in any encoding, archives and records, whole or damaged, packed or not. */
import { deflateSync, gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import iconv from 'iconv-lite';
import { wild } from './texts.ts';

const ENCODINGS = [
  'utf8',
  'utf16le',
  'utf16be',
  'utf32le',
  'windows-1252',
  'windows-1251',
  'shift_jis',
  'gb18030',
  'euc-kr',
];
const MAGIC = [
  '\xff\xfe',
  '\xfe\xff',
  '\xef\xbb\xbf',
  '\x1f\x8b',
  '\x1f\x8b\x08\0',
  'WARC/1.0\r\n',
  '%PDF-',
  '\x89PNG',
  'PK\x03\x04',
  '\xff\xfe\0\0',
  '\x1b$B',
  '<?xml version="1.0" encoding="utf-7"?>',
  '<meta charset=big5>',
];

const archived = fc
  .tuple(
    wild(8),
    fc.constantFrom('response', 'resource', 'conversion', 'warcinfo', ''),
    fc.integer({ min: -3, max: 40 }),
    fc.boolean(),
  )
  .map(([text, type, off, http]) => {
    const body = Buffer.from(
      `${http ? 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n' : ''}${text}`,
    );
    const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: ${http ? 'application/http; msgtype=response' : 'text/plain'}\r\nContent-Length: ${body.length + off}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body, Buffer.from('\r\n\r\n')]);
  });

const plainBytes: Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(wild(), fc.constantFrom(...ENCODINGS)).map(([text, name]) => iconv.encode(text, name)),
  fc
    .tuple(fc.constantFrom(...MAGIC), fc.uint8Array({ maxLength: 100 }))
    .map(([magic, rest]) => Buffer.concat([Buffer.from(magic, 'latin1'), rest])),
  fc.array(archived, { minLength: 1, maxLength: 3 }).map((records) => Buffer.concat(records)),
  fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
  fc
    .array(fc.oneof(fc.json(), wild(5), record()), { maxLength: 6 })
    .map((lines) => Buffer.from(lines.join('\n'))),
);

/** A record as a scraper writes one, each field of any type. */
function record(): Arbitrary<string> {
  const value = fc.oneof(wild(10), fc.jsonValue());
  return fc
    .dictionary(
      fc.constantFrom(
        'text',
        'content',
        'title',
        'url',
        'html',
        'date',
        'source',
        'author',
        'meta',
        '__proto__',
        'constructor',
      ),
      value,
    )
    .map((fields) => JSON.stringify(fields));
}

/** Any bytes: noise, texts in any encoding, archives and records, whole or damaged, packed or not. */
export const bytes: Arbitrary<Buffer> = fc
  .tuple(
    plainBytes,
    fc.constantFrom('none', 'none', 'gzip', 'twice', 'cut', 'zlib'),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
  )
  .map(([plain, packing, flips]) => {
    const packed = pack(plain, packing);
    for (const [at, value] of flips)
      if (packed.length > 0 && flips.length > 1) packed[at % packed.length] = value;
    return packed;
  });

function pack(plain: Buffer, packing: string): Buffer {
  if (packing === 'gzip') return gzipSync(plain);
  if (packing === 'twice') return Buffer.concat([gzipSync(plain), gzipSync(plain)]);
  if (packing === 'cut') return gzipSync(plain).subarray(0, 20 + plain.length / 2);
  if (packing === 'zlib') return deflateSync(plain);
  return Buffer.from(plain);
}
