/** Small helpers on names: the keys by which spellings of one name are recognised. */
import type { EntityType } from '../../../config/schema.ts';
import { fold } from '../../text/words.ts';

/** A name where it stands in the text. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  /** The canonical name, where the gazetteer knows it. */
  readonly known?: string;
  /** Whether the words around it tell its type: it joins no name of another type. */
  readonly sure?: boolean;
  /** An organisation of a text about sport, which may be called as a country or a town is. */
  readonly isTeam?: boolean;
}

/** Small words inside a person's name: `Ursula von der Leyen`, `Mohammed bin Salman`. */
export const PARTICLES: ReadonlySet<string> = new Set(
  'al el de del della der den di du da dos das van von bin ibn ben abu la le ter'.split(' '),
);

/** What may follow a surname: it tells a son from his father. */
export const SUFFIXES: ReadonlySet<string> = new Set('jr sr ii iii iv'.split(' '));

/** Letters that are another letter with a stroke, or two in one, which no normal form takes apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const STROKED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Case, accents, strokes, hyphens, dots and apostrophes do not tell names apart. */
export const nameKey = (name: string): string =>
  fold(name)
    .replace(STROKED, (letter) => LETTERS[letter] ?? letter)
    .replace(/[.'’ʼ`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
