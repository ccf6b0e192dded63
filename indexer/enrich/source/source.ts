/** Whose article it is: who wrote it, whose page it was scraped from, which wire it credits. */
import type { Config } from '../../../config/schema.ts';
import { type Fact, learn, type Stage } from '../../draft.ts';
import { cueReaders } from './cues.ts';
import { fromHeader } from './header.ts';
import { knownSources } from './known.ts';
import { mastheadReader } from './masthead.ts';
import type { Role, SourceReader } from './reader.ts';
import {
  fromAddress,
  fromKnownAddress,
  fromRecord,
  fromSidecar,
  fromSiteName,
  fromSyndication,
} from './stated.ts';

const EVIDENCE_CHARACTERS = 240;

/**
 * Sets `facts.origin`, `facts.carrier` and `facts.agency`, each only where the page tells it; an absent one is
 * unknown. An aggregator is never an origin, a photo credit never a source, a wire that is quoted never the agency. A
 * wire that is credited alone, on a page of which nobody else is known, wrote it.
 */
export function sourceFinder(config: Pick<Config, 'sources' | 'credits' | 'cues'>): Stage {
  const known = knownSources(config.sources);
  const cues = cueReaders(config.credits);
  /** Most trusted first: for each role the first answer stands. */
  const readers: readonly (readonly [string, SourceReader])[] = [
    ['sidecar', fromSidecar],
    ['record', fromRecord],
    ['syndication', fromSyndication],
    ['credit', cues.origins],
    ['wire-credit', cues.agencies],
    ['known-address', fromKnownAddress],
    ['site-name', fromSiteName],
    ['header', fromHeader],
    ['masthead', mastheadReader(config.cues)],
    ['self-mention', cues.mentions],
    ['address', fromAddress],
  ];
  return (draft) => {
    const facts: Partial<Record<Role, Fact<string>>> = {};
    let wrote: Fact<string> | undefined;
    for (const [reader, read] of readers)
      for (const { role, name, evidence, isAlone } of read(draft, known)) {
        const fact = { value: name, evidence: evidence.slice(0, EVIDENCE_CHARACTERS), reader };
        if (role === 'agency' && !facts.agency && isAlone) wrote = { ...fact, reader: 'wire-alone' };
        facts[role] ??= fact;
      }
    if (wrote && !facts.carrier) facts.origin ??= wrote;
    return learn(draft, facts);
  };
}
