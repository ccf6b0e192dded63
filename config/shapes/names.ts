/** The shapes of `config/sources.yml` and `config/entities.yml`: names that are known, and words around names. */
import { z } from 'zod';

/** As the host of an address is compared with it: one that is written otherwise would never be met. */
const Domain = z
  .string()
  .regex(
    /^(?:[\p{L}\p{M}\p{N}-]+\.)+[\p{L}\p{M}\p{N}-]+$/u,
    'must be a domain such as lemonde.fr, without https:// and path',
  );

/** An outlet or wire we know by name (`config/sources.yml`). */
export const SourceEntry = z.strictObject({
  name: z.string().min(1),
  /** Other spellings, as a masthead or a byline would print them. */
  aliases: z.array(z.string()).default([]),
  /** Registrable domains, e.g. `lemonde.fr`. */
  domains: z.array(Domain).default([]),
  /** A `platform` hosts or posts what others write, an `owner` owns outlets: that one is named does not make a page its. */
  role: z.enum(['outlet', 'agency', 'aggregator', 'platform', 'owner']).default('outlet'),
});
export type SourceEntry = z.infer<typeof SourceEntry>;
export const SourcesFile = z.array(SourceEntry);

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
  /** Words one of which in the same text lets the short forms count, and those that are ordinary words (`ordinary`). */
  with: z.array(z.string()).default([]),
  /** Surnames that hardly anybody else has (`Merkel`): they count where no text says that another one of the name is meant. */
  alone: z.array(z.string()).default([]),
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
/** What has a name and is no person, organisation or place: events, treaties, prizes, times (`Suez Crisis`), peoples (`Athenians`). */
export const OtherNames = z.strictObject({
  /** Last words of such names of two words or more. */
  last: z.array(z.string()).default([]),
  /** First words of such names of two words or more. */
  first: z.array(z.string()).default([]),
  /** Whole names. */
  whole: z.array(z.string()).default([]),
  /** Names that are such, and names that are not. */
  match: z.array(z.string()).default([]),
  keep: z.array(z.string()).default([]),
});
export type OtherNames = z.infer<typeof OtherNames>;
/** Words of a language that are also a known name of one word. */
export const OrdinaryWords = z.strictObject({
  /** ISO 639-1 (639-3 where there is none); none: all. */
  languages: z.array(z.string()),
  /** As they are written, accents included. */
  words: z.array(z.string()).min(1),
  /**
   * When they are the name: `beside` another of its names, a word of its `with`, or in quotes alone; `first`: so only as the
   * first word of a sentence or in a headline, which have capitals anyway; `never`.
   */
  stands: z.enum(['beside', 'first', 'never']),
  /** Sentences in which they are no name, and sentences in which they are one, in the first of the languages. */
  match: z.array(z.string()).min(1),
  keep: z.array(z.string()).default([]),
});
export type OrdinaryWords = z.infer<typeof OrdinaryWords>;
export const EntitiesFile = z.strictObject({
  known: z.array(KnownEntity).default([]),
  ordinary: z.array(OrdinaryWords).default([]),
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
  /** Names the tagger may take for an organisation or a place, and that are none. */
  others: OtherNames.prefault({}),
  /** Words of matches, results and players, in small letters: where they abound a country may be a team. */
  sport: z.array(z.string()).default([]),
});
export type EntitiesFile = z.infer<typeof EntitiesFile>;
