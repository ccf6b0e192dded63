/** Reads training files of tagged tokens into documents of our own tokens, under one reading of what a name is. */
import { formOf } from '../forms.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { nameKey } from '../names.ts';
import { isShouted, type Sentence, type Token, tokens } from '../tokens.ts';
import type { Trimmer } from '../trim.ts';
import { spansOf, TAGS } from './model.ts';

export interface TaggedSentence {
  readonly tokens: Sentence;
  /** Numbers in TAGS. */
  readonly tags: Uint8Array;
}

/** Sentences of a document that share their words; longer documents are taken in parts. */
const DOCUMENT_SENTENCES = 60;
/** Of every so many sentences one is learned in capitals too, and another one in title case. */
const SHOUTED_EVERY = 3;
const HEADLINE_EVERY = 4;
const TYPES: Readonly<Record<string, string>> = { PER: 'person', ORG: 'org', LOC: 'place' };
const DETERMINER = /^(?:the|an?|this|these|our|its|his|her|their|all)$/iu;

/** What settles cases in which the files differ. */
export interface Reading {
  readonly trimmer: Trimmer;
  readonly lookUp: Gazetteer['lookUp'];
  readonly isAboutSport: (document: readonly Sentence[]) => boolean;
}

type Row = readonly [text: string, tag: string];

/**
 * Documents of a file: token TAB tag (BIO; PER, ORG, LOC), a blank line between sentences, `-DOCSTART-` between
 * documents.
 */
export function readDocuments(text: string, reading: Reading): TaggedSentence[][] {
  const { trimmer } = reading;
  const found: TaggedSentence[][] = [];
  let document: TaggedSentence[] = [];
  const close = () => {
    if (document.length > 0) found.push(withKnownTypes(document, reading));
    document = [];
  };
  for (const part of text.split(/\n\s*\n/u)) {
    const rows = part
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Row => {
        const [word = '', tag = 'O'] = line.split('\t');
        return [word, tag];
      });
    const starts = rows[0]?.[0] === '-DOCSTART-';
    if (starts || document.length >= DOCUMENT_SENTENCES) close();
    const sentence = retokenised(starts ? rows.slice(1) : rows, trimmer);
    if (sentence.tokens.length > 0) document.push(sentence);
  }
  close();
  return found;
}

/**
 * A known name has the type we know: some files call a country that acts an organisation. Teams stay what they are, and
 * words that are no entity of their own (`Muslim`) are none.
 */
function withKnownTypes(
  document: readonly TaggedSentence[],
  { trimmer, lookUp, isAboutSport }: Reading,
): TaggedSentence[] {
  const isSport = isAboutSport(document.map((sentence) => sentence.tokens));
  return document.map(({ tokens: own, tags: given }) => {
    const tags = given.slice();
    for (const { from, to, type } of spansOf(given)) {
      const name = own
        .slice(from, to)
        .map(({ text }) => text)
        .join(' ');
      const known = lookUp(name)?.type;
      const isOne = known !== undefined || !trimmer.isNever(nameKey(name));
      if (isOne && (known === undefined || known === type || (isSport && type === 'org'))) continue;
      for (let i = from; i < to; i++)
        tags[i] = known && isOne ? numberOf(`${i === from ? 'B' : 'I'}-${known}`) : 0;
    }
    return { tokens: own, tags };
  });
}

/** The document with copies of some of its sentences as headlines write them: in capitals, in title case. */
export function withHeadlines(document: readonly TaggedSentence[]): TaggedSentence[] {
  const copies = (every: number, at: number, how: (text: string) => string): TaggedSentence[] =>
    document
      .filter((_, i) => i % every === at)
      .map(({ tokens: own, tags }) => ({
        tokens: own.map(({ start, end, text }) => ({ start, end, text: how(text), form: formOf(how(text)) })),
        tags,
      }));
  return [
    ...document,
    ...copies(SHOUTED_EVERY, 0, (text) => text.toUpperCase()),
    ...copies(HEADLINE_EVERY, 1, (text) =>
      text.length > 3 ? text.charAt(0).toUpperCase() + text.slice(1) : text,
    ),
  ];
}

/** The rows in our own tokens: `Army`, `-`, `2023` become one token, `Libya's` two. */
function retokenised(rows: readonly Row[], trimmer: Trimmer): TaggedSentence {
  const joined: Row[] = [];
  for (const [text, tag] of rows) {
    const dash = joined.at(-1);
    const word = joined.at(-2);
    const hyphenated =
      dash?.[0] === '-' && word && /[\p{L}\p{N}]$/u.test(word[0]) && /^[\p{L}\p{N}]/u.test(text);
    if (hyphenated && (tag === 'O') === (word[1] === 'O'))
      joined.splice(-2, 2, [`${word[0]}-${text}`, word[1]]);
    else joined.push([text, tag]);
  }
  const own: Token[] = [];
  const tags: string[] = [];
  for (const [text, tag] of joined) {
    const type = TYPES[tag.slice(2)];
    tokens(text).forEach((token, i) => {
      const possessive = i > 0 && /^['’]s$/iu.test(token.text);
      own.push(token);
      tags.push(!type || possessive ? 'O' : `${i > 0 || tag.startsWith('I') ? 'I' : 'B'}-${type}`);
    });
  }
  return { tokens: own, tags: Uint8Array.from(cleaned(own, tags, trimmer), numberOf) };
}

const numberOf = (tag: string): number => Math.max(0, (TAGS as readonly string[]).indexOf(tag));

/**
 * Titles and determiners before a name are no part of it, and what has hardly a capital (`the town`, `we`) is none:
 * the files differ in this.
 */
function cleaned(sentence: Sentence, tags: readonly string[], trimmer: Trimmer): string[] {
  const result = [...tags];
  const shouted = isShouted(sentence);
  for (let from = 0; from < tags.length; from++) {
    const type = tags[from]?.slice(2);
    if (!type || !tags[from]?.startsWith('B-')) continue;
    let to = from + 1;
    while (tags[to] === `I-${type}`) to++;
    const start = from + beforeName(sentence.slice(from, to), type, trimmer);
    const name = sentence.slice(start, to);
    const lower = name.filter(({ text }) => /^\p{Ll}{3,}/u.test(text)).length;
    const isName = name.some(({ text }) => /\p{Lu}/u.test(text)) && (shouted || lower <= (to - start) / 2);
    for (let i = from; i < to; i++)
      result[i] = isName && i >= start ? `${i === start ? 'B' : 'I'}-${type}` : 'O';
  }
  return result;
}

/** How many tokens of a span stand before the name itself. */
function beforeName(span: Sentence, type: string, trimmer: Trimmer): number {
  let start = 0;
  while (start < span.length) {
    const word = span[start]?.text ?? '';
    const title = type === 'person' ? trimmer.titleLength(span, start) : 0;
    if (title > 0) start += title;
    else if (DETERMINER.test(word)) start++;
    else if (type === 'person' && trimmer.isNever(nameKey(word)) && start + 1 < span.length) start++;
    else break;
  }
  return start;
}
