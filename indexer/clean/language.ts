/** Blocks in another language than the page: feeds of a site's other editions, teasers of a network. */
import type { Block, Why } from '../draft.ts';
import { type LanguageGuess, UNKNOWN_LANGUAGE } from '../text/language.ts';
import type { Judged } from './judged.ts';
import { once } from './once.ts';
import type { Page, Verdicts } from './page.ts';

/** A single foreign block must be this heavy to be believed foreign; a run of them is believed from its sum. */
const ALONE_MASS = 200;
const RUN_MASS = 120;
/** Characters of the body that decide the page's language; franc reads no more. */
const LOOKED_AT = 2_048;

export type Guess = (text: string) => LanguageGuess;

/**
 * Runs of non-prose blocks in a language that is not the body's, after the first paragraph. Quoted speech in a
 * foreign language is prose of one block, often in quotation marks, so prose needs a neighbour that is going too.
 */
export function foreign(page: Page, going: Verdicts, guess: Guess): Verdicts {
  const own = once(() => languageOfProse(page, (at) => !going.has(page.blocks[at] as Block), guess));
  const found = new Map<Block, Why>();
  let run: Block[] = [];
  let weight = 0;
  const close = () => {
    // Nobody is asked for the language of what is too light to be believed.
    if (weight >= (run.length > 1 ? RUN_MASS : ALONE_MASS) && own() !== UNKNOWN_LANGUAGE) {
      const text = run.map((block) => block.text).join('\n');
      const { language } = guess(text.slice(0, LOOKED_AT));
      if (language !== UNKNOWN_LANGUAGE && language !== own())
        for (const block of run) found.set(block, foreignWhy(language, own(), run.length));
    }
    run = [];
    weight = 0;
  };
  for (let at = 0; at < page.blocks.length; at++) {
    const block = page.blocks[at] as Block;
    if (page.prose[at] || block === page.title || going.has(block)) {
      if (run.length > 0) close();
      continue;
    }
    run.push(block);
    weight += page.mass[at] ?? 0;
  }
  close();
  return found;
}

/** The language of the paragraphs that stay. */
function languageOfProse(page: Page, stays: (at: number) => boolean, guess: Guess): string {
  let sample = '';
  for (let at = 0; at < page.blocks.length && sample.length < LOOKED_AT; at++)
    if (page.prose[at] && stays(at)) sample += `${page.blocks[at]?.text.slice(0, LOOKED_AT)}\n`;
  return guess(sample).language;
}

const foreignWhy = (language: string, own: string, lines: number): Why => ({
  rule: 'language/foreign',
  kind: 'feed',
  reason: `${lines > 1 ? 'one of several lines ' : ''}in another language (${language}) than the article (${own})`,
});

/** Share of a list's words that stand in the article too, from which nobody need ask for its language. */
const SAME_LANGUAGE = 0.3;

/** The verdicts with each list of other stories that is in another language than the article called so. */
export function foreignFeeds(judged: Judged, verdicts: Verdicts, guess: Guess): Verdicts {
  const { page, going } = judged;
  const told = new Map(verdicts);
  let own: string | undefined;
  const judgeRun = (run: readonly number[], weight: number) => {
    if (weight < RUN_MASS) return;
    const text = run
      .map((at) => page.blocks[at]?.text ?? '')
      .join('\n')
      .slice(0, LOOKED_AT);
    const [shared, all] = judged.told(run, text);
    if (shared >= SAME_LANGUAGE * all) return;
    own ??= languageOfProse(page, (at) => !going[at], guess);
    const { language } = guess(text);
    if (own === UNKNOWN_LANGUAGE || language === UNKNOWN_LANGUAGE || language === own) return;
    for (const at of run) told.set(page.blocks[at] as Block, foreignWhy(language, own, run.length));
  };
  let run: number[] = [];
  let weight = 0;
  page.blocks.forEach((block, at) => {
    if (verdicts.get(block)?.kind === 'teaser') {
      run.push(at);
      weight += page.mass[at] ?? 0;
      return;
    }
    if (run.length > 0) judgeRun(run, weight);
    run = [];
    weight = 0;
  });
  judgeRun(run, weight);
  return told;
}
