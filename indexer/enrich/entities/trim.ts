/** Takes from a mention what is not part of the name: titles, articles, possessives, quotes. */
import type { EntitiesFile, EntityType } from '../../../config/schema.ts';
import { formOf } from './forms.ts';
import { type Mention, PARTICLES } from './names.ts';
import { createTitles, keyOf } from './titles.ts';
import { type Token, tokens } from './tokens.ts';

export interface Trimmer {
  /** The mention without titles and articles, or undefined when nothing is left that can be a name. */
  trim(text: string, mention: Mention): Mention | undefined;
  /** How many of these tokens, from the first on, are a title (`Field Marshal`). */
  titleLength(sentence: readonly Token[], from: number): number;
  /** Whether a name with this key is never an entity. */
  isNever(key: string): boolean;
}

const ARTICLES = new Set('the a an le la les el los il lo der die das'.split(' '));
/** With one name after it such a title is part of the name: `Prince Harry`. */
export const REGNAL: ReadonlySet<string> = new Set(
  'king queen prince princess pope saint emperor sultan'.split(' '),
);
const LOWER = /^\p{Ll}[^\p{Lu}]*$/u;
const NAME_LIKE = /\p{L}/u;
const POSSESSIVE = /^['’ʼ]s?$/iu;
const ACRONYM = /^(?:\p{Lu}\.?){2,5}$/u;
/** A pronoun with its verb: `I’m Ada Lovelace and this is …`. */
const SAYS_WHO = /^(?:i|you|we|they|he|she|it|that|there|here|what|who|let)['’](?:m|ve|re|s|d|ll)$/iu;
/** A party before the name of its member: `PSL Adam Nowak`; two letters are as often initials. */
const PARTY = /^\p{Lu}{3,5}$/u;
/** What may stand behind a person's name and is no part of it. */
const POSTNOMINALS = new Set('qc kc mp mep msp obe mbe cbe kbe dbe phd md esq'.split(' '));
/** Party and state, as American texts write them behind a name: `R-Texas`. */
const PARTY_AND_STATE = /^[DRI][-‑]\p{Lu}/u;
const CAPITAL = /^[@#]?\P{L}*\p{Lu}/u;

/** Names kept ready between documents: most are named more than once. */
const READY = 10_000;

/** Where the name is in what was taken for it, in characters; undefined where there is none. */
type Within = readonly [start: number, end: number] | undefined;

/** Compiles the titles, the descriptors and the never list of `config/entities.yml`. */
export function createTrimmer(
  file: Pick<EntitiesFile, 'titles' | 'titleEndings' | 'never' | 'descriptors'>,
): Trimmer {
  const titles = createTitles(file);
  const neverKeys = new Set(file.never.map(keyOf).flatMap((key) => [key, ...pluralOf(key)]));
  const descriptorKeys = new Set(file.descriptors.map(keyOf));
  const titleLength = titles.lengthAt;

  /** What says of a title whose it is: `US Secretary of State`. */
  const isSaid = (words: readonly Token[]) =>
    words.every(({ form }) => neverKeys.has(form.key) || ACRONYM.test(form.text));

  const within = (text: string, type: EntityType, isKnown: boolean): Within => {
    let own = tokens(text);
    let titled = false;
    for (let before = -1; before !== own.length; ) {
      before = own.length;
      const title = type === 'person' ? titleEnd(own, titleLength, isSaid) : 0;
      if (title > 0 && !(own.length === 2 && REGNAL.has(own[0]?.form.key ?? ''))) {
        own = own.slice(title);
        titled = true;
      }
      const first = own[0]?.text ?? '';
      const firstKey = own[0]?.form.key ?? '';
      if (own.length > 1 && !isKnown && ARTICLES.has(firstKey) && !/^[A-Z]{2,}$/.test(first))
        own = own.slice(1);
      else if (own.length > 2 && type === 'person' && (neverKeys.has(firstKey) || isParty(own)))
        own = own.slice(1);
      else if (!isKnown && SAYS_WHO.test(first)) own = own.slice(1);
      else if (firstKey === '' && own.length > 0) own = own.slice(1);
      else if (own.length > 1 && !isKnown && LOWER.test(first) && !PARTICLES.has(firstKey))
        own = own.slice(1);
      const last = own.at(-1)?.text ?? '';
      const lastKey = own.at(-1)?.form.key ?? '';
      if (own.length > 1 && !isKnown && LOWER.test(last)) own = own.slice(0, -1);
      else if (own.length > 1 && type === 'person' && POSTNOMINALS.has(lastKey)) own = own.slice(0, -1);
      else if (own.length > 1 && type === 'place' && !isKnown && neverKeys.has(lastKey))
        own = own.slice(0, -1);
      else if (own.length > 0 && (lastKey === '' || POSSESSIVE.test(last))) own = own.slice(0, -1);
    }
    const [head, tail] = [own[0], own.at(-1)];
    if (!head || !tail) return undefined;
    const name = text.slice(head.start, tail.end);
    const isName =
      NAME_LIKE.test(name) &&
      (titled || !neverKeys.has(keyOf(name))) &&
      !titles.isTitle(keyOf(name)) &&
      (type === 'person' || !descriptorKeys.has(keyOf(name))) &&
      !PARTY_AND_STATE.test(name) &&
      own.some((token) => CAPITAL.test(token.text)) &&
      name.length > 1;
    return isKnown || isName ? [head.start, tail.end] : undefined;
  };

  const ready = new Map<string, Within>();
  return {
    titleLength,
    isNever: (key) => neverKeys.has(key),
    trim(text, { start, end, type, known }) {
      const name = formOf(text.slice(start, end)).text; // not a part of the page, which would stay with it
      const question = `${type}${known === undefined ? '?' : '!'}${name}`;
      let found = ready.get(question);
      if (found === undefined && !ready.has(question)) {
        if (ready.size >= READY) ready.clear();
        found = within(name, type, known !== undefined);
        ready.set(question, found);
      }
      if (!found) return undefined;
      const trimmed = { start: start + found[0], end: start + found[1], type };
      return known === undefined ? trimmed : { ...trimmed, known };
    },
  };
}

/**
 * Where the titles before a name end, with what stands before them: `US Secretary of State`, `Valmora Interior
 * Minister`. One word before a title of one word is part of the name, unless it says whose title it is.
 */
function titleEnd(
  own: readonly Token[],
  titleLength: (sentence: readonly Token[], from: number) => number,
  isSaid: (words: readonly Token[]) => boolean,
): number {
  for (let from = 0; from < Math.min(own.length - 1, MOST_BEFORE_TITLE); from++) {
    const length = titleLength(own, from);
    const isPart =
      from > 0 && length < 2 && (REGNAL.has(own[from]?.form.key ?? '') || !isSaid(own.slice(0, from)));
    if (length > 0 && !isPart && (from === 0 || from + length < own.length)) return from + length;
  }
  return own.length === 1 ? titleLength(own, 0) : 0;
}

/** Whether names in small letters follow a word of capitals. */
const isParty = (own: readonly Token[]): boolean =>
  PARTY.test(own[0]?.text ?? '') && own.slice(1).every(({ text }) => text !== text.toUpperCase());

/** Words that may stand between the start of a name and a title in it. */
const MOST_BEFORE_TITLE = 4;

/** Words of peoples have a plural: `Kenyan`, `Iraqi`. */
const PEOPLE = /^[a-z]{3,}(?:an|i)$/;
const pluralOf = (key: string): string[] => (PEOPLE.test(key) ? [`${key}s`] : []);
