/** Which writing systems a text uses: the witness of a language that no statistics are needed for. */

/** Letters looked at; a page's scripts show in its first lines, and a text of any length costs the same. */
const SAMPLE = 4_000;

const SCRIPTS = {
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  arabic: /\p{Script=Arabic}/u,
  han: /\p{Script=Han}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  hangul: /\p{Script=Hangul}/u,
  greek: /\p{Script=Greek}/u,
  hebrew: /\p{Script=Hebrew}/u,
  thai: /\p{Script=Thai}/u,
  georgian: /\p{Script=Georgian}/u,
  armenian: /\p{Script=Armenian}/u,
} as const;
export type Script = keyof typeof SCRIPTS | 'other';

/** The scripts by number; 0 is none of them. */
const NAMES = ['other', ...Object.keys(SCRIPTS)] as readonly Script[];
const [HAN, KANA] = [NAMES.indexOf('han'), NAMES.indexOf('kana')];
/** Bits of a character's class: its script's number in the lowest four. */
const NUMBER = 15;
const LETTER = 16;
const MET = 32;

/** What each character of the first plane is, found out when first met. */
const classes = new Uint8Array(2 ** 16);

function classOf(point: number): number {
  const known = classes[point] ?? 0;
  if (known !== 0) return known;
  const char = String.fromCodePoint(point);
  const script = Object.values(SCRIPTS).findIndex((pattern) => pattern.test(char)) + 1;
  const found = script | (/\p{L}/u.test(char) ? LETTER : 0) | MET;
  classes[point] = found; // beyond the first plane there is no place: such characters are rare
  return found;
}

/** Scripts that one language of the news writes in, and the language they tell. */
const TELLING: Readonly<Partial<Record<Script, string>>> = {
  hangul: 'ko',
  greek: 'el',
  hebrew: 'he',
  thai: 'th',
  georgian: 'ka',
  armenian: 'hy',
};

/** Languages (ISO 639-1) of the scripts that several share; what is named nowhere writes Latin letters. */
const SHARED: Readonly<Record<string, Script>> = {
  ...Object.fromEntries(['ru', 'uk', 'bg', 'sr', 'be', 'mk', 'kk'].map((language) => [language, 'cyrillic'])),
  ...Object.fromEntries(['ar', 'fa', 'ur', 'ku'].map((language) => [language, 'arabic'])),
  ...Object.fromEntries(
    ['am', 'bn', 'gu', 'hi', 'kn', 'lo', 'ml', 'mr', 'or', 'pa', 'ta', 'te'].map((language) => [
      language,
      'other',
    ]),
  ),
  ja: 'kana',
  zh: 'han',
};

/** Letters that one of two neighbours writes and the other does not. */
const LETTERS_OF: readonly { readonly language: string; readonly letters: RegExp }[] = [
  { language: 'uk', letters: /[іїєґ]/giu },
  { language: 'ru', letters: /[ыэъё]/giu },
  { language: 'fa', letters: /[پچژگیک]/gu },
  { language: 'ar', letters: /[يكةىإأ]/gu },
];

/** Kana are at least this share of a Japanese text, ideographs the rest; a Chinese text quotes fewer. */
const KANA_SHARE = 0.08;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Letters of each script in the text at hand. */
const counts = new Uint16Array(NAMES.length);

/** The script most of the letters are written in, and the share of it (0..1); `other` when there is none we know. */
export function mainScript(text: string): { readonly script: Script; readonly share: number } {
  const end = Math.min(text.length, SAMPLE);
  counts.fill(0);
  let letters = 0;
  for (let at = 0; at < end; at++) {
    let point = text.charCodeAt(at);
    if (point >= 0xd800 && point < 0xdc00 && at + 1 < end) {
      point = text.codePointAt(at) as number;
      if (point > 0xffff) at++;
    }
    const found = classOf(point);
    const script = found & NUMBER;
    // Signs and spaces are of no script; letters of one that has no number here, such as Devanagari, count together.
    if (script !== 0 || found & LETTER) counts[script] = (counts[script] as number) + 1;
    if (found & LETTER) letters++;
  }
  let best = 0;
  let most = counts[0] as number;
  for (let script = 1; script < counts.length; script++)
    if ((counts[script] as number) > most) {
      best = script;
      most = counts[script] as number;
    }
  const kana = counts[KANA] as number;
  const east = kana + (counts[HAN] as number);
  if (east >= most && east > 0) {
    best = kana / east >= KANA_SHARE ? KANA : HAN;
    most = east;
  }
  return { script: NAMES[best] as Script, share: letters === 0 ? 0 : Math.min(1, most / letters) };
}

/** The language (ISO 639-1) a script tells on its own: kana are Japanese, ideographs without kana Chinese. */
export function languageOfScript(script: Script): string | undefined {
  if (script === 'kana') return 'ja';
  if (script === 'han') return 'zh';
  return TELLING[script];
}

/** The script a language (ISO 639-1) is written in. */
export function scriptOf(language: string): Script {
  const telling = (Object.keys(TELLING) as Script[]).find((script) => TELLING[script] === language);
  return telling ?? SHARED[language] ?? 'latin';
}

/** Of two neighbours in one script, the one whose own letters the text uses and the other's it does not. */
export function languageOfLetters(text: string, one: string, other: string): string | undefined {
  const sample = text.slice(0, SAMPLE);
  const seen = (language: string): number => {
    const own = LETTERS_OF.find((entry) => entry.language === language);
    return own ? count(sample, own.letters) : Number.NaN;
  };
  const [first, second] = [seen(one), seen(other)];
  if (first > 0 && second === 0) return one;
  if (second > 0 && first === 0) return other;
  return undefined;
}
