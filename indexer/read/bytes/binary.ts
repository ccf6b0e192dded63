/** Bytes that are no text: told by how they begin, else by their controls. */

interface Magic {
  readonly is: string;
  /** Latin-1 bytes that must stand at `at`. */
  readonly bytes: string;
  readonly at?: number;
  /** Bytes that a text may begin with too: they count only where a NUL follows early. */
  readonly weak?: true;
}

const MAGIC: readonly Magic[] = [
  { is: 'a PNG image', bytes: '\x89PNG' },
  { is: 'a JPEG image', bytes: '\xff\xd8\xff' },
  { is: 'a GIF image', bytes: 'GIF8', weak: true },
  { is: 'a WebP image', bytes: 'WEBP', at: 8 },
  { is: 'a TIFF image', bytes: 'II*\0' },
  { is: 'a TIFF image', bytes: 'MM\0*' },
  { is: 'a BMP image', bytes: 'BM', weak: true },
  { is: 'an icon', bytes: '\0\0\x01\0' },
  { is: 'a sound or video file', bytes: 'RIFF', weak: true },
  { is: 'a sound or video file', bytes: 'ftyp', at: 4, weak: true },
  { is: 'a sound or video file', bytes: 'OggS\0' },
  { is: 'a sound or video file', bytes: 'ID3', weak: true },
  { is: 'a sound or video file', bytes: 'fLaC\0' },
  { is: 'a sound or video file', bytes: '\x1aE\xdf\xa3' },
  { is: 'a PDF document', bytes: '%PDF-' },
  { is: 'a PostScript document', bytes: '%!PS' },
  { is: 'an RTF document', bytes: '{\\rtf' },
  { is: 'an old Office document', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { is: 'a zip archive, or a document that is one (docx, epub, ...)', bytes: 'PK\x03\x04' },
  { is: 'an empty zip archive', bytes: 'PK\x05\x06' },
  { is: 'gzip within gzip', bytes: '\x1f\x8b\x08' },
  { is: 'a bzip2 archive', bytes: '1AY&SY', at: 4 },
  { is: 'an xz archive', bytes: '\xfd7zXZ\0' },
  { is: 'a zstd archive', bytes: '\x28\xb5\x2f\xfd' },
  { is: 'a 7z archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { is: 'a RAR archive', bytes: 'Rar!\x1a\x07' },
  { is: 'a tar archive', bytes: 'ustar', at: 257 },
  { is: 'a WARC archive', bytes: 'WARC/1.' },
  { is: 'a program', bytes: '\x7fELF' },
  { is: 'a program', bytes: 'MZ', weak: true },
  { is: 'a program', bytes: '\xca\xfe\xba\xbe' },
  { is: 'a program', bytes: '\xcf\xfa\xed\xfe' },
  { is: 'a program', bytes: '\xce\xfa\xed\xfe' },
  { is: 'a program', bytes: '\0asm' },
  { is: 'an SQLite database', bytes: 'SQLite format 3\0' },
  { is: 'a font', bytes: 'wOF', weak: true },
];

/** Bytes after weak magic in which a NUL is looked for. */
const WEAK_REACH = 64;
/** Controls and NULs over all bytes: a damaged text stays below, random bytes have 11 %. */
const CONTROL_SHARE = 0.05;
/** Where all else is valid UTF-8, a dump may be padded with NULs: only mostly controls are no text. */
const CONTROL_SHARE_UTF8 = 0.5;
/** Bytes that are looked at. */
const SAMPLE = 65_536;

/** What a file that is no text looks like, in words, or undefined for a text. UTF-16 must be ruled out before. */
export function binaryKind(bytes: Uint8Array, isUtf8: boolean): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE)).toString(
    'latin1',
  );
  const magic = MAGIC.find(
    ({ bytes: wanted, at = 0, weak }) =>
      start.startsWith(wanted, at) && (!weak || start.slice(0, WEAK_REACH).includes('\0')),
  );
  if (magic) return `it looks like ${magic.is}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is counted
  const controls = start.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/g)?.length ?? 0;
  const share = controls / Math.max(1, start.length);
  return share > (isUtf8 ? CONTROL_SHARE_UTF8 : CONTROL_SHARE)
    ? `${Math.round(share * 100)} % of its bytes are controls, as in binary data`
    : undefined;
}
