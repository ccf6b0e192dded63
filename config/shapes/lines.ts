/** The shapes of `config/credits.yml` and `config/stamps.yml`: lines by which a page tells who wrote it and when. */
import { z } from 'zod';
import { Pattern } from './pattern.ts';

/** A line by which a page names who wrote it (`config/credits.yml`); the name is the pattern's group `name`. */
export const CreditCue = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What the name is: who wrote the article, whose page it is, or the wire it credits (a known agency). */
  names: z.enum(['origin', 'carrier', 'agency']),
  /**
   * Where the line stands: among what was stripped; at the start or at the end of the text, or as a stripped line there;
   * at the foot of the page.
   */
  where: z.enum(['stripped', 'start', 'end', 'foot']),
  /** Whether one such line is enough for a name that is not in `sources.yml`; else two lines must agree. */
  sure: z.boolean().default(false),
  pattern: Pattern,
  match: z.array(z.strictObject({ text: z.string(), name: z.string() })).min(1),
  keep: z.array(z.string()).min(1),
});
export type CreditCue = z.infer<typeof CreditCue>;
export const CreditsFile = z.array(CreditCue);

/** Words that stand by a date in a stamp (`config/stamps.yml`), with lines whose date they label and lines they must not. */
export const StampWords = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /**
   * What the words tell of the date beside them: published, updated, that it is another date (`other`), that a whole
   * sentence names the publication (`sentence`) or the last change of the page (`revised`), or nothing, so that they
   * don't make prose of the line (`beside`).
   */
  tells: z.enum(['published', 'updated', 'other', 'sentence', 'revised', 'beside']),
  pattern: Pattern,
  match: z.array(z.string()).min(1),
  keep: z.array(z.string()).min(1),
});
export type StampWords = z.infer<typeof StampWords>;
export const StampsFile = z.array(StampWords);
