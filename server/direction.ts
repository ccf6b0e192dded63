/** The direction a text is written in. A browser goes by its first letter, and an Arabic report may begin with "(AFP)". */
import { UNKNOWN_LANGUAGE } from './labels.ts';

const RTL_LANGUAGES: ReadonlySet<string> = new Set([
  'ar',
  'fa',
  'he',
  'ur',
  'ps',
  'sd',
  'ug',
  'yi',
  'dv',
  'ckb',
]);

/** Letters of scripts that are written from right to left. */
const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]/gu;
const LETTER = /\p{L}/gu;
/** Characters that tell it: a first line or two. */
const ENOUGH = 300;

type Direction = 'ltr' | 'rtl' | 'auto';

/** The direction of most letters; `auto` where all run one way, which a browser finds by itself, or as many as the other. */
export function directionOf(text: string): Direction {
  const start = text.slice(0, ENOUGH);
  const rtl = start.match(RTL_LETTER)?.length ?? 0;
  if (rtl === 0) return 'auto';
  const ltr = (start.match(LETTER)?.length ?? 0) - rtl;
  return ltr === rtl ? 'auto' : ltr > rtl ? 'ltr' : 'rtl';
}

/** The `lang` and `dir` attributes of what holds texts of a language; an unknown one is left to the browser. */
export const languageAttributes = (language: string): { readonly lang?: string; readonly dir: Direction } =>
  language === UNKNOWN_LANGUAGE
    ? { dir: 'auto' }
    : { lang: language, dir: RTL_LANGUAGES.has(language) ? 'rtl' : 'auto' };

/** The `lang` and `dir` attributes of one text of a language. */
export const textAttributes = (
  language: string,
  text: string,
): { readonly lang?: string; readonly dir: Direction } => ({
  ...languageAttributes(language),
  dir: directionOf(text),
});
