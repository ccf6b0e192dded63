/** Titles and ranks before a name: as they are listed, in the case of a sentence, with a prefix, and at the end of a compound. */
import type { EntitiesFile } from '../../../config/schema.ts';
import { formOf } from './forms.ts';
import { declinedNoun } from './inflect.ts';
import { sieveOf } from './sieve.ts';
import { type Token, tokens } from './tokens.ts';

export interface Titles {
  /** How many of these tokens, from `from` on, are a title (`Field Marshal`); 0 for none. */
  lengthAt(sentence: readonly Token[], from: number): number;
  /** Whether a name with this key is nothing but a title. */
  isTitle(key: string): boolean;
}

/** Written on to a title, with or without a hyphen: `ex-ministre`, `viceministro`, `экс-президент`. */
const PREFIX = /^(?:ex|vice|sub|then|экс|вице)/u;
const MAY_BE_PREFIX = /^[evstэв]/;
/** Letters of the shortest title that a prefix is looked for before, and of what stands before an ending. */
const FEWEST_LETTERS = 5;
const FEWEST_BEFORE = 2;

/** Compiles the titles of `config/entities.yml`. */
export function createTitles({
  titles,
  titleEndings,
}: Pick<EntitiesFile, 'titles' | 'titleEndings'>): Titles {
  const keys = new Set(titles.flatMap(casesOf).map(keyOf));
  /** By their first word, the longest first. */
  const byFirst = new Map<string, string[][]>();
  for (const key of keys) {
    const words = key.split(' ');
    byFirst.set(words[0] ?? '', [...(byFirst.get(words[0] ?? '') ?? []), words]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);
  const mayBegin = sieveOf([...byFirst.keys()].map((word) => formOf(word).hash));
  const endings = [...new Set(titleEndings.map(keyOf))];

  /** Whether a word is the compound of a title: `Innenministerin`, `SPD-Chefin`. */
  const endsInTitle = (words: readonly string[]): boolean => {
    const last = words.at(-1) ?? '';
    return endings.some(
      (ending) =>
        last.endsWith(ending) &&
        (words.length > 1 ? last.length >= ending.length : last.length >= ending.length + FEWEST_BEFORE),
    );
  };
  /** What a word asks, remembered: the words of its title without a prefix, and whether it is a compound. */
  const ready = new Map<
    string,
    { readonly bare: readonly string[] | undefined; readonly compound: boolean }
  >();
  const looked = (word: string, keyWords: readonly string[]) => {
    let found = ready.get(word);
    if (found) return found;
    if (ready.size >= READY) ready.clear();
    found = { bare: withoutPrefix(keyWords), compound: endsInTitle(keyWords) };
    ready.set(word, found);
    return found;
  };

  return {
    lengthAt(sentence, from) {
      const form = sentence[from]?.form;
      if (!form?.isWord && !form?.key) return 0;
      if (!form.isPlain || mayBegin(form.keyHash)) {
        const list = byFirst.get(form.keyWords[0] ?? '');
        const length = list ? matchedLength(list, sentence, from, form.keyWords) : 0;
        if (length > 0) return length;
      }
      if (form.text.length < FEWEST_LETTERS || !(form.startsUpper || MAY_BE_PREFIX.test(form.text))) return 0;
      if (form.startsUpper && !sentence[from + 1]?.form.startsUpper && !MAY_BE_PREFIX.test(form.lower))
        return 0;
      const { bare, compound } = looked(form.text, form.keyWords);
      const list = bare && byFirst.get(bare[0] ?? '');
      const length = bare && list ? matchedLength(list, sentence, from, bare) : 0;
      if (length > 0) return length;
      return compound && form.startsUpper && sentence[from + 1]?.form.startsUpper ? 1 : 0;
    },
    isTitle: (key) => keys.has(key),
  };
}

/** Words kept ready between documents. */
const READY = 20_000;

/** A Cyrillic title in its cases: the first word is declined. */
function casesOf(title: string): string[] {
  const [first = '', ...rest] = title.split(' ');
  return declinedNoun(first).map((word) => [word, ...rest].join(' '));
}

function withoutPrefix([first = '', ...rest]: readonly string[]): readonly string[] | undefined {
  const prefix = PREFIX.exec(first)?.[0];
  if (prefix === undefined) return undefined;
  return prefix === first
    ? rest
    : first.length - prefix.length < FEWEST_LETTERS
      ? undefined
      : [first.slice(prefix.length), ...rest];
}

/**
 * How many tokens the longest of these titles takes from `from` on; a token may hold several of its words.
 * @param firstWords the words of the first token
 */
function matchedLength(
  titles: readonly (readonly string[])[],
  sentence: readonly Token[],
  from: number,
  firstWords: readonly string[],
): number {
  for (const words of titles) {
    let at = from;
    let matched = 0;
    while (matched < words.length && at < sentence.length) {
      const own = at === from ? firstWords : (sentence[at]?.form.keyWords ?? []);
      const before = matched;
      if (!own.every((word, i) => word === words[before + i])) break;
      matched += own.length;
      at++;
    }
    if (matched === words.length) return at - from;
  }
  return 0;
}

/** The words of a phrase as they are compared, one blank between them. */
export const keyOf = (words: string): string =>
  tokens(words)
    .map(({ form }) => form.key)
    .filter((key) => key !== '')
    .join(' ');
