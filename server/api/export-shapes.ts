/** The shapes of exports and feeds, as zod. */
import { z } from 'zod';
import { ENTITY_TYPES } from '../../config/schema.ts';
import { Build, Completeness, CompletenessState, Published, Query } from './shapes.ts';

/** An article in an export: what a result list knows of it, and its text. */
export const ExportedArticle = z.strictObject({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  origin: z.string().nullable(),
  carrier: z.string().nullable(),
  agency: z.string().nullable(),
  published: Published,
  language: z.string(),
  url: z.string().nullable(),
  path: z.string(),
  completeness: Completeness,
  completenessState: CompletenessState,
  bodyLoss: z.boolean(),
  wordCount: z.int().min(0),
  entities: z.array(z.strictObject({ name: z.string(), type: z.enum(ENTITY_TYPES) })),
  story: z.strictObject({ id: z.string(), size: z.int().min(1) }),
  text: z
    .string()
    .describe('Clean paragraphs, or with `in=removed` what was removed, joined by a blank line.'),
});

/** A line of an export as JSON Lines. */
export const ExportLine = ExportedArticle.extend({ build: Build });

/** An export as JSON. */
export const ExportBody = z.strictObject({
  build: Build,
  query: Query.omit({ page: true, limit: true }),
  total: z.int().min(0).describe('Articles that follow.'),
  articles: z.array(ExportedArticle),
});

/** JSON Feed 1.1, as far as we write it. */
export const FeedBody = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  description: z.string(),
  home_page_url: z.string(),
  feed_url: z.string(),
  items: z.array(
    z.strictObject({
      id: z.string().describe('`urn:broadsheet:article:ID`: the same on every server.'),
      url: z.string().describe('The cleaned article.'),
      external_url: z.string().optional().describe('The page it was read from.'),
      title: z.string(),
      content_text: z.string().describe('Parts of the text that show the words of the search.'),
      date_published: z
        .string()
        .optional()
        .describe('The first instant its date allows, where it has one and that is of publication.'),
      date_modified: z.string().describe('When it first came into the index: feeds have the last first.'),
      authors: z.array(z.strictObject({ name: z.string() })).optional(),
      language: z.string().optional(),
      _broadsheet: z.strictObject({ published: Published }),
    }),
  ),
  _broadsheet: z.strictObject({ about: z.string(), build: Build }),
});
export type FeedBody = z.infer<typeof FeedBody>;
