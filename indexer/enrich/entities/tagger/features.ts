/**
 * What the tagger sees of a token: hashes of its letters, its neighbours, what word lists say of it, and how and beside
 * what the word stands elsewhere in the document.
 */
import type { Form } from '../forms.ts';
import { isHeadline, isShouted, type Sentence } from '../tokens.ts';

/** Rows of the weight table; two features in one row cost little where most are rare. */
export const ROWS = 2 ** 19;

/** What is known of words before any training. */
export interface WordLists {
  /** A class of the word (`MaleName`, `City`, `PastTense`), in lower case; '' when it is not listed. */
  classOf(word: string): string;
  /** For each token of the sentence: type and place in a name of the gazetteer (`place-B`), else ''. */
  namesIn(sentence: Sentence): readonly string[];
}

/** Features of the tokens of one document. */
export interface DocumentFeatures {
  /** Must be called for the sentences in their order, each once, before `rows` of its tokens. */
  enter(sentence: number): void;
  /** Writes the features (row numbers, less than ROWS) of a token of the sentence that was entered; gives their number. */
  rows(token: number, into: Int32Array): number;
}

/** No token has more features. */
export const MOST_ROWS = 64;

/** What a word is by itself, wherever it stands. */
interface Word {
  readonly form: Form;
  readonly id: number;
  readonly exact: number;
  readonly shape: number;
  readonly listed: number;
  /** Its last and first 2, 3 and 4 letters. */
  readonly affixes: readonly number[];
}

/** How a word stands in the whole document. */
interface Occurrences {
  lower: number;
  capital: number;
  /** Where it stands with a capital: the words before and after, as far as they are used. */
  readonly beside: (readonly [at: number, before: number, after: number])[];
}

const START = 11;
const END = 13;
/** Other occurrences of a word whose neighbours are looked at. */
const ELSEWHERE = 3;
/** Words kept ready between documents. */
const READY_WORDS = 30_000;

/**
 * Returns what makes the features of documents, one at a time: one is done with when the next one is begun. Words are
 * compared in lower case; headlines and capitals only are marked as such.
 */
export function featureReader(lists: WordLists): (document: readonly Sentence[]) => DocumentFeatures {
  const ready = new Map<Form, Word>();
  const wordOf = (form: Form): Word => {
    const known = ready.get(form);
    if (known) return known;
    if (ready.size >= READY_WORDS) ready.clear();
    const word = describe(form, lists);
    ready.set(form, word);
    return word;
  };
  return (document) => {
    const words = document.map((sentence) => sentence.map(({ form }) => wordOf(form)));
    const moods = document.map((sentence) => (isShouted(sentence) ? 1 : isHeadline(sentence) ? 2 : 0));
    const seen = countOccurrences(words, moods);
    let own: readonly Word[] = [];
    let named: readonly number[] = [];
    let mood = 0;
    let position = 0;
    return {
      enter(sentence) {
        position += own.length;
        own = words[sentence] ?? [];
        named = lists.namesIn(document[sentence] ?? []).map(hashName);
        mood = moods[sentence] ?? 0;
      },
      rows(token, into) {
        const word = own[token];
        return word
          ? rowsOf(own, named, token, word, mood, seen.get(word.form.lower), position + token, into)
          : 0;
      },
    };
  };
}

/** The features of each token of each sentence, as training wants them: they take many times the room of the text. */
export function featureMaker(
  lists: WordLists,
): (document: readonly Sentence[]) => Iterable<readonly Int32Array[]> {
  const read = featureReader(lists);
  const rows = new Int32Array(MOST_ROWS);
  return function* (document) {
    const features = read(document);
    for (const [s, sentence] of document.entries()) {
      features.enter(s);
      yield sentence.map((_, i) => rows.slice(0, features.rows(i, rows)));
    }
  };
}

function describe(form: Form, lists: WordLists): Word {
  const { text, lower } = form;
  const affixes: number[] = [];
  for (const length of [2, 3, 4]) {
    if (lower.length <= length) break;
    affixes.push(
      mix(hashText(lower.slice(-length)) ^ Math.imul(14 + length, SPREAD)),
      mix(hashText(lower.slice(0, length)) ^ Math.imul(20 + length, SPREAD)),
    );
  }
  return {
    form,
    id: hashText(lower),
    exact: hashText(text),
    shape: hashText(shapeOf(text)),
    listed: hashText(lists.classOf(lower)),
    affixes,
  };
}

function rowsOf(
  words: readonly Word[],
  named: readonly number[],
  i: number,
  word: Word,
  mood: number,
  seen: Occurrences | undefined,
  position: number,
  into: Int32Array,
): number {
  const before = words[i - 1];
  const after = words[i + 1];
  const w1 = before?.id ?? START;
  const v1 = after?.id ?? END;
  const w2 = words[i - 2]?.id ?? START;
  const v2 = words[i + 2]?.id ?? END;
  const first = i === 0 ? 1 : 0;
  const shape = word.shape + mood;
  const shapeBefore = before?.shape ?? START;
  const shapeAfter = after?.shape ?? END;
  const listedBefore = before?.listed ?? START;
  const listedAfter = after?.listed ?? END;
  const name = named[i] ?? 0;

  let size = 0;
  into[size++] = row(1, word.id);
  into[size++] = row(2, word.exact);
  into[size++] = row(3, w1);
  into[size++] = row(4, v1);
  into[size++] = row(5, w2);
  into[size++] = row(6, v2);
  into[size++] = row(7, word.id, w1);
  into[size++] = row(8, word.id, v1);
  into[size++] = row(9, shape, first);
  into[size++] = row(10, shapeBefore, shape);
  into[size++] = row(11, shape, shapeAfter);
  into[size++] = row(12, mix(shapeBefore ^ Math.imul(shape, 7)), shapeAfter);
  into[size++] = row(13, w1, shape);
  into[size++] = row(14, v1, shape);
  for (const affix of word.affixes) into[size++] = affix & (ROWS - 1);
  into[size++] = row(26, word.listed, shape);
  into[size++] = row(27, word.listed, listedBefore);
  into[size++] = row(28, word.listed, listedAfter);
  into[size++] = row(29, listedBefore, shape);
  into[size++] = row(30, listedAfter, shape);
  into[size++] = row(31, name, mood);
  into[size++] = row(32, name, word.id);
  into[size++] = row(33, named[i - 1] ?? START, name);
  into[size++] = row(34, named[i + 1] ?? END, name);
  const written = writtenElsewhere(seen, position);
  into[size++] = row(35, written, shape);
  into[size++] = row(36, written, first);
  into[size++] = row(37, mix(listedBefore ^ Math.imul(word.listed, 5)), listedAfter);
  into[size++] = row(38, mood, first);
  into[size++] = row(39, w1, v1);
  into[size++] = row(40, w2, w1);
  into[size++] = row(41, v1, v2);
  if (word.form.startsUpper && seen) {
    for (const [at, left, right] of seen.beside) {
      if (at === position) continue;
      into[size++] = row(42, left);
      into[size++] = row(43, right);
    }
  }
  return size;
}

/** The row of a feature: a template with one or two values. */
const row = (template: number, one: number, two = 0): number =>
  mix(Math.imul(mix(one ^ Math.imul(template, SPREAD)), 31) ^ two) & (ROWS - 1);

function countOccurrences(
  document: readonly (readonly Word[])[],
  moods: readonly number[],
): Map<string, Occurrences> {
  const seen = new Map<string, Occurrences>();
  let position = 0;
  for (let s = 0; s < document.length; s++) {
    const sentence = document[s] as readonly Word[];
    for (let i = 0; i < sentence.length; i++, position++) {
      const { form } = sentence[i] as Word;
      let count = seen.get(form.lower);
      if (!count) {
        count = { lower: 0, capital: 0, beside: [] };
        seen.set(form.lower, count);
      }
      if (form.text === form.lower) count.lower++;
      else if (form.startsUpper && moods[s] === 0) {
        if (i > 0) count.capital++;
        if (count.beside.length <= ELSEWHERE && form.lower.length > 2)
          count.beside.push([position, sentence[i - 1]?.id ?? START, sentence[i + 1]?.id ?? END]);
      }
    }
  }
  return seen;
}

/** Whether the word stands elsewhere with a capital (once, often) and whether it stands in lower case. */
function writtenElsewhere(seen: Occurrences | undefined, position: number): number {
  if (!seen) return 0;
  const others = seen.capital - (seen.beside.some(([at]) => at === position) ? 1 : 0);
  return (others > 3 ? 3 : others > 0 ? 2 : 1) + (seen.lower > 0 ? 4 : 0);
}

/** `Yunus-bek` is `Xx-x`, `U.S.` is `X.X.`, `2019` is `0`. */
function shapeOf(word: string): string {
  return word
    .replace(/\p{Lu}/gu, 'X')
    .replace(/\p{Ll}/gu, 'x')
    .replace(/[\p{Lo}\p{Lm}]/gu, 'o')
    .replace(/\p{N}/gu, '0')
    .replace(/(.)\1+/gu, '$1')
    .slice(0, 8);
}

const SPREAD = 0x9e3779b1;

/** What is no name hashes to the same number always. */
const NO_NAME = hashText('');
const hashName = (name: string): number => (name === '' ? NO_NAME : hashText(name));

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
