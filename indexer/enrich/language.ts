/** The language of an article: what a trusted party states when it is plausible, else what the clean text reads like. */
import type { Config } from '../../config/schema.ts';
import { body, type Draft, type Fact, learn, type Stage } from '../draft.ts';
import { type LanguageGuess, languageGuesser, UNKNOWN_LANGUAGE } from '../text/language.ts';
import { languageOfScript, mainScript } from '../text/script.ts';
import { countLetters } from '../text/words.ts';

/** A guess on fewer letters than this yields to what the page states; on more the text is the better witness. */
const SHORT_CHARACTERS = 120;
/** Text shorter than this is no witness against a trusted statement, unless its script is. */
const TINY_CHARACTERS = 30;

interface Statement {
  readonly value: string;
  readonly reader: string;
}

/**
 * Sets `facts.language`: ISO 639-1 (639-3 where there is none), or `und`. A stated language is believed when the
 * text does not clearly read like another one; the words say when it was overruled.
 */
export function languageFinder(config: Pick<Config, 'index'>): Stage {
  const guess = languageGuesser(config.index);
  const codes = codesOf(config.index.languages);
  return (draft) => {
    const text = textOf(draft);
    const guessed = guess(text);
    const language = decide(guessed, statements(draft, codes), text.length);
    // A page of one block was read already.
    const again = (block: string) => (block === text ? guessed : guess(block));
    return learn(withOwnLanguages(draft, language.value, again), { language });
  };
}

/** Letters from which a block is asked for its language; on fewer only a script tells. */
const BLOCK_LETTERS = 60;

/** The draft with the language of each block that is surely not in the article's. */
function withOwnLanguages(draft: Draft, article: string, guess: (text: string) => LanguageGuess): Draft {
  let others = 0;
  const blocks = draft.blocks.map((block) => {
    const { language: _before, ...plain } = block; // a page may be judged a second time
    const language = block.kind === 'title' ? undefined : ownLanguage(block.text, article, guess);
    if (language === block.language) return block;
    others++;
    return language === undefined ? plain : { ...plain, language };
  });
  return others === 0 ? draft : { ...draft, blocks };
}

function ownLanguage(
  text: string,
  article: string,
  guess: (text: string) => LanguageGuess,
): string | undefined {
  const isShort = countLetters(text) < BLOCK_LETTERS;
  if (isShort && languageOfScript(mainScript(text).script) === undefined) return undefined;
  const { language, among, reader } = guess(text);
  if (language === UNKNOWN_LANGUAGE || language === article || among.includes(article)) return undefined;
  // a short line of ideographs is Japanese as well
  if (isShort && (reader !== 'script' || (article === 'ja' && language === 'zh'))) return undefined;
  return language;
}

/** Title and body; a title that is the body's own first sentence is not read twice. */
function textOf(draft: Draft): string {
  const text = body(draft);
  const title = draft.facts.title?.value ?? '';
  return title && !text.startsWith(title) ? `${title}\n\n${text}` : text;
}

function decide(guess: LanguageGuess, stated: readonly Statement[], length: number): Fact<string> {
  const read = `${guess.because} (score ${guess.score.toFixed(2)}, ${length} characters)`;
  const first = stated[0];
  if (first && first.reader !== 'html-lang' && agrees(first, guess, length))
    return {
      value: first.value,
      evidence: `stated «${first.value}»; the text: ${read}`,
      reader: first.reader,
    };
  const lang = stated.find((statement) => statement.reader === 'html-lang');
  if (
    lang &&
    lang.value !== guess.language &&
    guess.language === UNKNOWN_LANGUAGE &&
    guess.among.includes(lang.value)
  )
    return { value: lang.value, evidence: `lang="${lang.value}"; the text: ${read}`, reader: 'html-lang' };
  const overruled = stated.find((statement) => statement.value !== guess.language);
  const against = overruled ? `; ${overruled.reader} says «${overruled.value}»` : '';
  return { value: guess.language, evidence: `${read}${against}`, reader: guess.reader };
}

/** A trusted statement holds unless the text is long enough to be sure and reads otherwise. */
function agrees(stated: Statement, guess: LanguageGuess, length: number): boolean {
  if (stated.value === guess.language) return true;
  if (guess.reader === 'script') return false;
  if (guess.language === UNKNOWN_LANGUAGE || length < TINY_CHARACTERS) return true;
  return length < SHORT_CHARACTERS && guess.among.includes(stated.value);
}

/** What sidecar, record and HTML head say, most trusted first; values that name no language are left out. */
function statements(draft: Draft, codes: ReadonlyMap<string, string>): Statement[] {
  const { sidecar, record, head } = draft.meta;
  const said: [string | undefined, string][] = [
    [sidecar?.language, 'sidecar'],
    [record?.language, 'record'],
    [head?.lang, 'html-lang'],
  ];
  return said.flatMap(([raw, reader]) => {
    const value = raw && codeOf(raw, codes);
    return value ? [{ value, reader }] : [];
  });
}

/** `en`, `en-GB`, `eng`, `English` -> `en`; undefined when it names none. */
function codeOf(raw: string, codes: ReadonlyMap<string, string>): string | undefined {
  const said = raw.trim().toLowerCase();
  const primary = said.split(/[-_]/)[0] ?? '';
  return codes.get(said) ?? codes.get(primary) ?? (/^[a-z]{2}$/.test(primary) ? primary : undefined);
}

/** Every way a candidate may be written: ISO 639-1, 639-3, its English and its own name. */
function codesOf(languages: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const [three, code] of Object.entries(languages)) {
    codes.set(three, code).set(code, code);
    for (const locale of ['en', code]) {
      const name = new Intl.DisplayNames([locale], { type: 'language' }).of(code);
      if (name) codes.set(name.toLowerCase(), code);
    }
  }
  return codes;
}
