/** Where an article carries the values of a facet. */
import type { Article } from './article.ts';
import type { FacetName } from './port.ts';

/** Facets that are carried by a key of another name. */
const ATTRIBUTES = {
  completeness: 'completenessState',
  kind: 'removedKinds',
  rule: 'removedRules',
} as const satisfies Partial<Record<FacetName, keyof Article>>;

const isRenamed = (facet: FacetName): facet is keyof typeof ATTRIBUTES => facet in ATTRIBUTES;

/** The key of the article that carries a facet. */
export const attributeOf = (facet: FacetName): keyof Article =>
  isRenamed(facet) ? ATTRIBUTES[facet] : facet;
