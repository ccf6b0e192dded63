/** The search within one facet: its values by what they are called, also in other spellings, and what each would find. */
import type { Config } from '../config/schema.ts';
import { ENTITY_TYPES } from '../config/schema.ts';
import type { ArticleReader, FacetCount, FacetName } from '../engine/port.ts';
import { folded, valueKey } from '../engine/values.ts';
import { valueLabel } from './labels.ts';
import { chosenAlone } from './query/href.ts';
import { type SearchQuery, toCount, toRequest } from './query/parse.ts';
import { type FacetValue, labelled } from './search.ts';

/** Values with other spellings that are looked up for one search: each is a small call of the engine. */
const MAX_NAMES = 8;

/** For a facet: the values one of whose other spellings holds a text. */
export type Spellings = (facet: FacetName, text: string) => readonly string[];

/** The names of `config/sources.yml` and `config/entities.yml` by their aliases, and codes by what readers call them. */
export function createSpellings({ sources, entities, index }: Config): Spellings {
  const outlets = sources.map(({ name, aliases, domains }) => spelled(name, [...aliases, ...domains]));
  const known = new Map(
    ENTITY_TYPES.map((type) => [
      type,
      entities.known
        .filter((entity) => entity.type === type)
        .map(({ name, aliases, short, alone }) => spelled(name, [...aliases, ...short, ...alone])),
    ]),
  );
  const codes = [...new Set([...Object.values(index.languages), 'und'])];
  const languages = codes.map((code) => spelled(code, [valueLabel('language', code), nativeName(code)]));
  const lists: Readonly<Partial<Record<FacetName, readonly Spelled[]>>> = {
    source: outlets,
    origin: outlets,
    carrier: outlets,
    agency: outlets,
    ...Object.fromEntries(known),
    entity: [...known.values()].flat(),
    language: languages,
  };
  return (facet, text) => {
    const wanted = folded(text);
    if (wanted === '') return [];
    const fits = (lists[facet] ?? []).filter(({ forms }) => forms.some((form) => form.includes(wanted)));
    const exact = ({ forms }: Spelled) => forms.includes(wanted);
    return [...fits.filter(exact), ...fits.filter((name) => !exact(name))].map(({ name }) => name);
  };
}

interface Spelled {
  readonly name: string;
  /** Folded as the engine's values are. */
  readonly forms: readonly string[];
}

const spelled = (name: string, forms: readonly string[]): Spelled => ({ name, forms: forms.map(folded) });

/** What a language calls itself: `Deutsch`. */
const nativeName = (code: string): string =>
  new Intl.DisplayNames([code, 'en'], { type: 'language', fallback: 'code' }).of(code) ?? code;

/**
 * Values of a facet whose name, label or other spelling holds `text`, the largest count first, then by value; without
 * a text the most frequent ones, and the chosen ones always. Counts are those of `within` without the facet's own choice.
 * @throws StoreUnavailable, NoBuildYet
 */
export async function facetSearch(
  reader: ArticleReader,
  spellings: Spellings,
  facet: FacetName,
  text: string,
  within: SearchQuery,
): Promise<readonly FacetValue[]> {
  const request = toRequest(within, []);
  const wanted = folded(text);
  const names = spellings(facet, text).slice(0, MAX_NAMES);
  const [direct, frequent, ...named] = await Promise.all([
    reader.facetValues(facet, text, request),
    reader.facetValues(facet, '', request),
    ...names.map(async (name) => (await reader.facetValues(facet, name, request)).filter(sameAs(name))),
  ]);
  const byLabel = frequent.filter(({ value }) => folded(valueLabel(facet, value)).includes(wanted));
  const found = new Map<string, FacetCount>();
  for (const one of [...direct, ...byLabel, ...named.flat()]) found.set(valueKey(one.value), one);
  const chosen = within.facets[facet];
  const missing = wanted === '' ? chosen.filter((value) => !found.has(valueKey(value))) : [];
  const totals = await reader.counts(missing.map((value) => toCount(chosenAlone(within, facet, value))));
  const counts = [...found.values(), ...missing.map((value, i) => ({ value, count: totals[i] ?? 0 }))].sort(
    (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
  );
  return labelled(facet, counts, chosen);
}

const sameAs =
  (name: string) =>
  ({ value }: FacetCount): boolean =>
    valueKey(value) === valueKey(name);
