/** The shape of `config/index.yml`. */
import { z } from 'zod';
import { parseAddress } from '../address.ts';

/** `https://example.org`: scheme, host and port, and no more. */
const Origin = z
  .string()
  .refine(
    (text) => text === '*' || parseAddress(text)?.origin === text,
    'must be an origin such as https://example.org, without a path, or `*`',
  );

/** `config/index.yml`: the index, its guards, and the few numbers a site may want to change. */
export const IndexFile = z.strictObject({
  /** Base name of the indexes in the engine; `_staging`, `_previous` and `_builds` are made from it. */
  index: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .default('articles'),
  /** Milliseconds any one engine call of a search may take before it is a 503. */
  searchDeadlineMs: z.number().int().positive().default(5_000),
  /** Milliseconds one engine task of a reindex may take. */
  taskDeadlineMs: z.number().int().positive().default(3_600_000),
  /** Bytes of one document payload; the engine takes at most 100 MB. */
  payloadBytes: z.number().int().min(1_000_000).max(95_000_000).default(60_000_000),
  /** A reindex that would shrink the live index by more than this percentage is refused (`--max-drop` overrides). */
  maxDropPercent: z.number().min(0).max(100).default(20),
  /** Values listed per facet in one answer. */
  facetValues: z.number().int().min(1).max(1000).default(50),
  /** Largest query text, in characters; more is a 400. */
  maxQueryLength: z.number().int().positive().default(512),
  /** Deepest hit that can be paged to; the engine must be told. */
  maxTotalHits: z.number().int().positive().default(1000),
  /** Megabytes of answers a server keeps for those who ask the same again; 0 keeps none. */
  rememberedMb: z.number().nonnegative().default(32),
  /** Origins whose pages may read the API from a browser; `*` is every one. */
  corsOrigins: z.array(Origin).default([]),
  /** Languages a text may be in: ISO 639-3 code -> the code we show (ISO 639-1 where there is one). */
  languages: z.record(z.string().regex(/^[a-z]{3}$/), z.string().regex(/^[a-z]{2,3}$/)),
  /** Cleaned text with fewer letters than this gets `und` unless a script decides. */
  languageFloor: z.number().int().positive().default(12),
  /**
   * A page that keeps a smaller share of its letters than this is flagged where that is little, or less than the prose
   * that went; one that keeps fewer than `bodyLossWords` words is always.
   */
  bodyLossShare: z.number().min(0).max(1).default(0.15),
  bodyLossWords: z.number().int().nonnegative().default(25),
  /**
   * A reindex removes a line that stands, among different texts, on at least this many pages of one source and on at
   * least this share of its pages; 0 pages: never.
   */
  repeatedPages: z.number().int().nonnegative().default(5),
  repeatedShare: z.number().min(0).max(1).default(0.1),
  /** Where such lines make more than this share of a page's text, all of them stay on that page. */
  repeatedBody: z.number().min(0).max(1).default(0.25),
  /** Files larger than this are refused (bytes, after gunzip); JSON Lines are streamed: there it is a line. */
  maxFileBytes: z.number().int().positive().default(200_000_000),
});
export type IndexFile = z.infer<typeof IndexFile>;
