/** Filters of the port as a filter expression of Meilisearch. */
import type { Article } from './article.ts';
import { attributeOf } from './facets.ts';
import { type Condition, FACETS, type FacetName, type Filters } from './port.ts';

/**
 * The expression for all filters, or undefined when nothing is filtered. `except` leaves out one facet's own
 * selection, which is how its counts are made.
 * @throws RangeError when `from` or `to` is no ISO day
 */
export function filterExpression(filters: Filters, except?: FacetName): string | undefined {
  const parts: string[] = [];
  for (const facet of FACETS) {
    const values = facet === except ? [] : (filters.facets[facet] ?? []);
    if (values.length > 0) parts.push(oneOf(attributeOf(facet), values));
  }
  if (filters.story?.length) parts.push(oneOf('storyId', filters.story));
  parts.push(...within(filters));
  for (const condition of filters.conditions ?? []) parts.push(...conditionExpression(condition));
  return parts.length > 0 ? parts.join(' AND ') : undefined;
}

function conditionExpression(condition: Condition): string[] {
  const parts =
    condition.kind === 'dates'
      ? within(condition)
      : condition.values.length > 0
        ? [oneOf(attributeOf(condition.facet), condition.values)]
        : [];
  if (parts.length === 0) return [];
  return condition.excluded ? [`NOT (${parts.join(' AND ')})`] : parts;
}

/** An article counts when all days its date names lie within, so an undated one never does. */
const within = ({ from, to }: { readonly from?: string; readonly to?: string }): string[] => [
  ...(from === undefined ? [] : [`firstDay >= ${dayNumber(from)}`]),
  ...(to === undefined ? [] : [`lastDay <= ${dayNumber(to)}`]),
];

/** Articles whose attribute is, or contains, one of the values. */
export const oneOf = (attribute: keyof Article, values: readonly string[]): string =>
  `${attribute} IN [${values.map(quoted).join(', ')}]`;

/**
 * A value as a string of the filter language, which knows `\"` but has no way to write a backslash at the end of a
 * string. The engine compares compatibility forms alike (see values.ts), so the full-width one stands for it.
 */
const quoted = (value: string): string => `"${value.replaceAll('\\', '\u{FF3C}').replaceAll('"', '\\"')}"`;

/** Days since 1970-01-01. */
function dayNumber(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day))
    throw new RangeError(`«${day}» is no day: write it as 2023-08-22`);
  return ms / 86_400_000;
}
