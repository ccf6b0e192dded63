/** What the markup says of a block that goes: the innermost box it stands in that holds nothing of the article. */
import type { CueId } from '../../config/schema.ts';
import type { Why } from '../draft.ts';
import { HEADLINE_MASS, type Judged } from './judged.ts';
import { endsSentence } from './measure.ts';

/** How the boxes are called in a reason, in the order they are asked for: the first group that knows the box names it. */
const BOXES: readonly (readonly [cue: CueId, kind: Why['kind'], reason: string])[] = [
  ['box/caption', 'caption', 'stands with a picture'],
  ['box/comment', 'comment', 'stands among the comments'],
  ['box/newsletter', 'newsletter', 'stands in a form for a newsletter'],
  ['box/donation', 'donation', 'stands in a box that asks for money'],
  ['box/paywall', 'paywall', 'stands in a box for subscribers'],
  ['box/legal', 'legal', 'stands in a box on cookies, privacy or terms'],
  ['box/share', 'share', 'stands in a row of share buttons'],
  ['box/sponsor', 'sponsor', 'stands in a box of advertisements'],
  ['box/bio', 'bio', 'stands in a box about the writer'],
  ['box/byline', 'byline', 'stands in the line of the writer and the date'],
  ['box/tags', 'tags', 'stands among the tags of the page'],
  ['box/related', 'related', 'stands in a box that points to other pages'],
  ['box/teaser', 'teaser', 'stands in a list of other stories'],
  ['box/menu', 'navigation', 'stands in a menu, the head or the foot of the site'],
];

/** Elements looked at from the block up: a box further out holds many things. */
const REACH = 7;

/**
 * Returns what tells the kind of a block by its box. An element that also holds blocks of the article is no box: sites
 * print writers, tags and sections into the class names around a whole story.
 */
export function boxes(judged: Judged): (at: number) => Why | undefined {
  const { page, going, cues } = judged;
  const shared = new Set<string>();
  page.blocks.forEach((block, at) => {
    if (going[at] || !block.markup) return;
    const { path } = block.markup;
    // Where an element is known, all around it are.
    for (
      let end = path.length;
      end > 0 && !shared.has(path.slice(0, end));
      end = path.lastIndexOf('>', end - 1)
    )
      shared.add(path.slice(0, end));
  });
  const known = new Map<string, (typeof BOXES)[number] | undefined>();
  const boxNamed = (name: string) => {
    if (!known.has(name))
      known.set(
        name,
        BOXES.find(([cue]) => cues[cue].test(name)),
      );
    return known.get(name);
  };
  return (at) => {
    const block = page.blocks[at];
    if (!block) return undefined;
    if (block.kind === 'caption')
      return { rule: 'block/caption', kind: 'caption', reason: 'stands with a picture' };
    if (!block.markup) return undefined;
    const { path } = block.markup;
    let end = path.length;
    for (let far = 0; far < REACH && end > 0; far++) {
      const outer = path.slice(0, end);
      if (shared.has(outer)) return undefined;
      end = path.lastIndexOf('>', end - 1);
      const name = outer.slice(end + 1);
      const box = boxNamed(name);
      if (!box || !fits(judged, at, box[0], outer)) continue;
      const [cue, kind, reason] = box;
      const word = cues[cue].exec(name)?.[0] ?? '';
      return { rule: `block/${kind}`, kind, reason: `${reason} («${word}» in the page's markup)` };
    }
    return undefined;
  };
}

/** Elements that may have a head of their own: what stands in it is the head of a story, not of the site. */
const OF_A_STORY = />(?:article|li|section)[^>]*>(?:.*>)?header[^>]*$/u;

/** What a box may hold to be believed: a writer's box holds sentences, a byline, a row of buttons or a menu none. */
function fits({ page, titleAt, first }: Judged, at: number, cue: CueId, path: string): boolean {
  const text = page.blocks[at]?.text ?? '';
  const mass = page.mass[at] ?? 0;
  const isSentence = endsSentence(text) && mass >= HEADLINE_MASS;
  if (cue === 'box/byline' || cue === 'box/share' || cue === 'box/tags')
    return mass < 3 * HEADLINE_MASS && !isSentence;
  // Between the headline and the text "teaser" means the article's own sub-headline.
  if (cue === 'box/teaser') return titleAt < 0 || at < titleAt || at > first;
  if (cue === 'box/menu') return !page.prose[at] && !OF_A_STORY.test(path);
  return true;
}
