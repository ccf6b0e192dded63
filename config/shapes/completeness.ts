/** The shape of `config/completeness.yml`: lists of words, and notices made of them. */
import { z } from 'zod';
import { Pattern } from './pattern.ts';

/** A notice that tells how much of an article is there (`config/completeness.yml`), with texts it must and must not match. */
export const CompletenessNotice = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /**
   * What the notice tells: the percentage left to read or shown (a group named `percent…`), the characters or words
   * left (`characters…`, `words…`); that a part is missing here (`rest`); that reading on takes a subscription or an
   * account (`more`); that there is more behind a link (`more-link`); that subscriptions are sold (`offer`). `free`
   * says the contrary: a text that matches it is no notice.
   */
  tells: z.enum([
    'percent-left',
    'percent-shown',
    'characters-left',
    'words-left',
    'rest',
    'more',
    'more-link',
    'offer',
    'free',
  ]),
  /** May name lists of words, `«article»`. It reads the text in small letters with single blanks; of classes only `\p{L}` is known. */
  pattern: Pattern,
  /** A block longer than this many characters is no notice. */
  maxLength: z.number().int().positive().default(300),
  match: z.array(z.string()).min(1),
  keep: z.array(z.string()).min(1),
});
export type CompletenessNotice = z.infer<typeof CompletenessNotice>;

/** Signs, and letters of scripts that set no blanks between words or write particles onto them: there is no word's end to look for. */
const UNBOUNDED = /^[[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/**
 * A small letter or its mark, told by what is none; any ending of a word is what stands up to a blank. The class of
 * all letters of Unicode, written out a hundred times in one expression, would take seconds to compile.
 */
const LETTER = '[^\\0-`{-´¶-¿×÷\\u2000-\\u2e7f\\u3000-\\u303f\\uff00-\\uff20،؛؟۔।]';

/** Any of the words as one group; a word of a script with blanks between words must stand alone. */
function anyOf(words: readonly string[]): string {
  const unbounded = words.filter((word) => UNBOUNDED.test(word));
  const bounded = words.filter((word) => !UNBOUNDED.test(word));
  const groups = bounded.length > 0 ? [`(?<!${LETTER})(?:${bounded.join('|')})(?!${LETTER})`] : [];
  return `(?:${[...groups, ...unbounded].join('|')})`;
}

/**
 * The lists of words, each an alternative of a regular expression, and the notices made of them. Parsed, it is the
 * notices with the lists written out, to be compiled without flags: `«article»` becomes any word of the list `article`.
 */
export const CompletenessFile = z
  .strictObject({
    words: z.record(z.string().regex(/^[a-z-]+$/), z.array(z.string().min(1)).min(1)),
    notices: z.array(CompletenessNotice),
  })
  .transform(({ words, notices }, context) =>
    notices.map((notice, i) => {
      const fault = (message: string) =>
        context.addIssue({ code: 'custom', path: ['notices', i, 'pattern'], message });
      const pattern = notice.pattern
        .replace(/«([^»]*)»/g, (_, name: string) => {
          const list = words[name];
          if (!list) fault(`there is no list «${name}» among the words`);
          return anyOf(list ?? ['']);
        })
        .replaceAll('\\p{L}*', '\\S*')
        .replaceAll('\\p{L}', LETTER);
      try {
        new RegExp(pattern);
      } catch (cause) {
        fault(cause instanceof Error ? cause.message : String(cause));
      }
      return { ...notice, pattern };
    }),
  );
