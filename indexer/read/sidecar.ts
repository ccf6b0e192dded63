/** The sidecar of a page: `NAME.meta.json` beside it, which outranks what is guessed. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Stated } from '../draft.ts';
import { decode } from './bytes/decode.ts';
import { shown } from './bytes/source.ts';
import { ReadError, systemWordsOf } from './errors.ts';
import { canonicalUrl } from './id.ts';

export const SIDECAR_SUFFIX = '.meta.json';

/** A sidecar of more bytes is none: it states seven short things. */
const MOST_BYTES = 1_000_000;

const KEYS = ['url', 'source', 'published', 'updated', 'title', 'language', 'author'] as const;

export interface Sidecar {
  readonly stated?: Stated;
  /** Faults of the file, in words; the page is read all the same. */
  readonly warnings: readonly string[];
}

/** Where the sidecar of `page.txt.gz` may lie: `page.txt.gz`, `page.txt` or `page` + `.meta.json`; the first counts. */
export function sidecarPaths(file: string): string[] {
  const name = basename(file);
  const unpacked = name.replace(/\.gz$/i, '');
  const bare = unpacked.replace(/\.[^.]+$/, '');
  return [...new Set([name, unpacked, bare])]
    .filter((stem) => stem !== '')
    .map((stem) => join(dirname(file), stem + SIDECAR_SUFFIX));
}

/** The sidecar of a file: the first there is of `sidecarPaths`. */
export async function sidecarOf(file: string): Promise<Sidecar> {
  for (const path of sidecarPaths(file)) {
    const found = await read(path);
    if (found) return found;
  }
  return { warnings: [] };
}

async function read(path: string): Promise<Sidecar | undefined> {
  const name = basename(path);
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new ReadError('it is no regular file');
    if (info.size > MOST_BYTES)
      throw new ReadError(`it has ${shown(info.size)} bytes, the limit is ${shown(MOST_BYTES)}`);
    return statedIn(JSON.parse(decode(await readFile(path)).text), name);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    return { warnings: [`the sidecar ${name} cannot be read: ${systemWordsOf(cause)}`] };
  }
}

const shortJson = (value: unknown): string => JSON.stringify(value).slice(0, 80);

function statedIn(parsed: unknown, name: string): Sidecar {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { warnings: [`the sidecar ${name} is no JSON object`] };
  const stated: { -readonly [K in keyof Stated]: Stated[K] } = {};
  const warnings: string[] = [];
  for (const key of KEYS) {
    const value: unknown = (parsed as Record<string, unknown>)[key];
    if (value === undefined || value === null || value === '') continue;
    if (key === 'url' && !(typeof value === 'string' && canonicalUrl(value)))
      warnings.push(`the sidecar ${name} has a url that is no http address: ${shortJson(value)}`);
    else if (typeof value === 'string') stated[key] = value.trim();
    else if (key === 'author' && Array.isArray(value) && value.every((one) => typeof one === 'string'))
      stated[key] = value.join(', ');
    else warnings.push(`the sidecar ${name} has a ${key} that is no text: ${shortJson(value)}`);
  }
  return { ...(Object.keys(stated).length > 0 && { stated }), warnings };
}
