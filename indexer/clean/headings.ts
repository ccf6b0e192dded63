/** The heading a block stands under: of other stories, of tags, of comments, of a note on the writer. */
import type { RemovalKind } from '../../config/schema.ts';
import type { Why } from '../draft.ts';
import { HEADLINE_MASS, type Judged, shown } from './judged.ts';
import { endsSentence, isCutOff } from './measure.ts';
import { isMenu } from './runs.ts';
import { NOTE_MASS } from './writers.ts';

/** Kinds of lines with which another part of the page begins. */
const ENDS: ReadonlySet<RemovalKind> = new Set(['newsletter', 'legal', 'donation', 'sponsor']);
/** Blocks under their heading that tags and a note on the writer reach. */
const MOST_TAGS = 12;
const LONGEST_NOTE = 3;

interface Heading {
  readonly at: number;
  /** The heading as a reason quotes it. */
  readonly text: string;
  readonly names: Names;
}

/** Whether the heading names the block, and how. */
type Names = (judged: Judged, at: number, heading: Heading) => Why | undefined;

/** The rules whose line heads what follows it. */
const HEADS: Readonly<Record<string, Names>> = {
  'related/heading': (judged, at, { text }) => {
    const block = judged.page.blocks[at];
    if (!block || !judged.hits.sections.has(block) || isMenu(judged, at)) return undefined;
    return {
      rule: 'block/teaser',
      kind: 'teaser',
      reason: `stands under «${text}», a heading of other stories`,
    };
  },
  'related/tags': ({ page }, at, heading) => {
    if (at - heading.at > MOST_TAGS || (page.mass[at] ?? 0) >= HEADLINE_MASS) return undefined;
    if (endsSentence(page.blocks[at]?.text ?? '')) return undefined;
    return {
      rule: 'block/tags',
      kind: 'tags',
      reason: `stands under «${heading.text}», the heading of the page's tags`,
    };
  },
  'bio/about': ({ page }, at, heading) => {
    if (at - heading.at > LONGEST_NOTE || (page.mass[at] ?? 0) < NOTE_MASS) return undefined;
    if (!endsSentence(page.blocks[at]?.text ?? '')) return undefined;
    return {
      rule: 'block/bio',
      kind: 'bio',
      reason: `stands under «${heading.text}», the heading of a note on the writer`,
    };
  },
  'comment/section': (judged, at, { text }) => {
    if (at < judged.last || !isSaid(judged.page.blocks[at]?.text ?? '') || !isSigned(judged, at))
      return undefined;
    return {
      rule: 'block/comment',
      kind: 'comment',
      reason: `stands under «${text}» by a name or a time, as comments do`,
    };
  },
};

/** Returns what a block's heading says of it. A heading reaches to the next, to the article, or to the first block it does not name. */
export function headings(judged: Judged): (at: number) => Why | undefined {
  const { page, hits, going } = judged;
  const under: (Why | undefined)[] = new Array(page.blocks.length);
  let heading: Heading | undefined;
  page.blocks.forEach((block, at) => {
    const why = hits.going.get(block);
    const names = why && HEADS[why.rule];
    const leads = why?.rule !== 'related/tags' || leadsTags(judged, at);
    if (names) heading = leads ? { at, text: shown(block.text), names } : undefined;
    else if (!going[at] || (why && ENDS.has(why.kind))) heading = undefined;
    if (!heading || why) return;
    under[at] = heading.names(judged, at, heading);
    // Between comments stand buttons and counters; any other list is over where its heading no longer fits.
    if (!under[at] && heading.names !== HEADS['comment/section']) heading = undefined;
  });
  return (at) => under[at];
}

/** Whether tags follow: not under an entry of a menu, nor under a line that has its tags behind its colon. */
function leadsTags(judged: Judged, at: number): boolean {
  const text = judged.page.blocks[at]?.text ?? '';
  return /[:：]\s*$/u.test(text) || !(/[:：]/u.test(text) || (judged.short[at] && isMenu(judged, at)));
}

/** Readers write sentences; what ends as a headline or was cut off points to another page. */
const isSaid = (text: string): boolean => endsSentence(text) && !isCutOff(text);

const TIME = /\d{1,2}[:.h]\d\d|(?:19|20)\d\d/u;
/** Blocks before and after a comment in which its writer, its time or its buttons stand. */
const SIGNED = [-3, -2, -1, 1, 2] as const;

/** A comment has a name or a time near it; what has neither is something else, whatever heading it stands under. */
function isSigned({ page, hits, going, short }: Judged, at: number): boolean {
  return SIGNED.some((step) => {
    const block = page.blocks[at + step];
    if (!block || !going[at + step]) return false;
    const why = hits.going.get(block);
    return (
      why?.rule === 'comment/says' ||
      why?.rule === 'comment/rules' ||
      why?.kind === 'stamp' ||
      ((short[at + step] ?? false) && TIME.test(block.text))
    );
  });
}
