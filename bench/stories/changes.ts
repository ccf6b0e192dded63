/** What happens to a text on its way through other hands: one function a fate, each told by chance alone. */
import type { Chance } from './random.ts';
import { sentencesOf } from './texts.ts';
import { british, reattributed, reworded } from './wording.ts';

export type Paragraphs = readonly string[];

const TOWNS = ['LONDON', 'NAIROBI', 'Velmora', 'GENEVA', 'São Bento', 'Paris'];
const NAMES = ['Ines Tolvaj', 'Marek Dunn', 'A. Okafor', 'Lena Brandt', 'Staff writer', 'J. P. Morrow'];
const FURNITURE = [
  'Share this article with your friends',
  'Read also: what you need to know today',
  'Photograph: agency handout',
  'This article first appeared elsewhere and is published here with permission.',
  'Editing by the foreign desk; additional reporting by our correspondents.',
  'Sign up for our morning letter',
];
const NOTICES = [
  'Subscribe to read the rest of this article.',
  'To continue reading, log in or take a trial for one month.',
  'This content is for members only.',
];

const wordsIn = (text: string): number => text.split(/\s+/).length;
export const wordCount = (paragraphs: Paragraphs): number => wordsIn(paragraphs.join(' '));

/** Another house style: quotes, dashes, dots, spaces, spelling, and where lines end. */
export function restyled(paragraphs: Paragraphs, chance: Chance): string[] {
  const straight = chance.happens(0.5);
  const spelled = chance.happens(0.5);
  const loud = chance.happens(0.05);
  const styled = paragraphs.map((text) => {
    let changed = straight
      ? text.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'").replace(/—/g, ' - ').replace(/…/g, '...')
      : text
          .replace(/(^|[\s(])"/g, '$1“')
          .replace(/"/g, '”')
          .replace(/'/g, '’')
          .replace(/ - /g, '—');
    if (spelled) changed = british(changed);
    return loud ? changed.toUpperCase() : changed;
  });
  if (chance.happens(0.3))
    return styled.flatMap((text) => {
      const sentences = sentencesOf(text);
      return sentences.length > 3 ? [sentences.slice(0, 2).join(' '), sentences.slice(2).join(' ')] : [text];
    });
  if (chance.happens(0.2)) return [styled.join(' ')];
  return styled;
}

/** The whole text, in another style, with a dateline, a byline and a few lines of furniture that cleaning left. */
export function copied(paragraphs: Paragraphs, chance: Chance): string[] {
  const [first = '', ...rest] = restyled(paragraphs, chance);
  const dateline = chance.happens(0.6)
    ? `${chance.pick(TOWNS)} (${chance.pick(['AP', 'NWA', 'dpa'])}) — `
    : '';
  return [
    ...(chance.happens(0.4) ? [`By ${chance.pick(NAMES)}`] : []),
    dateline + first,
    ...rest,
    ...(chance.happens(0.5) ? [chance.pick(FURNITURE)] : []),
  ];
}

/** The first share of a text, to the word: where a paywall cuts. At least 40 words. */
export function cut(paragraphs: Paragraphs, share: number, chance: Chance): string[] {
  let left = Math.max(40, Math.round(wordCount(paragraphs) * share));
  const kept: string[] = [];
  for (const text of restyled(paragraphs, chance)) {
    if (left <= 0) break;
    const words = text.split(/\s+/).slice(0, left);
    left -= words.length;
    kept.push(left > 0 ? words.join(' ') : `${words.join(' ')}…`);
  }
  return chance.happens(0.5) ? [...kept, chance.pick(NOTICES)] : kept;
}

/** Whole sentences from the start until the share is full. */
export function excerpt(paragraphs: Paragraphs, share: number, chance: Chance): string[] {
  const goal = wordCount(paragraphs) * share;
  let have = 0;
  const kept: string[] = [];
  for (const text of restyled(paragraphs, chance)) {
    const sentences: string[] = [];
    for (const sentence of sentencesOf(text)) {
      if (have >= goal) break;
      sentences.push(sentence);
      have += wordsIn(sentence);
    }
    if (sentences.length > 0) kept.push(sentences.join(' '));
  }
  return kept;
}

/** A later version: paragraphs are added, dropped and moved, and some numbers have risen. */
export function updated(paragraphs: Paragraphs, added: Paragraphs, chance: Chance): string[] {
  const kept = paragraphs.filter((_, at) => at === 0 || !chance.happens(0.25));
  if (kept.length > 4 && chance.happens(0.5)) {
    const [moved = ''] = kept.splice(chance.between(1, kept.length - 1), 1);
    kept.splice(chance.between(1, kept.length - 1), 0, moved);
  }
  added.forEach((text, i) => {
    kept.splice(i === 0 && chance.happens(0.4) ? 0 : chance.between(1, kept.length), 0, text);
  });
  return restyled(kept, chance).map((text) =>
    text.replace(/\b\d{1,3}\b/g, (number) => (chance.happens(0.2) ? String(Number(number) + 1) : number)),
  );
}

export interface Rewrite {
  /** Share of the words exchanged, of sentences dropped, of sentences put elsewhere, of quotations cut short. */
  readonly words: number;
  readonly dropped: number;
  readonly moved: number;
  readonly unquoted: number;
}

export const LIGHT: Rewrite = { words: 0.12, dropped: 0.15, moved: 0.1, unquoted: 0.1 };
export const MEDIUM: Rewrite = { words: 0.22, dropped: 0.25, moved: 0.2, unquoted: 0.2 };
export const HEAVY: Rewrite = { words: 0.34, dropped: 0.35, moved: 0.35, unquoted: 0.3 };
/** Nearly every sentence is new; names, numbers, some phrases and half of the quotations stay. */
export const FREE: Rewrite = { words: 0.46, dropped: 0.35, moved: 0.4, unquoted: 0.5 };

/** A quotation of at least four words: a rewriter keeps it as it is, or cuts it. */
const QUOTATION = /(["“][^"“”]{20,}?["”])/u;

/** The same report by another hand. */
export function rewritten(
  paragraphs: Paragraphs,
  { words, dropped, moved, unquoted }: Rewrite,
  strangers: readonly string[],
  chance: Chance,
): string[] {
  const sentences = paragraphs.flatMap(sentencesOf).filter((_, at) => at === 0 || !chance.happens(dropped));
  for (let at = 1; at < sentences.length; at++)
    if (chance.happens(moved)) {
      const to = Math.min(sentences.length - 1, at + chance.between(1, 4));
      const [one = ''] = sentences.splice(at, 1);
      sentences.splice(to, 0, one);
    }
  const changed = sentences.map((sentence) => {
    const turned = chance.happens(0.6) ? reattributed(sentence) : sentence;
    return turned
      .split(QUOTATION)
      .map((part) => {
        if (QUOTATION.test(part) && !chance.happens(unquoted)) return part;
        return reworded(part, { words, strangers }, chance);
      })
      .join('');
  });
  const written: string[] = [];
  for (let at = 0; at < changed.length; ) {
    const size = chance.between(1, 4);
    const block = changed.slice(at, at + size);
    if (block.length > 1 && chance.happens(0.3)) {
      const [one = '', two = '', ...rest] = block;
      block.splice(0, 2, `${one.replace(/\.$/, '')}, while ${two.charAt(0).toLowerCase()}${two.slice(1)}`);
      block.length = 1;
      block.push(...rest);
    }
    written.push(block.join(' '));
    at += size;
  }
  return restyled(written, chance);
}

/** The source in the first words, then the text: what a brief makes of a report. At least 25 words. */
export function brief(paragraphs: Paragraphs, chance: Chance): string[] {
  const sentences = paragraphs.flatMap(sentencesOf);
  const kept: string[] = [];
  while (sentences.length > 0 && wordCount(kept) < 28) kept.push(sentences.shift() ?? '');
  return restyled([kept.join(' ')], chance);
}
