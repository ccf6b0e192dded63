/** Chooses the parts of a body to show: few, short, and together with as many of the query's words as can be. */
import type { Match } from './matcher.ts';

/** A part of a text, UTF-16 positions. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Snippets one hit may show; a third one only when it shows a word the others do not. */
const MAX_SNIPPETS = 3;
const ENOUGH_SNIPPETS = 2;
/** Characters between the first and the last word a snippet is chosen for. */
const REACH = 150;
/** Characters a snippet aims at. */
const LENGTH = 240;
/** Characters a snippet may look back for the start of its sentence, or on for its end. */
const TO_SENTENCE = 90;
/** Characters between a snippet and the next that shows the same words. */
const APART = 200;

/**
 * At most three parts of the text, in order of place, each within one paragraph and cut at a sentence's end where
 * one is near, else between words. The first part chosen covers most distinct words; each further one adds a
 * place of its own, the third a word of its own. Without matches: the beginning.
 */
export function chooseSpans(text: string, matches: readonly Match[]): readonly Span[] {
  if (matches.length === 0) return opening(text);
  const chosen: Span[] = [];
  const covered = new Set<number>();
  let groups = groupsOf(text, firstOfEach(matches));
  while (chosen.length < MAX_SNIPPETS && groups.length > 0) {
    const best = bestGroup(groups, covered);
    if (chosen.length >= ENOUGH_SNIPPETS && addsNothing(best, covered)) break;
    const span = grow(text, best);
    chosen.push(span);
    for (const term of best.terms) covered.add(term);
    groups = groups.filter((group) => {
      const apart = addsNothing(group, covered) ? APART : 0;
      return group.end <= span.start - apart || group.start >= span.end + apart;
    });
  }
  return apart(chosen.sort((a, b) => a.start - b.start));
}

/** Matches of one term that are weighed: bounds the work on a body that is full of the words. */
const WEIGHED = 500;

function firstOfEach(matches: readonly Match[]): readonly Match[] {
  const seen = new Map<number, number>();
  return matches.filter(({ term }) => {
    const before = seen.get(term) ?? 0;
    seen.set(term, before + 1);
    return before < WEIGHED;
  });
}

const addsNothing = (group: Group, covered: ReadonlySet<number>): boolean =>
  [...group.terms].every((term) => covered.has(term));

interface Group extends Span {
  readonly terms: ReadonlySet<number>;
  readonly size: number;
}

/** For each match: it and those after it within reach and in the same paragraph. */
function groupsOf(text: string, matches: readonly Match[]): Group[] {
  const groups: Group[] = [];
  let breakAt = -1;
  for (let i = 0; i < matches.length; i++) {
    const first = matches[i];
    if (!first) break;
    if (breakAt < first.end) breakAt = indexOr(text, '\n\n', first.end, text.length);
    const terms = new Set<number>();
    let end = first.end;
    let size = 0;
    for (let k = i; k < matches.length; k++) {
      const match = matches[k];
      if (!match || match.end > Math.min(breakAt, first.start + REACH)) break;
      terms.add(match.term);
      end = match.end;
      size++;
    }
    groups.push({ start: first.start, end: Math.max(end, first.end), terms, size: Math.max(size, 1) });
  }
  return groups;
}

/** Most words not seen yet, then most distinct words, then most matches, then the earliest. */
function bestGroup(groups: readonly Group[], covered: ReadonlySet<number>): Group {
  const worth = (group: Group) =>
    [...group.terms].filter((term) => !covered.has(term)).length * 10_000 +
    group.terms.size * 100 +
    Math.min(group.size, 99);
  return groups.reduce((best, group) => (worth(group) > worth(best) ? group : best));
}

/** Widens a group to whole sentences of its paragraph where these are near, else to whole words. */
function grow(text: string, group: Span): Span {
  const from = text.lastIndexOf('\n\n', group.start);
  const paragraph = {
    start: from < 0 ? 0 : from + 2,
    end: indexOr(text, '\n\n', group.end, text.length),
  };
  const room = Math.max(LENGTH - (group.end - group.start), 60);
  const start = backwards(text, paragraph.start, group.start, Math.round(room / 3));
  return {
    start,
    end: forwards(text, group.end, Math.max(start + LENGTH, group.end + 40), paragraph.end),
  };
}

const SENTENCE_END = /[.!?…。！？؟](?:["”»’)\]]*)(?:\s+|$)|[。！？]/gu;

function backwards(text: string, floor: number, at: number, room: number): number {
  if (at - floor <= TO_SENTENCE) return floor;
  const before = text.slice(at - TO_SENTENCE, at);
  const sentence = [...before.matchAll(SENTENCE_END)].at(-1);
  if (sentence) return at - TO_SENTENCE + sentence.index + sentence[0].length;
  const cut = Math.max(at - room, floor);
  const space = text.slice(cut, at).search(/\s\S/u);
  return space < 0 ? whole(text, cut) : cut + space + 1;
}

/** Never before `floor`, where the last word ends that is to be shown. */
function forwards(text: string, floor: number, target: number, ceiling: number): number {
  if (ceiling - target <= TO_SENTENCE / 2) return ceiling;
  const from = Math.max(target - TO_SENTENCE, floor);
  const near = text.slice(from, target);
  const sentence = [...near.matchAll(SENTENCE_END)].at(-1);
  if (sentence) return from + sentence.index + sentence[0].trimEnd().length;
  const space = near.search(/\s\S*$/u);
  return space < 0 ? whole(text, target) : from + space;
}

/** Never between the halves of a surrogate pair or before a combining mark. */
function whole(text: string, at: number): number {
  let cut = at;
  while (cut < text.length && /^[\p{M}\uDC00-\uDFFF]/u.test(text.charAt(cut))) cut++;
  return cut;
}

function opening(text: string): readonly Span[] {
  if (text === '') return [];
  const end = indexOr(text, '\n\n', 0, text.length);
  return [{ start: 0, end: forwards(text, 0, Math.min(LENGTH, end), end) }];
}

/** Joins spans that touch. */
function apart(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last && span.start < last.end)
      kept[kept.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else kept.push(span);
  }
  return kept;
}

function indexOr(text: string, what: string, from: number, otherwise: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? otherwise : at;
}
