/** The last witness: what a block that goes looks like, and where it stands against the article. */
import type { Why } from '../draft.ts';
import { HEADLINE_MASS, type Judged } from './judged.ts';
import { endsSentence, innerStops, isCutOff } from './measure.ts';
import { isMenu, MENU_MASS, meanAround, runAround } from './runs.ts';

/** Letters inside links from which a block is a line of links. */
const LINK_HEAVY = 0.6;
/** Lines above the text that belong to its headline. */
const NEAR = 3;
/** Fewer lines are no list. */
const LEAST_LIST = 3;
/** Share of the article's words in a text about something else, at most. */
const ELSEWHERE = 0.25;
/** Blocks on either side in which the times of a stream of stories stand. */
const STREAM = 4;

type Place = 'above' | 'below' | 'among';
const WHERE: Readonly<Record<Place, string>> = {
  above: 'above the article',
  below: 'below the article',
  among: 'among the paragraphs',
};

/** Always answers: where nothing else is known, only what can be seen is said. */
export function look(judged: Judged, at: number): Why {
  const { page, first, last, titleAt, short } = judged;
  const place: Place = first < 0 || at > last ? 'below' : at < first ? 'above' : 'among';
  const where = WHERE[place];
  const block = page.blocks[at];
  const byHeadline =
    place === 'above' && at > titleAt && (titleAt >= 0 || first - at <= NEAR) && first - at <= 2 * NEAR;
  if (page.prose[at] && !isCutOff(block?.text ?? '')) return prose(judged, at, place);
  if (isMenu(judged, at) && !byHeadline)
    return {
      rule: `block/menu-${place}`,
      kind: 'navigation',
      reason: `one of a run of short lines ${where}, as menus have`,
    };
  if (byHeadline) return headerLine(judged, at);
  const isList = meanAround(judged, at) >= MENU_MASS && runAround(judged, at) >= LEAST_LIST;
  if (place !== 'among' && isList) return entry(judged, at, where);
  if ((block?.markup?.linkDensity ?? 0) > LINK_HEAVY)
    return place === 'among'
      ? { rule: 'block/links', kind: 'related', reason: 'a line of links among the paragraphs' }
      : { rule: 'block/links', kind: 'navigation', reason: `a line of links ${where}` };
  if (short[at]) return shortLine(place, where);
  if (place === 'among') return inserted(judged, at, isList);
  return { rule: `block/${place}`, kind: 'other', reason: `a line ${where} that is not part of it` };
}

function prose({ shared, page }: Judged, at: number, place: Place): Why {
  const where = WHERE[place];
  const text = page.blocks[at]?.text ?? '';
  const isText = endsSentence(text) || innerStops(text) > 0;
  if (isText && shared(at) < ELSEWHERE && place !== 'among')
    return {
      rule: `block/story-${place}`,
      kind: 'teaser',
      reason: `a text ${where} that tells of something else: few of its words stand in the article`,
    };
  if (place === 'among')
    return {
      rule: 'block/inserted',
      kind: 'other',
      reason: 'stands among the paragraphs but reads unlike them',
    };
  return {
    rule: `block/${place}`,
    kind: 'other',
    reason: `${isText ? 'prose' : 'a long line'} ${where} that is not part of it`,
  };
}

function headerLine({ page, short, titleAt }: Judged, at: number): Why {
  if (short[at])
    return {
      rule: 'block/by-headline',
      kind: 'header',
      reason:
        titleAt < 0 ? 'a short line right above the text' : 'a short line between the headline and the text',
    };
  const isLead = endsSentence(page.blocks[at]?.text ?? '');
  return {
    rule: 'block/sub-headline',
    kind: 'header',
    reason: `${isLead ? 'a sentence' : 'a line'} ${titleAt < 0 ? 'right above the text' : 'between the headline and the text'}, as sub-headlines are`,
  };
}

/** A line in a list of headlines, with the times, names and sections that stand between them. */
function entry({ page, hits, short }: Judged, at: number, where: string): Why {
  let times = 0;
  for (let i = at - STREAM; i <= at + STREAM; i++) {
    const block = page.blocks[i];
    if (block && hits.going.get(block)?.kind === 'stamp') times++;
  }
  if (short[at])
    return {
      rule: 'block/teaser-label',
      kind: 'teaser',
      reason: `a short line in a list of other stories ${where}`,
    };
  if (times >= 2)
    return {
      rule: 'block/feed',
      kind: 'feed',
      reason: `one of a stream of stories with their times ${where}`,
    };
  return {
    rule: 'block/teaser',
    kind: 'teaser',
    reason: `a headline or teaser in a list of other stories ${where}`,
  };
}

const shortLine = (place: Place, where: string): Why =>
  place === 'among'
    ? {
        rule: 'block/inserted-line',
        kind: 'other',
        reason: 'a short line among the paragraphs that is not part of them',
      }
    : {
        rule: `block/line-${place}`,
        kind: 'navigation',
        reason: `a short line ${where} that is no sentence, as labels and buttons are`,
      };

function inserted({ page, shared }: Judged, at: number, isList: boolean): Why {
  const text = page.blocks[at]?.text ?? '';
  if (!endsSentence(text) || isCutOff(text)) {
    if (isList || ((page.mass[at] ?? 0) >= HEADLINE_MASS * 1.5 && shared(at) < ELSEWHERE))
      return {
        rule: 'block/inserted-headline',
        kind: 'related',
        reason: isList
          ? 'one of a run of headlines among the paragraphs'
          : 'a headline among the paragraphs: few of its words stand in the article',
      };
    return {
      rule: 'block/inserted-line',
      kind: 'other',
      reason: 'a line put among the paragraphs that is not part of them',
    };
  }
  return {
    rule: 'block/inserted',
    kind: 'other',
    reason: 'stands among the paragraphs but reads unlike them',
  };
}
