/** One condition of a search and one article: what was asked for, what the article has, and whether that holds. */

import type { Article } from '../../engine/article.ts';
import { attributeOf } from '../../engine/facets.ts';
import type { Condition, FacetName, Filters } from '../../engine/port.ts';
import { FACETS } from '../../engine/port.ts';
import { isWithin } from '../days.ts';
import { FACET_LABELS } from '../labels.ts';
import { excluding } from '../query/params.ts';
import type { SearchQuery } from '../query/parse.ts';
import { understand } from '../query/words.ts';

/** A condition, and the filters that try it alone. */
export interface TriedCondition {
  /** The parameter it comes from: `source`, `-source`, `from`, or `q` where it was typed as a field. */
  readonly parameter: string;
  readonly on: FacetName | 'story' | 'date';
  readonly excluded: boolean;
  /** Any of these values; or the first and last day, open where null. */
  readonly values: readonly string[];
  readonly days: { readonly from: string | null; readonly to: string | null } | null;
  readonly filters: Filters;
}

export interface ConditionVerdict extends Omit<TriedCondition, 'filters'> {
  /** What the article has there. */
  readonly has: readonly string[];
  /** Whether it lets the article in: the store's word. */
  readonly matches: boolean;
  /** As a sentence, why it does not. */
  readonly reason: string;
  readonly difference?: string;
}

/** Every condition of a search, in the order of its parameters. */
export function conditionsOf(query: SearchQuery): readonly TriedCondition[] {
  const { facets, excluded, story, from, to } = query;
  const valued = (parameter: string, on: FacetName, values: readonly string[], not: boolean) =>
    values.length === 0
      ? []
      : [fromCondition(parameter, { kind: 'values', facet: on, values, excluded: not })];
  const dated = (parameter: string, days: { readonly from?: string; readonly to?: string }) =>
    fromCondition(parameter, { kind: 'dates', ...days, excluded: false });
  return [
    ...understand(query.q).conditions.map((condition) => fromCondition('q', condition)),
    ...FACETS.flatMap((facet) => valued(facet, facet, facets[facet], false)),
    ...FACETS.flatMap((facet) => valued(excluding(facet), facet, excluded[facet], true)),
    ...(story.length === 0 ? [] : [storyCondition(story)]),
    ...(from === undefined ? [] : [dated('from', { from })]),
    ...(to === undefined ? [] : [dated('to', { to })]),
  ];
}

function fromCondition(parameter: string, condition: Condition): TriedCondition {
  const { excluded } = condition;
  const filters: Filters = { facets: {}, conditions: [condition] };
  if (condition.kind === 'values')
    return { parameter, on: condition.facet, excluded, values: condition.values, days: null, filters };
  const days = { from: condition.from ?? null, to: condition.to ?? null };
  return { parameter, on: 'date', excluded, values: [], days, filters };
}

const storyCondition = (story: readonly string[]): TriedCondition => ({
  parameter: 'story',
  on: 'story',
  excluded: false,
  values: story,
  days: null,
  filters: { facets: {}, story },
});

export function judgedCondition(
  { filters: _filters, ...condition }: TriedCondition,
  article: Article,
  matches: boolean,
): ConditionVerdict {
  const has = valuesOf(article, condition.on);
  const name =
    condition.on === 'story' || condition.on === 'date' ? condition.on : FACET_LABELS[condition.on];
  const wanted = condition.days ? daysLabel(condition.days) : condition.values.join(' or ');
  const own = has.length === 0 ? 'nothing' : has.join(', ');
  const ours = ownReading(condition, article, has);
  return {
    ...condition,
    has,
    matches,
    reason: `${name}: the article has ${own}, and ${condition.excluded ? `${wanted} must not be` : `${wanted} was asked for`}.`,
    ...(ours !== matches && {
      difference: `${name}: the search engine ${matches ? 'lets the article in' : 'keeps the article out'}, and our own reading would not.`,
    }),
  };
}

function valuesOf(article: Article, on: TriedCondition['on']): readonly string[] {
  if (on === 'story') return [article.storyId];
  if (on === 'date') return [article.published?.date ?? 'undated'];
  return [article[attributeOf(on)]].flat().flatMap((value) => (value === null ? [] : String(value)));
}

function ownReading(
  { excluded, values, days }: Omit<TriedCondition, 'filters'>,
  article: Article,
  has: readonly string[],
): boolean {
  const within = days
    ? isWithin(article, days)
    : has.some((one) => values.some((other) => alike(one, other)));
  return within !== excluded;
}

/** Case and compatibility forms do not count. */
const alike = (a: string, b: string): boolean => keyOf(a) === keyOf(b);
const keyOf = (value: string): string => value.trim().normalize('NFKD').toLowerCase();

const daysLabel = ({ from, to }: NonNullable<TriedCondition['days']>): string =>
  from === null ? `until ${to}` : to === null ? `from ${from}` : from === to ? from : `${from} to ${to}`;
