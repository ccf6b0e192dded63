/**
 * Searches as they were read from query strings. What is asked again, as it is when a script polls or somebody goes back, is
 * not checked again: that takes some 25 µs, which is much beside an answer from memory.
 */
import { LRUCache } from 'lru-cache';
import { toParams } from './href.ts';
import type { QueryLimits } from './params.ts';
import { parseSearch, type SearchQuery, type Strictness } from './parse.ts';

export interface ReadSearch {
  readonly query: SearchQuery;
  /** The same for every way to write this search. */
  readonly canonical: string;
}

/** Characters of query strings that are remembered; what was read from one takes some ten times its length. */
const REMEMBERED = 500_000;

/** @returns a reader of query strings, without their `?`; it throws Problem `bad-parameter` */
export function createSearchReader(
  limits: QueryLimits,
  strictness: Strictness,
): (written: string) => ReadSearch {
  const known = new LRUCache<string, ReadSearch>({
    maxSize: REMEMBERED,
    sizeCalculation: (_, written) => written.length + 100,
  });
  return (written) => {
    const before = known.get(written);
    if (before) return before;
    const query = parseSearch(new URLSearchParams(written), limits, strictness);
    const read = { query, canonical: toParams(query).toString() };
    known.set(written, read);
    return read;
  };
}
