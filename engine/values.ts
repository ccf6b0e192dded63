/** How the engine compares facet values, so that we agree with it on which ones are the same. */

/** Two values with one key are one facet value to the engine: case and compatibility forms do not count. */
export const valueKey = (value: string): string => value.trim().normalize('NFKD').toLowerCase();

/** Letters with a stroke or of two in one have no accent that could be taken off: what stands for them on a keyboard. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const WITHOUT_ACCENT = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/** Also without accents: for what a person types into the search of a facet. */
export const folded = (value: string): string =>
  valueKey(value)
    .replace(/\p{M}/gu, '')
    .replace(WITHOUT_ACCENT, (letter) => PLAIN[letter] ?? letter);
