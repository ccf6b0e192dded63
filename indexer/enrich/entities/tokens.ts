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

function addWord(word: string, start: number, add: (word: string, start: number) => void): void {
  const runOn = RUN_ON.exec(word);
  const possessive = POSSESSIVE.exec(word);
  if (runOn?.[1] && runOn[2]) {
    add(runOn[1], start);
    add('.', start + runOn[1].length);
    addWord(runOn[2], start + runOn[1].length + 1, add);
  } else if (possessive && possessive.index > 0) {
    add(word.slice(0, possessive.index), start);
    add(possessive[0], start + possessive.index);
  } else add(word, start);
}
