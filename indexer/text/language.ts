/**
 * The language of a text from a configured list of candidates: its script where that decides, else eld, with franc
 * as the second opinion where eld's best two are close. `und` when none is sure.
 */
import type { IndexFile } from '../../config/schema.ts';
import { later } from './later.ts';
import { addScores, scoredLanguages } from './ngrams.ts';
import { languageOfLetters, languageOfScript, mainScript, type Script, scriptOf } from './script.ts';
import { countLetters } from './words.ts';

export const UNKNOWN_LANGUAGE = 'und';

const loadFranc = later<typeof import('franc')>('franc');

/** eld reads some 350 bytes of what it is given: longer text is shown to it in windows of this many characters. */
const WINDOW = 360;
/** Characters of a text that are looked at in all: franc's own limit. */
const MAX_LENGTH = 2_048;
/** Letters below which a text is a headline at most: it must then look the more like a language to be believed. */
const SHORT_LETTERS = 60;
/** Least score of eld (0..1) on short and on longer text; names and made-up words stay below, 99 % of headlines above. */
const SHORT_SCORE = 0.58;
const LONG_SCORE = 0.45;
/** Letters of two or three words, which may be a name: they must look the more like one language and no other. */
const TINY_LETTERS = 20;
const TINY_SCORE = 0.65;
const TINY_LEAD = 0.1;
/** How far the best candidate may stand behind a language that is no candidate before the text is said to be foreign. */
const FOREIGN_SHORT = 0.12;
const FOREIGN_LONG = 0.03;
/** eld's lead under which its best two are close, so that letters and franc are asked. */
const CLOSE = 0.03;
/** Candidates no further behind the best than this may be what a short text is in. */
const TIE = 0.15;
/** Letters from which franc is asked at all: on less it is wrong too often to help. */
const FRANC_LETTERS = 120;
/** A script must write this share of the letters to tell the language: an English text may quote two Greek words. */
const SCRIPT_SHARE = 0.5;
/** Letters from which a telling script is believed below the floor. */
const SCRIPT_LETTERS = 4;

/** eld's name for a language where the facet's (ISO 639-1) may differ. */
const ELD_NAMES: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', id: 'ms', fil: 'tl' };
/** What eld knows; a candidate that is not here is left to franc. */
const ELD_KNOWS = new Set(
  (
    'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ' +
    'ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh'
  ).split(' '),
);

/** `reader` says who decided: `script`, `letters`, `eld`, `franc` or `none`; `score` is that reader's, 0..1. */
export type LanguageGuess = {
  readonly language: string;
  readonly score: number;
  readonly reader: 'script' | 'letters' | 'eld' | 'franc' | 'none';
  /** Why it is `und`, or whom the answer was preferred to: words for the evidence. */
  readonly because: string;
  /** Candidates the text may be in, also when none is sure: a statement of the page may choose among them. */
  readonly among: readonly string[];
};

type Scored = readonly [language: string, score: number];

/**
 * Returns a guesser: the code that stands in the facet (ISO 639-1 where there is one) or `und` when the text is
 * shorter than the floor, reads like a language that is no candidate, or like none. Text of any length costs the same.
 */
export function languageGuesser(
  index: Pick<IndexFile, 'languages' | 'languageFloor'>,
): (text: string) => LanguageGuess {
  const only = Object.keys(index.languages);
  const shown = [...new Set(Object.values(index.languages))];
  const strangers = new Set(shown.filter((code) => !ELD_KNOWS.has(ELD_NAMES[code] ?? code)));
  let known: readonly Known[] | undefined;

  return (text) => {
    const sample = middleOf(text);
    const letters = countLetters(sample);
    const { script, share } = mainScript(sample);
    const told = share >= SCRIPT_SHARE && letters >= SCRIPT_LETTERS ? languageOfScript(script) : undefined;
    if (told)
      return {
        language: told,
        score: share,
        reader: 'script',
        because: `written in ${script}`,
        among: [told],
      };
    if (letters < index.languageFloor)
      return unsure(0, `${letters} letters, fewer than the floor of ${index.languageFloor}`, []);

    known ??= knownTo(shown);
    const { ranked, foreign } = askEld(sample, script, known);
    const [best, second] = ranked;
    const among = best ? ranked.filter((one) => best[1] - one[1] < TIE).map(([language]) => language) : [];
    if (strangers.size > 0 || !best) {
      const franc = askFranc(sample, letters, only, index.languages);
      if (franc && (!best || strangers.has(franc[0])))
        return {
          language: franc[0],
          score: franc[1],
          reader: 'franc',
          because: 'a language eld does not know',
          among,
        };
    }
    if (!best) return unsure(0, 'it reads like none of the candidates', []);
    const short = letters < SHORT_LETTERS;
    if (foreign && foreign[1] - best[1] > (short ? FOREIGN_SHORT : FOREIGN_LONG))
      return unsure(best[1], `it reads like ${foreign[0]}, which is no candidate`, []);
    const lead = best[1] - (second?.[1] ?? 0);
    const tiny = letters < TINY_LETTERS;
    if (best[1] < (tiny ? TINY_SCORE : short ? SHORT_SCORE : LONG_SCORE) || (tiny && lead < TINY_LEAD))
      return unsure(best[1], `it reads little like any language, most like ${best[0]}`, among);
    const byEld = (because: string): LanguageGuess => ({
      language: best[0],
      score: best[1],
      reader: 'eld',
      because,
      among,
    });
    if (!second || lead >= CLOSE) return byEld(second ? `ahead of ${second[0]}` : 'the only one');

    const between = languageOfLetters(sample, best[0], second[0]);
    if (between)
      return {
        language: between,
        score: best[1],
        reader: 'letters',
        because: `${best[0]} and ${second[0]} are close`,
        among,
      };
    const franc = askFranc(sample, letters, only, index.languages);
    if (franc?.[0] === second[0] && lead < CLOSE / 3)
      return { language: franc[0], score: franc[1], reader: 'franc', because: `close to ${best[0]}`, among };
    return byEld(`close to ${second[0]}`);
  };
}

function unsure(score: number, because: string, among: readonly string[]): LanguageGuess {
  return { language: UNKNOWN_LANGUAGE, score, reader: 'none', because, among };
}

/** The part of a long text that is looked at: its middle, where neither headline nor leftover notices stand. */
function middleOf(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const start = Math.floor((text.length - MAX_LENGTH) / 2);
  return text.slice(start, start + MAX_LENGTH);
}

/** What a language of eld's is here: the script it is written in, and its code where it is a candidate. */
interface Known {
  readonly language: string;
  readonly script: Script;
  readonly code: string | undefined;
}

function knownTo(shown: readonly string[]): readonly Known[] {
  const codes = new Map(shown.map((code) => [ELD_NAMES[code] ?? code, code]));
  return scoredLanguages().map((language) => ({
    language,
    script: scriptOf(language),
    code: codes.get(language),
  }));
}

/** Scores of the text at hand, by the numbers of the languages. */
let scores = new Float64Array(0);

/** Mean scores of the candidates in this script over up to three windows, best first, and the best of the others. */
function askEld(
  sample: string,
  script: Script,
  known: readonly Known[],
): { ranked: Scored[]; foreign: Scored | undefined } {
  if (scores.length !== known.length) scores = new Float64Array(known.length);
  scores.fill(0);
  if (sample.length <= WINDOW * 1.5) addScores(sample, 1, scores);
  else
    for (const start of [0, Math.floor((sample.length - WINDOW) / 2), sample.length - WINDOW])
      addScores(sample.slice(start, start + WINDOW), 3, scores);
  const ranked: Scored[] = [];
  let foreign: Scored | undefined;
  for (const [i, { language, script: own, code }] of known.entries()) {
    const score = scores[i] as number;
    if (own !== script || score === 0) continue;
    if (code) ranked.push([code, score]);
    else if (!foreign || score > foreign[1]) foreign = [language, score];
  }
  return { ranked: ranked.sort((a, b) => b[1] - a[1]), foreign };
}

function askFranc(
  sample: string,
  letters: number,
  only: string[],
  names: Readonly<Record<string, string>>,
): Scored | undefined {
  if (letters < FRANC_LETTERS) return undefined;
  const best = loadFranc().francAll(sample, { only, minLength: 1 })[0];
  const code = best && names[best[0]];
  return code ? [code, best[1]] : undefined;
}
