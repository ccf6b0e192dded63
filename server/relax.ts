/** For a search that finds nothing: the searches with one part less, and what each would find. */
import type { ArticleReader } from '../engine/port.ts';
import { FACETS } from '../engine/port.ts';
import { DATE_LABEL, FACET_LABELS, rangeLabel, valueLabel } from './labels.ts';
import { changed, onAnyDay, withoutDay } from './query/href.ts';
import { type SearchQuery, toCount } from './query/parse.ts';
import { splitQuery } from './query/words.ts';

/** The search without one of its parts. */
export interface Relaxation {
  /** The part, as a reader knows it: `Source: Evening Star`, `the word «harbour»`. */
  readonly label: string;
  readonly without: SearchQuery;
  /** Articles it finds: always some. */
  readonly total: number;
}

/** Searches tried: each is one small query of the engine. */
const MAX_TRIES = 12;

/** The parts whose loss brings articles, most articles first. @throws StoreUnavailable, NoBuildYet */
export async function relaxations(reader: ArticleReader, query: SearchQuery): Promise<readonly Relaxation[]> {
  const tries = [...looser(query)].slice(0, MAX_TRIES);
  const totals = await reader.counts(tries.map(({ without }) => toCount(without)));
  return tries
    .map((attempt, i) => ({ ...attempt, total: totals[i] ?? 0 }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total);
}

function* looser(query: SearchQuery): Generator<Omit<Relaxation, 'total'>> {
  for (const facet of FACETS) {
    const values = query.facets[facet];
    if (values.length > 0)
      yield {
        label: `${FACET_LABELS[facet]}: ${values.map((value) => valueLabel(facet, value)).join(' or ')}`,
        without: changed(query, { facets: { ...query.facets, [facet]: [] } }),
      };
  }
  if (query.from !== undefined && query.to !== undefined)
    yield { label: `${DATE_LABEL}: ${rangeLabel(query.from, query.to)}`, without: onAnyDay(query) };
  else if (query.from !== undefined)
    yield { label: `From ${query.from}`, without: withoutDay(query, 'from') };
  else if (query.to !== undefined) yield { label: `Until ${query.to}`, without: withoutDay(query, 'to') };
  if (query.story.length > 0)
    yield { label: 'the story it is limited to', without: changed(query, { story: [] }) };
  if (query.exact) yield { label: '“exact words only”', without: changed(query, { exact: false }) };
  for (const facet of FACETS) {
    const values = query.excluded[facet];
    if (values.length > 0)
      yield {
        label: `not ${FACET_LABELS[facet]}: ${values.map((value) => valueLabel(facet, value)).join(' or ')}`,
        without: changed(query, { excluded: { ...query.excluded, [facet]: [] } }),
      };
  }
  if (query.in === 'removed')
    yield { label: '“in what was removed”', without: changed(query, { in: 'articles' }) };
  for (const { label, q } of partsOf(query.q)) yield { label, without: changed(query, { q }) };
}

/** Each part of a query as a reader knows it, and the query without it. */
function* partsOf(q: string): Generator<{ readonly label: string; readonly q: string }> {
  const parts = splitQuery(q);
  const phrases = parts.filter(({ word }) => word?.kind === 'phrase' && !word.excluded && word.text !== '');
  if (phrases.length > 0)
    yield {
      label: 'the quotation marks',
      q: parts
        .map(({ text, word }) => (word?.kind === 'phrase' && !word.excluded ? word.text : text))
        .join(' '),
    };
  if (parts.length < 2) return;
  for (const [i, { text, word }] of parts.entries()) {
    if (word && !word.excluded && word.kind === 'phrase') continue;
    yield {
      label: word && !word.excluded ? `the word «${text}»` : `«${text}»`,
      q: parts
        .toSpliced(i, 1)
        .map(({ text }) => text)
        .join(' '),
    };
  }
}
