/** Blocks in another language than the page: feeds of a site's other editions, teasers of a network. */
import type { Block, Why } from '../draft.ts';
import { type LanguageGuess, UNKNOWN_LANGUAGE } from '../text/language.ts';
import type { Page, Verdicts } from './page.ts';

/** A single foreign block must be this heavy to be believed foreign; a run of them is believed from its sum. */
const ALONE_MASS = 200;
const RUN_MASS = 120;
/** Characters of the body that decide the page's language; franc reads no more. */
const LOOKED_AT = 2_048;

type Guess = (text: string) => LanguageGuess;

/**
 * Runs of non-prose blocks in a language that is not the body's, after the first paragraph. Quoted speech in a
 * foreign language is prose of one block, often in quotation marks, so prose needs a neighbour that is going too.
 */
export function foreign(page: Page, going: Verdicts, guess: Guess): Verdicts {
  const staying = page.blocks.map((block, at) => ({ block, at })).filter(({ block }) => !going.has(block));
  let sample = '';
  for (const { block, at } of staying)
    if (page.prose[at] && sample.length < LOOKED_AT) sample += `${block.text.slice(0, LOOKED_AT)}\n`;
  const own = guess(sample).language;
  const found = new Map<Block, Why>();
  if (own === UNKNOWN_LANGUAGE) return found;

  let run: Block[] = [];
  let weight = 0;
  const close = () => {
    const text = run.map((block) => block.text).join('\n');
    const { language } = guess(text.slice(0, LOOKED_AT));
    if (
      weight >= (run.length > 1 ? RUN_MASS : ALONE_MASS) &&
      language !== UNKNOWN_LANGUAGE &&
      language !== own
    )
      for (const block of run)
        found.set(block, {
          rule: 'language/foreign',
          kind: 'feed',
          reason: `in another language (${language}) than the article (${own})`,
        });
    run = [];
    weight = 0;
  };
  let last = -1;
  for (const { block, at } of staying) {
    if (page.prose[at] || block === page.title || at !== last + 1) close();
    last = at;
    if (page.prose[at] || block === page.title) continue;
    run.push(block);
    weight += page.mass[at] ?? 0;
  }
  close();
  return found;
}
