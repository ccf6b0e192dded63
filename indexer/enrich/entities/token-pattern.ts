/** What a token is, said in expressions; `tokens.ts` gives the same answer faster. */

/** Abbreviations that keep their full stop and end no sentence. */
export const ABBREVIATIONS: readonly string[] =
  'Mr Mrs Ms Dr Prof St Gen Lt Col Maj Capt Sgt Cmdr Adm Brig Sen Rep Gov Pres Rev Fr Hon Jr Sr Sens Reps Messrs Mme Inc Corp Ltd Co Bros vs No Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec'.split(
    ' ',
  );

/** The next token: a word with its inner hyphens and apostrophes, a number, a mark, an address. */
export const TOKEN = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"”»]+`,
    // An address is no longer than mail allows: without a bound, a long row of dashes takes its length squared.
    String.raw`[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+`,
    // U.S., U.N.: an abbreviation of letters keeps its stops
    String.raw`(?:\p{Lu}\.){2,}`,
    // the initial of a name
    String.raw`\p{Lu}\.(?=\s\p{Lu})`,
    String.raw`(?:${ABBREVIATIONS.join('|')})\.`,
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

/** The lengths of the tokens that a match of `TOKEN` is made of; undefined when it is one. */
export function partsOf(match: string): readonly number[] | undefined {
  const joints = jointsOf(match);
  if (joints === 0) return undefined;
  const elided = joints & APOSTROPHE ? (ELISION.exec(match)?.[0].length ?? 0) : 0;
  const lengths = elided > 0 ? [elided] : [];
  addParts(match.slice(elided), joints, lengths);
  return lengths;
}

function addParts(word: string, joints: number, lengths: number[]): void {
  const prefixed = joints & HYPHEN ? PREFIXED.exec(word) : null;
  const described = joints & HYPHEN && !prefixed ? DESCRIBED.exec(word) : null;
  const runOn = joints & STOP ? RUN_ON.exec(word) : null;
  const possessive = joints & APOSTROPHE ? POSSESSIVE.exec(word) : null;
  if (prefixed?.[1] && prefixed[2]) {
    lengths.push(prefixed[1].length);
    addParts(prefixed[2], joints, lengths);
  } else if (described?.[1] && described[2] && described[3]) {
    addParts(described[1], joints, lengths);
    lengths.push(described[2].length, described[3].length);
  } else if (runOn?.[1] && runOn[2]) {
    lengths.push(runOn[1].length, 1);
    addParts(runOn[2], joints, lengths);
  } else if (possessive && possessive.index > 0) lengths.push(possessive.index, possessive[0].length);
  else lengths.push(word.length);
}

const HYPHEN = 1;
const STOP = 2;
const APOSTROPHE = 4;

/** Which of the characters a word holds that it may be parted at: most hold none. */
function jointsOf(word: string): number {
  let joints = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code === 0x2d || code === 0x2010 || code === 0x2011) joints |= HYPHEN;
    else if (code === 0x2e) joints |= STOP;
    else if (code === 0x27 || code === 0x2019 || code === 0x2bc) joints |= APOSTROPHE;
  }
  return joints;
}
