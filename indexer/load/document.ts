/** A known draft and its place among the stories -> the document of the index. */
import type { EntityType } from '../../config/schema.ts';
import {
  type Article,
  type CompletenessState,
  copiesOf,
  type Evidence,
  type StoryRelation,
} from '../../engine/article.ts';
import type { PlaceKey } from '../../engine/prepared.ts';
import { body, type Draft, type Fact, paragraphs } from '../draft.ts';
import { UNKNOWN_LANGUAGE } from '../text/language.ts';
import { countWords } from '../text/words.ts';
import { intervalOf } from './interval.ts';

export const UNKNOWN_SOURCE = 'unknown';
export const UNDATED = 'undated';

/** The story an article belongs to, how many articles tell it, and what this one is among them. */
export interface StoryPlace {
  readonly storyId: string;
  readonly size: number;
  readonly rank: number;
  readonly relation: StoryRelation;
  readonly score: number;
  readonly shared: number;
}

/**
 * The document of a draft that went through the pipeline. Before the whole corpus was read an article is a story
 * of its own; `inStory` sets its place afterwards. What is unknown becomes a word or null, never an absent key.
 */
export function toArticle(draft: Draft): Article {
  const { facts } = draft;
  const text = body(draft);
  const entities = facts.entities ?? [];
  const names = (type?: EntityType) => [
    ...new Set(entities.filter((entity) => !type || entity.type === type).map((entity) => entity.name)),
  ];
  const published = facts.published?.value ?? null;
  const interval = published && intervalOf(published);
  return {
    id: draft.id,
    path: draft.path,
    url: draft.url ?? null,
    title: facts.title?.value ?? '',
    body: text,
    paragraphs: paragraphs(draft).map(({ kind, text, line, language }) => ({
      kind,
      text,
      line,
      ...(language && { language }),
    })),
    removals: draft.removals.map(({ rule, kind, reason, block }) => ({
      rule,
      kind,
      reason,
      text: block.text,
      line: block.line,
    })),
    facts: evidenceOf(draft),
    source: sourceOf(draft),
    origin: facts.origin?.value ?? null,
    carrier: facts.carrier?.value ?? null,
    agency: facts.agency?.value ?? null,
    language: facts.language?.value ?? UNKNOWN_LANGUAGE,
    published,
    year: published?.date.slice(0, 4) ?? UNDATED,
    month: published && published.precision !== 'year' ? published.date.slice(0, 7) : UNDATED,
    day: published?.date.slice(0, published.precision === 'minute' ? 10 : undefined) ?? UNDATED,
    publishedFrom: interval?.from ?? null,
    firstDay: interval?.firstDay ?? null,
    lastDay: interval?.lastDay ?? null,
    completeness: facts.completeness?.value ?? null,
    completenessState: completenessState(draft),
    bodyLoss: facts.bodyLoss !== undefined,
    removedKinds: [...new Set(draft.removals.map(({ kind }) => kind))],
    removedRules: [...new Set(draft.removals.map(({ rule }) => rule))],
    entity: names(),
    person: names('person'),
    org: names('org'),
    place: names('place'),
    entities,
    storyId: draft.id,
    storySize: 1,
    copies: copiesOf(1),
    storyRank: 0,
    storyRelation: 'only',
    storyScore: 1,
    storyShared: 1,
    wordCount: countWords(text),
  };
}

/** The article at its place among the stories of the corpus. */
export const inStory = (article: Article, place: StoryPlace): Article => ({
  ...article,
  ...storyKeys(place),
});

/** What a document tells of its place. */
export const storyKeys = (place: StoryPlace): Pick<Article, PlaceKey> => ({
  storyId: place.storyId,
  storySize: place.size,
  copies: copiesOf(place.size),
  storyRank: place.rank,
  storyRelation: place.relation,
  storyScore: rounded(place.score),
  storyShared: rounded(place.shared),
});

const rounded = (share: number): number => Math.round(share * 1000) / 1000;

/** What decides which member of a story is shown first: whether it is whole, and by when it was certainly published. */
export function standingOf(draft: Draft): {
  readonly completeness: CompletenessState;
  readonly publishedBy: number | null;
} {
  const published = draft.facts.published?.value;
  return {
    completeness: completenessState(draft),
    publishedBy: published ? intervalOf(published).to : null,
  };
}

/** Whose text it is, as the facet shows it: the origin, else the carrier, else `unknown`. */
export const sourceOf = ({ facts }: Draft): string =>
  facts.origin?.value ?? facts.carrier?.value ?? UNKNOWN_SOURCE;

/** Every fact of a draft as a row to show, in one fixed order. */
export function evidenceOf({ facts }: Draft): Evidence[] {
  const row = <T>(fact: Evidence['fact'], known: Fact<T> | undefined, value: (value: T) => string) =>
    known ? [{ fact, value: value(known.value), evidence: known.evidence, reader: known.reader }] : [];
  const asIs = (value: string) => value;
  const share = (value: number | null) => (value === null ? 'cut, by an unknown share' : String(value));
  return [
    ...row('title', facts.title, asIs),
    ...row('language', facts.language, asIs),
    ...row('origin', facts.origin, asIs),
    ...row('carrier', facts.carrier, asIs),
    ...row('agency', facts.agency, asIs),
    ...row('published', facts.published, ({ date, role }) =>
      role === 'updated' ? `${date} (updated)` : date,
    ),
    ...row('dateRefused', facts.dateRefused, asIs),
    ...row('completeness', facts.completeness, share),
    ...row('bodyLoss', facts.bodyLoss, share),
  ];
}

function completenessState({ facts }: Draft): CompletenessState {
  if (!facts.completeness) return 'unknown';
  return facts.completeness.value === 1 ? 'whole' : 'truncated';
}
