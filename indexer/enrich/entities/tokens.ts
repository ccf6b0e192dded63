/** Sentences and tokens of raw text, with the positions they stand at. */

export interface Token {
  readonly text: string;
  /** UTF-16 positions in the text that was split. */
  readonly start: number;
  readonly end: number;
}

export type Sentence = readonly Token[];

/** Abbreviations that keep their full stop and end no sentence. */
const ABBREVIATIONS =
  'Mr Mrs Ms Dr Prof St Gen Lt Col Maj Capt Sgt Cmdr Adm Brig Sen Rep Gov Pres Rev Fr Hon Jr Sr Sens Reps Messrs Mme Inc Corp Ltd Co Bros vs No Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec';

const TOKEN = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"”»]+`,
    String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`,
    // U.S., U.N.: an abbreviation of letters keeps its stops
    String.raw`(?:\p{Lu}\.){2,}`,
    // the initial of a name
    String.raw`\p{Lu}\.(?=\s\p{Lu})`,
    String.raw`(?:${ABBREVIATIONS.split(' ').join('|')})\.`,
    String.raw`\d+(?:[.,:]\d+)*(?:\p{L}\p{M}*)*`,
    // scripts without spaces: one character, one token; the words of one Japanese script stand out
    String.raw`[\p{Script=Katakana}ー]+`,
    String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]`,
    String.raw`[@#]?\p{L}[\p{L}\p{M}\p{N}_]*(?:[-‐‑.&'’ʼ][\p{L}\p{N}][\p{L}\p{M}\p{N}_]*)*`,
    String.raw`\.{2,}|…`,
    String.raw`[^\s]`,
  ].join('|'),
  'gu',
);

/** What is not part of the name it is written on to: the possessive, the articles of French and Italian. */
const POSSESSIVE = /['’ʼ][sS]$/u;
const ELISION = /^(?:[ldjnmstc]|qu|dell|nell|sull|dall|all|un)['’](?=\p{L})/u;
/** Joined by a dot: two sentences without a space between them, unless it is a domain or a file. */
const RUN_ON = /^(\p{Ll}{2,})\.(\p{Lu}\p{Ll}.*)$/u;

/** What is said of a name by a hyphen: `UN-backed`, `Kyiv-born`; and before one: `pro-Moscow`, `ex-Twitter`. */
const DESCRIBED =
  /^(\p{Lu}[\p{L}\p{M}'’-]*)([-‐‑])(\p{Ll}+(?:ed|led|born|held|run|style|wide|made|era|friendly|sized|owned|bound|area|only|language))$/u;
const PREFIXED = /^((?:pro|anti|ex|non|post|pre|mid|inter|trans|neo|ultra)[-‐‑])(\p{Lu}.*)$/u;

const ENDS = /^(?:[.!?…。！？]|\.{2,})$/u;
const CLOSES = /^["'”’»)\]]$/u;
const OPENS_LOWER = /^\p{Ll}/u;

/** Splits text into sentences of tokens; a line break always ends a sentence. */
export function sentences(text: string): Sentence[] {
  const found: Token[][] = [];
  let current: Token[] = [];
  const close = () => {
    if (current.length > 0) found.push(current);
    current = [];
  };
  let end = 0;
  let ended = false;
  for (const token of tokens(text)) {
    if (text.slice(end, token.start).includes('\n')) close();
    else if (ended && !CLOSES.test(token.text) && !ENDS.test(token.text)) {
      if (!OPENS_LOWER.test(token.text)) close();
    }
    ended = ENDS.test(token.text) || (ended && current.length > 0 && CLOSES.test(token.text));
    current.push(token);
    end = token.end;
  }
  close();
  return found;
}

/** Splits text into tokens: words with their inner hyphens and apostrophes, possessives and punctuation apart. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const add = (word: string, start: number) => found.push({ text: word, start, end: start + word.length });
  for (const match of text.matchAll(TOKEN)) {
    const word = match[0];
    const cut = ELISION.exec(word)?.[0].length ?? 0;
    if (cut > 0) add(word.slice(0, cut), match.index);
    addWord(word.slice(cut), match.index + cut, add);
  }
  return found;
}

/** Capitals only: a headline or a slogan. */
export const isShouted = (sentence: Sentence): boolean => {
  const words = sentence.filter(({ text }) => /\p{L}{2}/u.test(text));
  return (
    words.length > 1 && words.every(({ text }) => text === text.toUpperCase() && text !== text.toLowerCase())
  );
};

/** Capitals on nearly every long word: a headline in title case, where they say little about names. */
export const isHeadline = (sentence: Sentence): boolean => {
  const words = sentence.filter(({ text }) => /^\p{L}{4,}/u.test(text));
  return words.length > 3 && words.filter(({ text }) => /^\p{Lu}/u.test(text)).length >= words.length * 0.8;
};

function addWord(word: string, start: number, add: (word: string, start: number) => void): void {
  const runOn = RUN_ON.exec(word);
  const possessive = POSSESSIVE.exec(word);
  const prefixed = PREFIXED.exec(word);
  const described = DESCRIBED.exec(word);
  if (prefixed?.[1] && prefixed[2]) {
    add(prefixed[1], start);
    addWord(prefixed[2], start + prefixed[1].length, add);
  } else if (described?.[1] && described[2] && described[3]) {
    addWord(described[1], start, add);
    add(described[2], start + described[1].length);
    add(described[3], start + described[1].length + 1);
  } else if (runOn?.[1] && runOn[2]) {
    add(runOn[1], start);
    add('.', start + runOn[1].length);
    addWord(runOn[2], start + runOn[1].length + 1, add);
  } else if (possessive && possessive.index > 0) {
    add(word.slice(0, possessive.index), start);
    add(possessive[0], start + possessive.index);
  } else add(word, start);
}
