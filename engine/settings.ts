/** What the engine is told about an index. Applied to the empty staging index: a change needs `npm run reindex`. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { FilterableAttributes, Settings } from 'meilisearch';
import type { IndexFile } from '../config/schema.ts';
import { ALIAS } from './alias.ts';
import { attributeOf } from './facets.ts';
import { FACETS } from './port.ts';

/**
 * The engine caps every total at `maxTotalHits`, also exact ones. So it is told a number no corpus reaches, and the
 * depth of paging is capped by us (`config.index.maxTotalHits`).
 */
const NO_CAP = 1_000_000_000;

const filterable = (attributePatterns: string[], can: { facetSearch?: true; comparison?: true }) => ({
  attributePatterns,
  features: {
    facetSearch: can.facetSearch ?? false,
    filter: { equality: true, comparison: can.comparison ?? false },
  },
});

const FILTERABLE: FilterableAttributes = [
  filterable(FACETS.map(attributeOf), { facetSearch: true }),
  filterable([ALIAS], { facetSearch: true }),
  filterable(['id', 'storyId'], {}),
  filterable(['firstDay', 'lastDay'], { comparison: true }),
];

/** What a search relies on: an index without it cannot be asked. */
const STRUCTURE = {
  searchableAttributes: ['title', 'body'],
  filterableAttributes: FILTERABLE,
  sortableAttributes: ['addedAt', 'publishedFrom', 'storyRank'],
} satisfies Settings;

/** Raised when documents are written in another shape: see stored.ts. */
const DOCUMENTS = 5;

/** The version of what an index holds. One of another version is built anew, never asked. */
export const FORMAT = createHash('sha256')
  .update(JSON.stringify([DOCUMENTS, STRUCTURE]))
  .digest('hex')
  .slice(0, 12);

/** Settings of an articles index. `distinct` is not among them: it is asked for by query, since counts go without. */
export function articleSettings(index: IndexFile): Settings {
  return {
    ...STRUCTURE,
    displayedAttributes: ['*'],
    // `sort` first: newest means newest, not newest among the best matches. The last one decides between equals.
    rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', 'publishedFrom:desc'],
    // `byAttribute` indexes three times cheaper, but then "red car" in quotes also finds a car that is red: a phrase
    // that is not in the text is the kind of answer nobody can trust.
    proximityPrecision: 'byWord',
    // A year or a sum with one digit off is another fact.
    typoTolerance: { enabled: true, disableOnNumbers: true },
    pagination: { maxTotalHits: NO_CAP },
    faceting: { maxValuesPerFacet: index.facetValues, sortFacetValuesBy: { '*': 'count' } },
    // The engine would otherwise stop ranking after 1.5 s and answer with a wrong order without saying so.
    searchCutoffMs: index.searchDeadlineMs,
  };
}

/** Settings of an index of removed texts: their titles are the articles', and were not removed. */
export const removedSettings = (index: IndexFile): Settings => ({
  ...articleSettings(index),
  searchableAttributes: ['body'],
});

/** Settings of a builds index: one document that is read and never searched. */
export const BUILD_SETTINGS: Settings = { searchableAttributes: ['id'] };

/** Names of the settings that do not read back as they were sent; the order of attributes counts where it ranks. */
export function settingsThatDiffer(sent: Settings, got: Settings): string[] {
  return Object.entries(sent)
    .filter(([name, value]) => !holds(got[name as keyof Settings], value))
    .map(([name]) => name);
}

/** Whether `got` says all that `sent` says; the engine adds defaults to nested settings. */
function holds(got: unknown, sent: unknown): boolean {
  if (!isPlain(sent) || !isPlain(got)) return isDeepStrictEqual(got, sent);
  return Object.entries(sent).every(([key, value]) => holds(got[key], value));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
