/**
 * The counts of the searches that were asked last. They are the same on every page of a search and in every order, and take
 * the engine more than half of its time for a page.
 */
import { LRUCache } from 'lru-cache';
import type { Build } from './article.ts';
import type { SearchAnswer, SearchRequest } from './port.ts';

/** What a search counts. */
export interface Counts extends Pick<SearchAnswer, 'total' | 'facets'> {
  /** Articles that are alone with their text. */
  readonly alone: number;
  readonly build: Build;
}

/** Whoever takes them compares their build with that of the hits: of another one they are to be forgotten. */
export interface KeptCounts {
  readonly get: (request: SearchRequest) => Counts | undefined;
  readonly keep: (request: SearchRequest, counts: Counts) => void;
  readonly forget: (request: SearchRequest) => void;
}

/** Searches whose counts are kept; those of one take some 100 KB. */
const KEPT = 50;

export function createKeptCounts(): KeptCounts {
  const kept = new LRUCache<string, Counts>({ max: KEPT });
  return {
    get: (request) => kept.get(keyOf(request)),
    keep: (request, counts) => void kept.set(keyOf(request), counts),
    forget: (request) => void kept.delete(keyOf(request)),
  };
}

/** All that decides what is counted. */
const keyOf = ({ in: text, q, filters, exact, facets }: SearchRequest): string =>
  JSON.stringify([text, q, filters, exact, facets]);
