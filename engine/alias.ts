/**
 * Other names of entities, so that who looks for `Zelenskyy` finds `Volodymyr Zelensky`. An article holds the forms it
 * uses as values of one attribute, each with the type and the name of its entity; the engine searches their beginnings.
 */
import type { EntityType } from '../config/schema.ts';
import type { ArticleEntity } from './article.ts';
import type { FacetCount, FacetName } from './port.ts';
import { folded } from './values.ts';

/** Attribute of the documents; no facet of its own. */
export const ALIAS = 'alias';

/** Facets whose values are names of entities. */
export const NAME_FACETS = ['entity', 'person', 'org', 'place'] as const satisfies readonly FacetName[];
export const isNameFacet = (facet: FacetName): facet is (typeof NAME_FACETS)[number] =>
  NAME_FACETS.some((name) => name === facet);

/** Between form, type and name; no token of a text holds it. */
const ARROW = ' \u2192 ';
/** Characters of the longest form that is looked for. */
const LONGEST = 100;
/** Share of the articles with a form that must mean the same entity, before the form is understood as it. */
const SURE = 0.9;

/** The values of an article. */
export const aliasesOf = (entities: readonly ArticleEntity[]): string[] => [
  ...new Set(
    entities.flatMap(({ name, type, forms }) =>
      forms
        .filter((form) => form.length <= LONGEST && !form.includes(ARROW) && folded(form) !== folded(name))
        .map((form) => [form, type, name].join(ARROW)),
    ),
  ),
];

/** A value, taken apart. */
export interface Alias {
  readonly form: string;
  readonly type: EntityType;
  readonly name: string;
  /** Articles that use the form for it. */
  readonly count: number;
}

/** Those of these values that are of the facet's type. */
export const aliasesAmong = (values: readonly FacetCount[], facet: FacetName): readonly Alias[] =>
  values.flatMap(({ value, count }) => {
    const [form = '', type = '', ...name] = value.split(ARROW);
    if (facet !== 'entity' && facet !== type) return [];
    return [{ form, type: type as EntityType, name: name.join(ARROW), count }];
  });

/** The entity nearly all articles mean by just this form; null where there is none. */
export function meantBy(form: string, aliases: readonly Alias[]): string | null {
  const wanted = folded(form);
  const counts = new Map<string, number>();
  for (const alias of aliases)
    if (folded(alias.form) === wanted) counts.set(alias.name, (counts.get(alias.name) ?? 0) + alias.count);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return best && best[1] >= SURE * all ? best[0] : null;
}
