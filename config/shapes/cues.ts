/** The shape of `config/cues.yml`. */
import { z } from 'zod';
import { Pattern } from './pattern.ts';

/** The groups of `config/cues.yml`: cleaning asks for each by its id. */
export const CUE_IDS = [
  'letter/opening',
  'letter/asks',
  'letter/speaks',
  'name/article',
  'name/comment',
  'name/related',
  'name/menu',
  'name/aside',
  'name/share',
  'name/caption',
  'name/byline',
  'name/advert',
  'name/form',
  'name/summary',
  'name/tags',
  'name/hidden',
  'box/caption',
  'box/comment',
  'box/newsletter',
  'box/donation',
  'box/paywall',
  'box/legal',
  'box/share',
  'box/sponsor',
  'box/bio',
  'box/byline',
  'box/tags',
  'box/related',
  'box/teaser',
  'box/menu',
  'line/contact',
  'line/reported',
  'outlet/name',
  'outlet/section',
  'noise/missing',
  'noise/script',
  'noise/robot',
  'noise/consent',
] as const;
const CueId = z.enum(CUE_IDS);
export type CueId = z.infer<typeof CueId>;

/** Words by which cleaning knows what a block is where no single line is certain (`config/cues.yml`). */
export const Cue = z.strictObject({
  id: CueId,
  pattern: Pattern,
  match: z.array(z.string()).min(1),
  keep: z.array(z.string()).min(1),
});
export type Cue = z.infer<typeof Cue>;
export const CuesFile = z.array(Cue).superRefine((cues, context) => {
  for (const id of CUE_IDS) {
    const times = cues.filter((cue) => cue.id === id).length;
    if (times !== 1)
      context.addIssue({
        code: 'custom',
        message: `the group ${id} stands ${times} times, it must stand once`,
      });
  }
});
