/** What is known of a page before the classifier is asked: headline, rule hits, letters, and the heaviest span. */
import type { Config } from '../../config/schema.ts';
import type { Block, Draft } from '../draft.ts';
import { bodySpan, type Span, widen } from './body.ts';
import { type Cues, compileCues } from './cues.ts';
import { letters } from './letter.ts';
import { agree, type Page, pageOf, retitled, type Verdicts } from './page.ts';
import { type RuleHits, ruleFinder } from './rules.ts';
import { findHeadline, withHeadline } from './title.ts';

export interface Prepared {
  /** The draft with its headline known and marked. */
  readonly draft: Draft;
  readonly page: Page;
  /** What the rules say; `going` holds the letters too. */
  readonly hits: RuleHits;
  /** The blocks of letters to the readers. */
  readonly letters: Verdicts;
  /** The words cleaning asks for. */
  readonly cues: Cues;
  /** The run of blocks that weighs most: a first guess at the article. */
  readonly span: Span;
}

/** Compiles the rules once. The training script prepares its pages with the same function. */
export function preparer(config: Pick<Config, 'boilerplate' | 'cues'>): (draft: Draft) => Prepared {
  const find = ruleFinder(config.boilerplate);
  const cues = compileCues(config.cues);
  return (bare) => {
    const first = pageOf(bare);
    const all = find(first);
    // The headline next: it must not be taken for a feed line, and what a rule says of it no longer counts.
    const headline = findHeadline(first, bodySpan(first, all), all);
    const found = withoutBlock(all, headline?.block);
    const draft = withHeadline(bare, headline);
    const page = retitled(first, draft);
    // A letter is prose: it must be known before its paragraphs can pass for the end of the article.
    const toReaders = letters(page, found.going, cues);
    const hits = { ...found, going: agree(page, found.going, toReaders) };
    return { draft, page, hits, letters: toReaders, cues, span: widen(page, bodySpan(page, hits), hits) };
  };
}

/** The hits without one block: once it is the headline, the draft holds another object in its place. */
function withoutBlock(hits: RuleHits, block: Block | undefined): RuleHits {
  if (!block) return hits;
  const without = (verdicts: Verdicts): Verdicts => new Map([...verdicts].filter(([one]) => one !== block));
  return { going: without(hits.going), sections: without(hits.sections), ends: without(hits.ends) };
}
