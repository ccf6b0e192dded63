/**
 * The zod shape of every file in `config/` and of the environment.
 *
 * Rules of this folder: it imports nothing of ours, unknown keys are refused, and each default stands once, here.
 */
import { z } from 'zod';

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

/**
 * A regular expression as data: compiled with the flags `iu`, refused with file and line when it does not compile.
 * It may stand on several lines (YAML `|-`): line breaks and the blanks after them are no part of it.
 */
const Pattern = z
  .string()
  .min(1)
  .transform((pattern) => pattern.replace(/\r?\n\s*/g, ''));

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
  takes: z.enum(['block', 'section', 'onward']).default('block'),
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

/** An outlet or wire we know by name (`config/sources.yml`). */
export const SourceEntry = z.strictObject({
  name: z.string().min(1),
  /** Other spellings, as a masthead or a byline would print them. */
  aliases: z.array(z.string()).default([]),
  /** Registrable domains, e.g. `lemonde.fr`. */
  domains: z.array(z.string()).default([]),
  /** A `platform` hosts or posts what others write, an `owner` owns outlets: that one is named does not make a page its. */
  role: z.enum(['outlet', 'agency', 'aggregator', 'platform', 'owner']).default('outlet'),
});
export type SourceEntry = z.infer<typeof SourceEntry>;
export const SourcesFile = z.array(SourceEntry);

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

export const ENTITY_TYPES = ['person', 'org', 'place'] as const;
export const EntityType = z.enum(ENTITY_TYPES);
export type EntityType = z.infer<typeof EntityType>;

/** A name with its one form for the facet and the spellings that join it (`config/entities.yml`). */
export const KnownEntity = z.strictObject({
  name: z.string().min(1),
  type: EntityType,
  aliases: z.array(z.string()).default([]),
  /** Forms that mean other things too (`Wagner`): they count only beside the name, an alias or a word of `with`. */
  short: z.array(z.string()).default([]),
  /** Words one of which in the same text lets the short forms count. */
  with: z.array(z.string()).default([]),
});
export type KnownEntity = z.infer<typeof KnownEntity>;
/** Words that say of a name they begin or end what it names: `Port …` a place, `… University` an organisation. */
export const NameHead = z.strictObject({
  type: EntityType,
  first: z.array(z.string()).default([]),
  last: z.array(z.string()).default([]),
  /** Names that get the type, and names that do not. */
  match: z.array(z.string()).min(1),
  keep: z.array(z.string()).min(1),
});
export type NameHead = z.infer<typeof NameHead>;
export const EntitiesFile = z.strictObject({
  known: z.array(KnownEntity).default([]),
  heads: z.array(NameHead).default([]),
  /** Titles and ranks stripped from the front of a name: `Field Marshal`, `Mr`. */
  titles: z.array(z.string()).default([]),
  /** What a compound ends in that is a title: `Innenministerin`. */
  titleEndings: z.array(z.string()).default([]),
  /** Titles before which a single name is a person's too: `Frau`, `Mme`. */
  honorifics: z.array(z.string()).default([]),
  /** What a minister may have the care of; it stands between title and name: `ministre de la Défense`. */
  offices: z.array(z.string()).default([]),
  /** Words that are never an entity of their own: weekdays, demonyms, interface words. */
  never: z.array(z.string()).default([]),
  /** First words of organisations, in any language, that count where an acronym stands behind the name. */
  organisations: z.array(z.string()).default([]),
  /** Words that describe an organisation or a place named before and are none by themselves; they may be a surname. */
  descriptors: z.array(z.string()).default([]),
  /** Words of matches, results and players, in small letters: where they abound a country may be a team. */
  sport: z.array(z.string()).default([]),
});
export type EntitiesFile = z.infer<typeof EntitiesFile>;

/** `https://example.org`: scheme, host and port, and no more. */
const Origin = z
  .string()
  .refine(
    (text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text),
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

const port = z.coerce.number().int().min(0).max(65_535);
const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);

/** The address readers know the site by, without a slash at its end. */
const PublicUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/[?#]/.test(text), 'must be an address without ? and #')
  .transform((text) => text.replace(/\/+$/, ''));

/** The environment we read; every other variable is ignored. Blank means unset. */
export const Environment = z.object({
  PORT: z.preprocess(blankIsUnset, port.default(3000)),
  HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
  DATA_DIR: z.preprocess(blankIsUnset, z.string().default('.data')),
  SEEDS_DIR: z.preprocess(blankIsUnset, z.string().default('seeds')),
  CONFIG_DIR: z.preprocess(blankIsUnset, z.string().default('config')),
  PUBLIC_URL: z.preprocess(blankIsUnset, PublicUrl.optional()),
  MEILI_URL: z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional()),
  MEILI_MASTER_KEY: z.preprocess(blankIsUnset, z.string().optional()),
  MEILI_BIN: z.preprocess(blankIsUnset, z.string().optional()),
  ADMIN_KEY: z.preprocess(blankIsUnset, z.string().min(16).optional()),
  LOG_LEVEL: z.preprocess(
    blankIsUnset,
    z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  ),
});
export type Environment = z.infer<typeof Environment>;

/** Everything the product may be told, frozen. */
export interface Config {
  readonly env: Environment;
  readonly index: IndexFile;
  readonly boilerplate: readonly BoilerplateRule[];
  readonly sources: readonly SourceEntry[];
  readonly credits: readonly CreditCue[];
  readonly completeness: readonly CompletenessNotice[];
  readonly stamps: readonly StampWords[];
  readonly cues: readonly Cue[];
  readonly entities: EntitiesFile;
  /** Short hash over all rule files: the rule-set version that stands in every answer. */
  readonly rules: string;
}
