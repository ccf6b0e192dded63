/** The shape of `config/boilerplate/*.yml`: what is stripped, and what a reader is told it was. */
import { z } from 'zod';
import { Pattern } from './pattern.ts';

/** What a reader is told a removed block was. Every rule and every structural signal names one of these. */
export const REMOVAL_KINDS = [
  'paywall',
  'newsletter',
  'donation',
  'teaser',
  'feed',
  'related',
  'tags',
  'sponsor',
  'share',
  'navigation',
  'header',
  'byline',
  'stamp',
  'caption',
  'bio',
  'comment',
  'legal',
  'notice',
  'duplicate',
  'other',
] as const;
export const RemovalKind = z.enum(REMOVAL_KINDS);
export type RemovalKind = z.infer<typeof RemovalKind>;

/** One boilerplate rule of `config/boilerplate/*.yml`, with texts it must and must not match (run by the tests). */
export const BoilerplateRule = z.strictObject({
  /** Stable name, `family/rule`, e.g. `paywall/percent-left`. */
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  kind: RemovalKind,
  /** What a reader is told: a sentence without a full stop. */
  reason: z.string().min(1),
  pattern: Pattern,
  /**
   * What goes when the pattern matches a block: that block; it and the run of short blocks right after it
   * (`section`); or it, and all that follows too where the article does not clearly go on (`onward`).
   */
  takes: z.enum(['block', 'section', 'onward', 'afterwards']).default('block'),
  /** Where on the page the rule may fire: anywhere, before the body's first paragraph or after its last one. */
  where: z.enum(['anywhere', 'head', 'tail']).default('anywhere'),
  /** `exact`: capitals count, so that `\p{Lu}` tells a name from other words; else upper and lower case are one. */
  letterCase: z.enum(['any', 'exact']).default('any'),
  /** A block longer than this many characters is never taken by this rule: prose that quotes a notice is no notice. */
  maxLength: z.number().int().positive().default(400),
  match: z.array(z.string()).min(1),
  keep: z.array(z.string()).min(1),
});
export type BoilerplateRule = z.infer<typeof BoilerplateRule>;
export const BoilerplateFile = z.array(BoilerplateRule);
