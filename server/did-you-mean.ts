/** For a field in the search box whose value no article has: the values that may be meant. */
import { distance } from 'fastest-levenshtein';
import type { ArticleReader, FacetName } from '../engine/port.ts';
import { folded, valueKey } from '../engine/values.ts';
import { facetSearch, type Spellings } from './facet-search.ts';
import { valueLabel } from './labels.ts';
import { changed, freshSearch } from './query/href.ts';
import { type SearchQuery, toCount } from './query/parse.ts';
import { typedValues } from './query/words.ts';
import type { FacetValue } from './search.ts';

/** A field no article satisfies, and what else it could say. */
export interface Suggestion {
  readonly facet: FacetName;
  /** As it is typed: `source:monde`. */
  readonly typed: string;
  readonly options: readonly SuggestedValue[];
}

export interface SuggestedValue {
  readonly label: string;
  /** The search with this value in place of the one that was typed. */
  readonly query: SearchQuery;
  /** Articles it finds: always some. */
  readonly total: number;
}

/** Values offered for one field. */
const MAX_OPTIONS = 4;
/** Fields of one query that are looked up: each is a few calls of the engine. */
const MAX_FIELDS = 5;
/** A name may differ from what was typed in one letter of so many. */
const LETTERS_PER_TYPO = 4;

/** The typed values that no article of the index has, each with what may be meant. @throws StoreUnavailable, NoBuildYet */
export async function suggestions(
  reader: ArticleReader,
  spellings: Spellings,
  query: SearchQuery,
): Promise<readonly Suggestion[]> {
  const asked = typedValues(query.q).slice(0, MAX_FIELDS);
  const found = await Promise.all(
    asked.map(async ({ facet, typed, value, with: rewritten }): Promise<readonly Suggestion[]> => {
      const everything = freshSearch({ in: query.in });
      const like = await facetSearch(reader, spellings, facet, value, everything);
      if (like.some((other) => valueKey(other.value) === valueKey(value))) return [];
      const meant =
        like.length > 0
          ? like
          : resembling(await facetSearch(reader, spellings, facet, '', everything), value);
      const options = meant.slice(0, MAX_OPTIONS).map((other) => ({
        label: valueLabel(facet, other.value),
        query: changed(query, { q: rewritten(other.value) }),
      }));
      const totals = await reader.counts(options.map((option) => toCount(option.query)));
      const counted = options.map((option, i) => ({ ...option, total: totals[i] ?? 0 }));
      return [{ facet, typed, options: counted.filter(({ total }) => total > 0) }];
    }),
  );
  return found.flat();
}

/** Values one of whose words, or all of them, differ from a text by a typo. */
function resembling(values: readonly FacetValue[], text: string): readonly FacetValue[] {
  const wanted = folded(text);
  const typos = Math.floor(wanted.length / LETTERS_PER_TYPO);
  if (typos === 0) return [];
  return values.filter(({ value }) => {
    const name = folded(value);
    return [name, ...name.split(/[^\p{L}\p{N}]+/u)].some((part) => distance(part, wanted) <= typos);
  });
}
