/** What a block that is not article looks like, in words a reader understands: each removal names a kind and a reason. */
import type { Block, Why } from '../draft.ts';
import type { Cues } from './cues.ts';
import { endsSentence } from './measure.ts';
import type { Page, Verdicts } from './page.ts';
import type { RuleHits } from './rules.ts';

/** A line lighter than this is a menu entry rather than a headline. */
const MENU_MASS = 24;
/** Letters inside links from which a block is a line of links. */
const LINK_HEAVY = 0.6;

/** Why each block goes that is not article: by its place against the first and last block that stay, then by its look. */
export function reasons(page: Page, stays: readonly boolean[], hits: RuleHits, cues: Cues): Verdicts {
  const going = new Map<Block, Why>();
  const first = stays.indexOf(true);
  const last = stays.lastIndexOf(true);
  let ended: Why | undefined;
  page.blocks.forEach((block, at) => {
    if (at > last) ended = hits.ends.get(block) ?? ended;
    if (stays[at] || block === page.title) return;
    going.set(
      block,
      hits.sections.get(block) ??
        byMarkup(block, cues) ??
        (at < first ? above(page, at) : at > last ? below(page, at, ended) : between(page, at)),
    );
  });
  return going;
}

function byMarkup({ markup, kind }: Block, cues: Cues): Why | undefined {
  const near = markup?.path.split('>').slice(-4).join('>') ?? '';
  if (kind === 'caption' || cues['box/caption'].test(near))
    return { rule: 'block/caption', kind: 'caption', reason: 'stands with a picture, not in the text' };
  if (cues['box/comment'].test(near))
    return { rule: 'block/comment', kind: 'comment', reason: 'stands in the comment section of the page' };
  if (cues['box/related'].test(near))
    return { rule: 'block/related', kind: 'related', reason: 'stands in a box that points to other pages' };
  if (cues['box/bio'].test(near))
    return { rule: 'block/bio', kind: 'bio', reason: 'stands in a box about the writer' };
  return undefined;
}

function above(page: Page, at: number): Why {
  if ((page.mass[at] ?? 0) < MENU_MASS)
    return {
      rule: 'block/menu-above',
      kind: 'navigation',
      reason: 'a short line above the article, as menus have',
    };
  return { rule: 'block/above', kind: 'header', reason: 'stands above the first paragraph of the article' };
}

function below(page: Page, at: number, ended: Why | undefined): Why {
  if ((page.mass[at] ?? 0) < MENU_MASS)
    return {
      rule: 'block/menu-below',
      kind: 'navigation',
      reason: 'a short line below the article, as menus have',
    };
  if (ended && endsSentence(page.blocks[at]?.text ?? ''))
    return {
      rule: 'block/after-end',
      kind: ended.kind,
      reason: `prose below the article; above it ${ended.reason}`,
    };
  if (page.prose[at])
    return { rule: 'block/below', kind: 'other', reason: 'prose below the article that is not part of it' };
  return {
    rule: 'block/feed',
    kind: 'feed',
    reason: 'a headline or teaser of another page, below the article',
  };
}

function between(page: Page, at: number): Why {
  const block = page.blocks[at];
  if (block?.markup && block.markup.linkDensity > LINK_HEAVY)
    return { rule: 'block/links', kind: 'related', reason: 'a line of links among the paragraphs' };
  if (block && !endsSentence(block.text))
    return {
      rule: 'block/inserted-line',
      kind: 'related',
      reason: 'a line put among the paragraphs that is not part of them',
    };
  return {
    rule: 'block/inserted',
    kind: 'other',
    reason: 'stands among the paragraphs but reads unlike them',
  };
}
