/** The document in the index: one article, as the indexer writes it and the server reads it. */
import type { EntityType } from '../config/schema.ts';

export type CompletenessState = 'whole' | 'truncated' | 'unknown';

export const STORY_RELATIONS = ['only', 'copy', 'excerpt', 'rewrite'] as const;
export type StoryRelation = (typeof STORY_RELATIONS)[number];

/** A fact as it is shown: the value, the words it rests on, and the reader that found it. */
export interface Evidence {
  readonly fact:
    | 'title'
    | 'language'
    | 'origin'
    | 'carrier'
    | 'agency'
    | 'published'
    | 'dateRefused'
    | 'completeness'
    | 'bodyLoss';
  readonly value: string;
  readonly evidence: string;
  readonly reader: string;
}

export interface ArticleParagraph {
  readonly kind: string;
  readonly text: string;
  /** Where the block stood on the page: lets removals be shown in place. */
  readonly line: number;
  /** Only where it is another one than the article's. */
  readonly language?: string;
}

export interface ArticleRemoval {
  readonly rule: string;
  readonly kind: string;
  readonly reason: string;
  readonly text: string;
  readonly line: number;
}

export interface ArticleEntity {
  readonly name: string;
  readonly type: EntityType;
  readonly count: number;
  readonly forms: readonly string[];
  /** UTF-16 positions in `title + "\n\n" + body`. */
  readonly offsets: readonly (readonly [number, number])[];
}

export interface ArticlePublished {
  readonly date: string;
  readonly precision: 'minute' | 'day' | 'month' | 'year';
  readonly role: 'published' | 'updated';
}

/** Flat where the engine filters, nested where only a reader looks. Missing values are words, never absent keys. */
export interface Article {
  readonly id: string;
  readonly path: string;
  readonly url: string | null;
  readonly title: string;
  /** Clean paragraphs joined by a blank line: what is searched and what snippets are cut from. */
  readonly body: string;
  readonly paragraphs: readonly ArticleParagraph[];
  readonly removals: readonly ArticleRemoval[];
  readonly facts: readonly Evidence[];
  /** Facet values: `source` is origin, else carrier, else `unknown`. */
  readonly source: string;
  readonly origin: string | null;
  readonly carrier: string | null;
  readonly agency: string | null;
  readonly language: string;
  readonly published: ArticlePublished | null;
  /** `2023` or `undated`. */
  readonly year: string;
  /** `2023-08`, or `undated` (also when only the year is known: see `year`). */
  readonly month: string;
  /** As precise as is known: `2023-08-22`, `2023-08`, `2023` or `undated`. */
  readonly day: string;
  /** First second (Unix, UTC) of the interval the date names; null when undated: the order in time. */
  readonly publishedFrom: number | null;
  /**
   * First and last day the date names where it was written, as days since 1970-01-01; null when undated. What is chosen by days is chosen
   * by these, since half past midnight in Berlin is a day of its own in UTC, which no reader sees.
   */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  readonly completeness: number | null;
  readonly completenessState: CompletenessState;
  readonly bodyLoss: boolean;
  /** Kinds and rules of its removals, each once: facets. */
  readonly removedKinds: readonly string[];
  readonly removedRules: readonly string[];
  /** Names of all entities, and by type: the facets. */
  readonly entity: readonly string[];
  readonly person: readonly string[];
  readonly org: readonly string[];
  readonly place: readonly string[];
  readonly entities: readonly ArticleEntity[];
  readonly storyId: string;
  /** Articles of the build with this `storyId`. Stories are counted by it: where it is 1 there is no other. */
  readonly storySize: number;
  /** The class of the story's size, by its smallest: see COPIES. */
  readonly copies: string;
  /** 0 for the member of the story that is shown first: whole before cut, then the earliest, then the longest. */
  readonly storyRank: number;
  /** What the article is to the member shown first; `only` in a story of one. */
  readonly storyRelation: StoryRelation;
  /** Share of the text that relation rests on, and share of this article that stands in the member shown first; 0..1. */
  readonly storyScore: number;
  readonly storyShared: number;
  readonly wordCount: number;
}

/** Classes of the number of articles that carry one text: from each of these up to the next. */
export const COPIES = [1, 2, 5, 20] as const;

/** The class of a story of so many articles: `1`, `2` for two to four, `5`, `20`. */
export const copiesOf = (storySize: number): string =>
  String(COPIES.findLast((least) => storySize >= least) ?? COPIES[0]);

/** One removal of a removed text: the next `length` UTF-16 units of its body; a blank line is between two. */
export interface RemovedPiece {
  readonly kind: string;
  readonly rule: string;
  readonly length: number;
}

/** What was stripped from a page, as a text that is searched like an article: `body` holds it, joined by a blank line. */
export interface RemovedText extends Omit<Article, 'paragraphs' | 'removals' | 'facts' | 'entities'> {
  readonly pieces: readonly RemovedPiece[];
}

/** The removed text of an article, or null when nothing was removed. */
export function removedText(article: Article): RemovedText | null {
  const { paragraphs: _, removals, facts: __, entities: ___, ...rest } = article;
  if (removals.length === 0) return null;
  return {
    ...rest,
    body: removals.map(({ text }) => text).join('\n\n'),
    pieces: removals.map(({ kind, rule, text }) => ({ kind, rule, length: text.length })),
  };
}

/** One run of reindex, kept beside its articles and swapped in the same task. */
export interface Build {
  readonly id: string;
  /** Rule-set version: the hash of the config's rule files. */
  readonly rules: string;
  readonly finishedAt: string;
  readonly articles: number;
}

/** A build with what it tells of its run: see summary.ts. Of another version's build it may hold anything. */
export interface StoredBuild extends Build {
  readonly summary: Readonly<Record<string, unknown>>;
}
