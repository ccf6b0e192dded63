/** How languages write titles, nouns and names, where that tells what is a name and where it ends. */

export interface Writing {
  /** Every noun has a capital: then many capitals are no sign of a headline, and one is none of a name. */
  readonly nounsHaveCapitals: boolean;
  /** A word that can be a title, or the first of one. */
  readonly title: RegExp;
  /** A lower-case word that can stand between a title and the name: an adjective of country. */
  readonly between: RegExp;
  /** Particles of names that are also articles. */
  readonly article: RegExp | undefined;
  /** Words of a name after a title: more are taken for what follows it. */
  readonly mostNames: number;
  /** A name in the genitive has an `s` written on to it. */
  readonly genitives: boolean;
}

const MOST: Writing = {
  nounsHaveCapitals: false,
  title: /^/,
  between: /^/,
  article: undefined,
  mostNames: 5,
  genitives: false,
};
const GERMAN: Writing = {
  nounsHaveCapitals: true,
  /** A title is no unit: `Dr.`, but not `26 m Länge`, `200 MW Leistung`. */
  title: /^(?:\p{Lu}.{2}|\p{Lu}\p{Ll})/u,
  /** As an adjective ends: `Präsident russischer Herkunft`, but `Chef muss Ihren Beitrag`. */
  between: /e[mnrs]?$/,
  /** `Frontfrau der Band`, but `von der Leyen`. */
  article: /^(?:der|den)$/,
  /** The next word may be any noun. */
  mostNames: 2,
  genitives: true,
};
const DUTCH: Writing = { ...MOST, genitives: true };
const WRITINGS: ReadonlyMap<string, Writing> = new Map([
  ['de', GERMAN],
  ['nl', DUTCH],
]);

/** @param language ISO 639-1; what is not listed writes as most do */
export const writingOf = (language: string): Writing => WRITINGS.get(language) ?? MOST;
