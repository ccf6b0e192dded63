/**
 * New sentences from those of the seeds: other words, names and numbers at the same places. A vocabulary is as large as
 * a newspaper's, its words come as often as Zipf's law says, and those the seeds do not have are blended of those they
 * have, so that letters and endings stay the language's own.
 */
import type { EntityType } from '../../config/schema.ts';
import type { Chance } from '../stories/random.ts';
import type { Material } from './material.ts';

const VOCABULARY = 30_000;
/** Share of the words that are exchanged: no three in a row stay in most places. */
const EXCHANGED = 0.65;
const DENSE_EXCHANGED = 0.35;

/** A name as it is written first, and afterwards. */
export interface Name {
  readonly type: EntityType;
  readonly full: string;
  readonly short: string;
}

/** Who an article is about. */
export interface Cast {
  readonly names: readonly Name[];
}

const NAME =
  /(?<=[\p{Ll},;:–—-] )\p{Lu}[\p{L}\p{M}'’.-]+(?: (?:(?:de|von|van|al|der|di|da) )?\p{Lu}[\p{L}\p{M}'’-]+)*/gu;
/** Where every noun has a capital, two of them in a row are a name. */
const NAME_AMONG_NOUNS = /(?<=[\p{Ll},;:–—-] )\p{Lu}[\p{Ll}'’-]+ (?:(?:von|van|der) )?\p{Lu}[\p{Ll}'’-]+/gu;
const WORD = /(?<![\p{L}\p{M}])\p{L}[\p{Ll}\p{M}]{3,}(?![\p{L}\p{M}])/gu;
const SIGN = /\p{Script=Han}/gu;
const NUMBER = /\d+/g;

/** The word of a rank: those of the seeds first, then blends of the beginning of one and the end of another. */
export function wordOf({ words }: Material, rank: number): string {
  const own = words[rank];
  if (own !== undefined) return own;
  const mixed = Math.imul(rank + 1, 0x9e3779b1) >>> 0;
  const [one = '', other = ''] = [words[mixed % words.length], words[(mixed >>> 11) % words.length]];
  return one.slice(0, Math.max(2, one.length - 3)) + other.slice(-Math.min(4, Math.max(3, other.length - 2)));
}

/** A rank: r comes about 1/r as often as the first. */
export const zipf = (chance: Chance, most: number): number => Math.floor(most ** chance.next()) - 1;

/** A sentence of the seeds in other words. @param share of the words that are exchanged */
export function reworded(
  material: Material,
  sentence: string,
  cast: Cast,
  chance: Chance,
  share?: number,
): string {
  const { language, words } = material;
  if (language === 'zh' || language === 'ja')
    return numbered(
      sentence.replace(SIGN, (sign) =>
        chance.happens(share ?? DENSE_EXCHANGED) ? (words[zipf(chance, words.length)] ?? sign) : sign,
      ),
      chance,
    );
  const named = sentence.replace(language === 'de' ? NAME_AMONG_NOUNS : NAME, () => castName(cast, chance));
  return numbered(
    named.replace(WORD, (word, at: number) => {
      const isName = at > 0 && language !== 'de' && /\p{Lu}/u.test(word.charAt(0));
      if (isName || !chance.happens(share ?? EXCHANGED)) return word;
      const other = wordOf(material, zipf(chance, VOCABULARY));
      return /\p{Lu}/u.test(word.charAt(0)) ? capital(other) : other;
    }),
    chance,
  );
}

const castName = ({ names }: Cast, chance: Chance): string => {
  const one = names[zipf(chance, names.length)];
  return (chance.happens(0.5) ? one?.full : one?.short) ?? '';
};

const numbered = (text: string, chance: Chance): string =>
  text.replace(NUMBER, (digits) =>
    String(chance.between(digits.length === 1 ? 1 : 10 ** (digits.length - 1), 10 ** digits.length - 1)),
  );

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A headline: the beginning of a sentence, without its end. */
export function headline(material: Material, cast: Cast, chance: Chance): string {
  const text = reworded(material, chance.pick(material.sentences), cast, chance);
  if (material.language === 'zh' || material.language === 'ja')
    return text.slice(0, chance.between(14, 24)).replace(/[。、，「」]+$/u, '');
  return text
    .split(' ')
    .slice(0, chance.between(6, 11))
    .join(' ')
    .replace(/[\s,.;:–—“”"«»]+$/u, '');
}

const GIVEN =
  'Elin Tomas Ada Boris Mira Ines Anna Jonas Dana Pieter Maren Priya Yuki Haruo Salwa Ilya Renata Claire Agathe Lucas Noor Samir Leila Marco Giulia Sofia Diego Pablo Ana Rui Teresa Olga Pavel Wei Ming Hana Kofi Ama Chidi Fatima Omar Erik Astrid Niamh Liam Maeve Stefan Petra Viktor'.split(
    ' ',
  );
const FAMILY =
  'Marsh Reyle Rook Lind Novak Vidal Wolnik Delacroix Whitlock Oosting Nandakumar Tanahara Minakata Caldera Khorvat Vosko Vasseur Roussillon Stroud Bauer Keller Brandt Okafor Mensah Haddad Nasser Rossi Conti Ferrari Moreau Lefevre Costa Almeida Ruiz Navarro Ortega Petrov Sokolov Ivanova Chen Zhang Tanaka Mori Kowalski Nowak Larsen Dahl Byrne Walsh'.split(
    ' ',
  );
const PLACES =
  'Rotterdam Lyon Geneva Lisbon Trieste Valmora Lanthos Tarsenia Porto Bremen Antwerp Marseille Seville Turin Odessa Cairo Nairobi Osaka Shenzhen Toronto Chicago Leeds Cork Oslo Gdansk Vilnius Athens Ankara Lima Bogota Accra Lagos Dakar Tunis Beirut Amman Delhi Manila Perth Auckland'.split(
    ' ',
  );
const BODIES = [
  '{} Institute',
  'Bank of {}',
  '{} Ferries',
  'University of {}',
  '{} Steel',
  '{} Water Board',
  '{} Rovers',
  'Ministry of {}',
];
/** Ends of names that make many of few. */
const ENDS = [
  '',
  'ov',
  'sen',
  'ini',
  'eau',
  'ez',
  'mann',
  'ski',
  'ford',
  'by',
  'wright',
  'ano',
  'ström',
  'akis',
];

/** Names in any number, by rank: the first are in very many articles, most in one or two. */
export function nameOf(rank: number): Name {
  const mixed = Math.imul(rank + 7, 0x85ebca6b) >>> 0;
  const at = <T>(values: readonly T[], by: number): T => values[by % values.length] as T;
  const kind = rank % 10;
  if (kind < 6) {
    const family = at(FAMILY, rank) + at(ENDS, Math.floor(rank / FAMILY.length));
    return { type: 'person', full: `${at(GIVEN, mixed)} ${family}`, short: family };
  }
  const place =
    at(PLACES, rank) +
    at(['', ' North', 'burg', ' Bay', 'ville', ' Falls', 'stad'], Math.floor(rank / PLACES.length));
  if (kind < 9) return { type: 'place', full: place, short: place };
  const body = at(BODIES, mixed).replace('{}', place);
  return { type: 'org', full: body, short: body };
}
