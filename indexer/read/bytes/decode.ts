/** Bytes -> text, whatever encoding a scraper left them in. */
import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { ReadError } from '../errors.ts';
import { binaryKind } from './binary.ts';
import { utf16Of } from './utf16.ts';

export interface Decoded {
  readonly text: string;
  /** The encoding that was used, e.g. `utf-8`. */
  readonly encoding: string;
  /** What was lost on the way, in words. */
  readonly warning?: string;
}

/** Bytes a charset declaration is looked for in, and bytes the guess is made from. */
const DECLARATION_REACH = 4096;
const GUESS_SAMPLE = 131_072;
/** Broken UTF-8 sequences for one sound one, up to which a text is damaged UTF-8 and not another encoding. */
const DAMAGE = 0.1;
/** chardet's confidence (0..100) below which a guess is no better than the web's default. */
const CONFIDENCE = 8;
const WEB_DEFAULT = 'windows-1252';

const DECLARED =
  /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: its shifts begin with an escape
const ISO_2022_JP = /\x1b\$[@B]|\x1b\([JI]/;

/**
 * A byte order mark decides; then valid UTF-8 is UTF-8, whatever a page declares; then UTF-16 without a mark; then
 * UTF-8 with a few damaged bytes; then the charset its sender or the page declares, if the bytes agree; then chardet's
 * guess.
 * @param charset what the sender said, as in an HTTP header; it goes before what the page says
 * @throws ReadError for bytes that are no text, with what they look like
 */
export function decode(bytes: Uint8Array, charset?: string): Decoded {
  const marked = byMark(bytes);
  if (marked) return marked;
  const utf8 = isUtf8(bytes);
  const wide = utf16Of(bytes);
  if (wide) return { text: iconv.decode(bytes, wide), encoding: wide };
  const binary = binaryKind(bytes, utf8);
  if (binary) throw new ReadError(`the file is no text: ${binary}`);
  if (utf8) {
    const text = utf8Text(bytes);
    // Seven-bit, and so valid UTF-8, but Japanese.
    if (text.includes('\x1b') && ISO_2022_JP.test(text)) return iso2022(bytes);
    return { text, encoding: 'utf-8' };
  }
  return damagedUtf8(bytes) ?? byDeclaration(bytes, charset) ?? byGuess(bytes);
}

const utf8Text = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);

const iso2022 = (bytes: Uint8Array): Decoded => ({
  text: new TextDecoder('iso-2022-jp').decode(bytes),
  encoding: 'iso-2022-jp',
});

function byMark(bytes: Uint8Array): Decoded | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    const text = utf8Text(bytes);
    return { text, encoding: 'utf-8', ...lost(text, 'UTF-8') };
  }
  const wide =
    a === 0xff && b === 0xfe
      ? c === 0 && d === 0
        ? 'utf-32le'
        : 'utf-16le'
      : a === 0xfe && b === 0xff
        ? 'utf-16be'
        : a === 0 && b === 0 && c === 0xfe && d === 0xff
          ? 'utf-32be'
          : undefined;
  return wide === undefined ? undefined : { text: iconv.decode(bytes, wide), encoding: wide };
}

function damagedUtf8(bytes: Uint8Array): Decoded | undefined {
  const text = utf8Text(bytes);
  const broken = count(text, '\ufffd');
  const sound = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
  return sound > 0 && broken <= Math.max(1, sound * DAMAGE)
    ? { text, encoding: 'utf-8', ...lost(text, 'UTF-8') }
    : undefined;
}

function byDeclaration(bytes: Uint8Array, charset?: string): Decoded | undefined {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_REACH)).toString('latin1');
  const [, meta, xml] = DECLARED.exec(start) ?? [];
  const name = asBrowsersRead(charset ?? meta ?? xml ?? '');
  if (name === '' || /^utf-?(?:8|16|32)/i.test(name) || !iconv.encodingExists(name)) return undefined;
  const text = iconv.decode(bytes, name);
  const broken = count(text, '\ufffd');
  return broken > text.length * 0.001 + 1 ? undefined : { text, encoding: name, ...lost(text, name) };
}

function byGuess(bytes: Uint8Array): Decoded {
  const sample = withoutMarkup(bytes);
  for (const { name, confidence } of analyse(sample)) {
    const encoding = asBrowsersRead(name);
    if (
      confidence < CONFIDENCE ||
      /^(?:utf|ascii|iso-2022)/i.test(encoding) ||
      !iconv.encodingExists(encoding)
    )
      continue;
    const text = iconv.decode(bytes, encoding);
    if (!text.includes('\ufffd')) return { text, encoding };
  }
  return { text: iconv.decode(bytes, WEB_DEFAULT), encoding: WEB_DEFAULT };
}

/** Names that browsers read as their superset, so that a curly quote on a "Latin-1" page is one. */
function asBrowsersRead(name: string): string {
  const plain = name.trim().toLowerCase();
  if (/^(?:iso-?8859-?1|latin-?1|us-ascii|ascii)$/.test(plain)) return 'windows-1252';
  if (/^(?:iso-?8859-?9|latin-?5)$/.test(plain)) return 'windows-1254';
  if (/^(?:gb2312|gb_2312-80|gbk)$/.test(plain)) return 'gb18030';
  return plain;
}

/** Bytes of the text alone: tags and scripts are ASCII that says nothing about the language, and so the encoding. */
function withoutMarkup(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.subarray(0, GUESS_SAMPLE)).toString('latin1');
  if (!/<[a-z!/]/i.test(text)) return bytes.subarray(0, GUESS_SAMPLE);
  const bare = text
    .split(/<\/(?:script|style)>/i)
    .map((part) => part.split(/<(?:script|style)\b/i, 1)[0])
    .join(' ')
    .replace(/<[^<>]*>/g, ' ');
  return Buffer.from(bare, 'latin1');
}

const count = (text: string, character: string): number => text.split(character).length - 1;

function lost(text: string, encoding: string): { warning?: string } {
  const broken = count(text, '\ufffd');
  return broken === 0 ? {} : { warning: `${broken} places are no valid ${encoding} and show as \ufffd` };
}
