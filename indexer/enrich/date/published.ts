/** When an article was published: an ordered list of readers, the most trusted first. */
import type { Config } from '../../../config/schema.ts';
import { type Draft, type Fact, learn, type Published, type Stage } from '../../draft.ts';
import type { Order } from './parse.ts';
import type { Candidate, DateReader } from './reader.ts';
import {
  fromAddress,
  fromAddressMonth,
  fromJsonLd,
  fromMeta,
  fromRecord,
  fromSidecar,
  fromTimes,
} from './stated.ts';
import { fromText } from './text.ts';

const EVIDENCE_CHARACTERS = 240;
/** The web was not there before; an older date is one of the matter, not of the page. A sidecar may know better. */
const FIRST_YEAR = 1990;
const DAY = 86_400_000;

/** Most trusted first. */
const READERS: readonly (readonly [string, DateReader])[] = [
  ['sidecar', fromSidecar],
  ['record', fromRecord],
  ['json-ld', fromJsonLd],
  ['meta', fromMeta],
  ['address', fromAddress],
  ['time', fromTimes],
  ['text', fromText],
  ['address-month', fromAddressMonth],
];

/**
 * Sets `facts.published` where the page tells it; absent means undated. What is published goes before what is
 * updated, whichever reader found it. Dates later than a day from `now`, or before the web, are refused.
 */
export function dateFinder(_config: Pick<Config, 'index'>, now: () => Date = () => new Date()): Stage {
  return (draft) => {
    const latest = new Date(now().getTime() + DAY).toISOString();
    const order = orderOf(draft);
    let updated: Fact<Published> | undefined;
    for (const [reader, read] of READERS)
      for (const candidate of read(draft, order)) {
        if (!isPlausible(candidate, reader, latest)) continue;
        const fact = factOf(candidate, reader);
        if (candidate.role === 'published') return learn(draft, { published: fact });
        updated ??= fact;
      }
    return updated ? learn(draft, { published: updated }) : draft;
  };
}

function isPlausible({ date }: Candidate, reader: string, latest: string): boolean {
  return date <= latest && (reader === 'sidecar' || Number(date.slice(0, 4)) >= FIRST_YEAR);
}

const factOf = ({ evidence, ...value }: Candidate, reader: string): Fact<Published> => ({
  value,
  evidence: evidence.slice(0, EVIDENCE_CHARACTERS),
  reader,
});

/** Countries that write English with the day first. */
const DAY_FIRST = /\.(?:uk|au|nz|ie|in|za|ke|ng|sg|hk|pk|my)(?:[/:]|$)/i;

/** `03/04/2023` is the 4th of March in American English, the 3rd of April elsewhere. */
function orderOf({ url, facts, meta }: Draft): Order {
  const lang = meta.head?.lang?.toLowerCase();
  if (lang?.startsWith('en-')) return lang === 'en-us' ? 'mdy' : 'dmy';
  if (facts.language?.value !== 'en') return 'dmy';
  return url && DAY_FIRST.test(url.replace(/^([a-z]+:\/\/[^/]*).*/i, '$1')) ? 'dmy' : 'mdy';
}
