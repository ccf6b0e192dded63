/**
 * What the run must know of a page besides its text: some two kilobytes. The page itself goes from the thread that
 * judged it to the spool as bytes; its gist goes to the counts, the stories, the names and the lines of its site.
 *
 * Gists are kept beside the spool, so that a later run that takes a page over need not read the page for them.
 */
import { createReadStream } from 'node:fs';
import { mass } from '../clean/measure.ts';
import { body, type Draft, paragraphs } from '../draft.ts';
import { fingerprintOf, type SignatureRow } from '../enrich/stories/stories.ts';
import { standingOf } from '../load/document.ts';
import type { Refused } from '../load/spool.ts';
import { type NamedHere, namedHere, type Told } from '../load/told.ts';
import { type Key, lineKey, siteKey } from '../repeated/key.ts';
import { packedLines } from '../repeated/log.ts';
import { siteOf } from '../repeated/site.ts';
import { textsByChunk } from '../text/lines.ts';

/** A name as the notes of names take it, and as the counts do. */
export interface GistName extends NamedHere {
  readonly forms: readonly string[];
}

export interface JudgedGist {
  /** Bytes the page takes in the spool. */
  readonly bytes: number;
  readonly id: string;
  readonly path: string;
  readonly warnings?: readonly string[];
  readonly names: readonly GistName[];
  readonly told: Told;
  /** Its text, for the stories. */
  readonly signature: SignatureRow;
  /** Null: it is of no known site. */
  readonly site: Key | null;
  /** Its lines, as `packedLines` packs them; empty where the site is not known. */
  readonly lines: Uint32Array;
}

export type Gist = JudgedGist | { readonly bytes: number; readonly refused: Refused };

/** The gist of a judged page that takes so many bytes in the spool. */
export function gistOf(draft: Draft, told: Told, warnings: readonly string[], bytes: number): JudgedGist {
  const site = siteOf(draft);
  const key = site === null ? null : siteKey(site);
  return {
    bytes,
    id: draft.id,
    path: draft.path,
    ...(warnings.length > 0 && { warnings }),
    names: (draft.facts.entities ?? []).map((entity) => ({ ...namedHere(entity), forms: entity.forms })),
    told,
    signature: fingerprintOf(body(draft), standingOf(draft)),
    site: key,
    lines: key === null ? new Uint32Array(0) : packedLines(linesOf(draft, key)),
  };
}

const linesOf = (draft: Draft, site: Key) =>
  paragraphs(draft).map(({ text }) => {
    const key = lineKey(site, text);
    return key && { key, mass: mass(text) };
  });

/** A gist without what only stories and repeated lines are told by. */
export type BriefGist =
  | Omit<JudgedGist, 'signature' | 'lines'>
  | { readonly bytes: number; readonly refused: Refused };

/** The gists in a file, in order, each in brief; some at a time. */
export async function* briefGists(path: string): AsyncGenerator<readonly BriefGist[]> {
  for await (const lines of textsByChunk(createReadStream(path, { highWaterMark: 1 << 18 })))
    yield lines.map(({ text }) => JSON.parse(text) as BriefGist);
}

/** A gist as one line of JSON; numbers as base64 of their bytes, the lowest first. */
export const gistLine = (gist: Gist): string =>
  JSON.stringify(
    'refused' in gist ? gist : { ...gist, signature: packed(gist.signature), lines: packed(gist.lines) },
  );

/** The gist in a line. @throws SyntaxError where it is none */
export function gistIn(line: string): Gist {
  const found = JSON.parse(line) as
    | Extract<Gist, { refused: Refused }>
    | (Omit<JudgedGist, 'signature' | 'lines'> & Record<'signature' | 'lines', string>);
  if ('refused' in found) return found;
  return { ...found, signature: unpacked(found.signature), lines: unpacked(found.lines) };
}

const packed = (numbers: Uint32Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

function unpacked(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
