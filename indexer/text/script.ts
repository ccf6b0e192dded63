/** Which writing systems a text uses: the witness of a language that no statistics are needed for. */

/** Letters looked at; a page's scripts show in its first lines, and a text of any length costs the same. */
const SAMPLE = 4_000;

const SCRIPTS = {
  latin: /\p{Script=Latin}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  arabic: /\p{Script=Arabic}/gu,
  han: /\p{Script=Han}/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  hangul: /\p{Script=Hangul}/gu,
  greek: /\p{Script=Greek}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  thai: /\p{Script=Thai}/gu,
  georgian: /\p{Script=Georgian}/gu,
  armenian: /\p{Script=Armenian}/gu,
} as const;
export type Script = keyof typeof SCRIPTS | 'other';

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

/** The script most of the letters are written in, and the share of it (0..1); `other` when there is none we know. */
export function mainScript(text: string): { readonly script: Script; readonly share: number } {
  const sample = text.slice(0, SAMPLE);
  const letters = count(sample, /\p{L}/gu);
  let best: Script = 'other';
  let most = 0;
  const found = new Map<Script, number>();
  for (const script of Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]) {
    const number = count(sample, SCRIPTS[script]);
    found.set(script, number);
    if (number > most) {
      best = script;
      most = number;
    }
  }
  const kana = found.get('kana') ?? 0;
  const east = kana + (found.get('han') ?? 0);
  if (east >= most && east > 0) {
    best = kana / east >= KANA_SHARE ? 'kana' : 'han';
    most = east;
  }
  return { script: best, share: letters === 0 ? 0 : Math.min(1, most / letters) };
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
