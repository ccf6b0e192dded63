/** What the characters of a block look like: counted in one pass, alike in every script. */

/** Characters of a block that are looked at. */
const LOOKED_AT = 3_000;

export interface Shape {
  readonly letters: number;
  readonly capitals: number;
  readonly digits: number;
  readonly commas: number;
  /** Bars, arrows, slashes, dashes and colons: what furniture is put together with. */
  readonly marks: number;
  /** Bars and arrows alone, as between the entries of a menu. */
  readonly bars: number;
  /** Beginnings of words, and those that are capitals. */
  readonly starts: number;
  readonly capitalStarts: number;
  /** Sentence ends inside the text: its last character does not count. */
  readonly stops: number;
  readonly hasCase: boolean;
  readonly hasQuote: boolean;
  readonly exclaims: boolean;
}

const LETTER = 1;
const CAPITAL = 2;
const SMALL = 4;
const NUMBER = 8;
const COMMA = 16;
const MARK = 32;
const BAR = 64;
const QUOTE = 128;
const EXCLAIMS = 256;
const STOP = 512;
const WIDE_STOP = 1_024;
const CLOSER = 2_048;
const SPACE = 4_096;
const MET = 32_768;

const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/\p{L}/u, LETTER],
  [/\p{Lu}/u, CAPITAL],
  [/\p{Ll}/u, SMALL],
  [/\p{N}/u, NUMBER],
  [/[,;、，،；]/u, COMMA],
  [/[|•·›»<>/\\:_–—-]/u, MARK],
  [/[|•·›»]/u, BAR],
  [/["“”«»„「『]/u, QUOTE],
  [/[!！]/u, EXCLAIMS],
  [/[.!?؟۔।]/u, STOP],
  [/[。！？]/u, WIDE_STOP],
  [/["'”’»“›)\]」』】]/u, CLOSER],
  [/\s/u, SPACE],
];

/** What each UTF-16 unit is, found out when first met. */
const known = new Uint16Array(2 ** 16);

function classOf(code: number): number {
  const there = known[code] as number;
  if (there !== 0) return there;
  // Half of a character beyond the first plane: nearly always a letter of a script without case, or a picture.
  const char = String.fromCharCode(code);
  const own =
    code >= 0xd800 && code < 0xe000
      ? 0
      : CLASSES.reduce((sum, [pattern, flag]) => (pattern.test(char) ? sum | flag : sum), 0);
  known[code] = own | MET;
  return own | MET;
}

/** Counts once through the text; linear. */
export function shapeOf(text: string): Shape {
  const end = Math.min(text.length, LOOKED_AT);
  let letters = 0;
  let capitals = 0;
  let small = 0;
  let digits = 0;
  let commas = 0;
  let marks = 0;
  let bars = 0;
  let starts = 0;
  let capitalStarts = 0;
  let stops = 0;
  let seen = 0;
  let before = SPACE;
  let afterStop = false;
  for (let at = 0; at < end; at++) {
    const own = classOf(text.charCodeAt(at));
    seen |= own;
    if (own & LETTER) {
      letters++;
      if (own & CAPITAL) capitals++;
      else if (own & SMALL) small++;
      if (!(before & (LETTER | NUMBER))) {
        starts++;
        if (own & CAPITAL) capitalStarts++;
      }
    } else {
      if (own & NUMBER) digits++;
      if (own & COMMA) commas++;
      if (own & MARK) marks++;
      if (own & BAR) bars++;
    }
    if (own & WIDE_STOP) stops += at < text.length - 1 ? 1 : 0;
    else if (own & STOP) afterStop = true;
    else if (afterStop && !(own & CLOSER)) {
      if (own & SPACE) stops++;
      afterStop = false;
    }
    before = own;
  }
  return {
    letters,
    capitals,
    digits,
    commas,
    marks,
    bars,
    starts,
    capitalStarts,
    stops,
    hasCase: capitals + small > 0,
    hasQuote: (seen & QUOTE) !== 0,
    exclaims: (seen & EXCLAIMS) !== 0,
  };
}
