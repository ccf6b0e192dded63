/** What a source reader is given and what it answers with. */
import type { Draft } from '../../draft.ts';
import type { Known } from './known.ts';
import { looksLikeName, tidyName, uncapital } from './name.ts';

export type Role = 'origin' | 'carrier' | 'agency';

export interface Finding {
  readonly role: Role;
  readonly name: string;
  /** The words of the page it rests on. */
  readonly evidence: string;
  /** Of a wire: whether it is credited alone, not beside a writer or an outlet. */
  readonly isAlone?: boolean;
}

/** One small way to learn of a source; it answers with nothing rather than with a guess. */
export type SourceReader = (draft: Draft, known: Known) => readonly Finding[];

/** The name as we show it: the known entry's own, else the tidied one; undefined when it is no name. */
export function nameOf(text: string, known: Known): string | undefined {
  const tidied = tidyName(text);
  const bare = tidied.replace(/\.(?:\p{L}{2,4}\.)?\p{L}{2,4}$/u, '');
  const entry = known.byName(text.trim()) ?? known.byName(tidied) ?? known.byName(bare);
  if (entry) return entry.name;
  return looksLikeName(tidied) ? uncapital(tidied) : undefined;
}

/** What a known or tidied name may be: an aggregator is never an origin. */
export function roleOf(text: string, known: Known, wanted: 'origin' | 'carrier'): 'origin' | 'carrier' {
  return known.byName(text)?.role === 'aggregator' ? 'carrier' : wanted;
}
