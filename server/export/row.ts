/** An article as it stands in an export, and what a format is: a way to write such articles one after another. */
import type { z } from 'zod';
import { ENTITY_TYPES } from '../../config/schema.ts';
import type { ArticleSummary } from '../../engine/port.ts';
import type { ExportedArticle as Shape } from '../api/export-shapes.ts';
import type { BuildName } from '../http/live-build.ts';
import type { SearchQuery } from '../query/parse.ts';

export type ExportedArticle = z.infer<typeof Shape>;

/** What a file says beside its articles. */
export interface ExportHead {
  readonly build: BuildName;
  readonly query: SearchQuery;
  /** Articles that follow. */
  readonly total: number;
}

export interface ExportFormat {
  readonly type: string;
  readonly start: (head: ExportHead) => string;
  readonly row: (article: ExportedArticle, head: ExportHead, index: number) => string;
  readonly end: string;
  /** A last line for what is cut off, where the format has room for one. */
  readonly failure?: (problem: object) => string;
}

export const exported = (article: Omit<ArticleSummary, 'addedAt'>): ExportedArticle => ({
  id: article.id,
  title: article.title,
  source: article.source,
  origin: article.origin,
  carrier: article.carrier,
  agency: article.agency,
  published: article.published,
  language: article.language,
  url: article.url,
  path: article.path,
  completeness: article.completeness,
  completenessState: article.completenessState,
  bodyLoss: article.bodyLoss,
  wordCount: article.wordCount,
  entities: ENTITY_TYPES.flatMap((type) => article[type].map((name) => ({ name, type }))),
  story: { id: article.storyId, size: article.storySize },
  text: article.body,
});
