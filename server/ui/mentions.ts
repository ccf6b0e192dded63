/** Names in a text, where they stand: each can be a link to its facet, also where the words found are marked. */
import type { EntityType } from '../../config/schema.ts';
import type { Article } from '../../engine/article.ts';
import type { MarkedText, Part } from '../snippets/marked.ts';
import type { Match } from '../snippets/matcher.ts';

/** A name in one text, UTF-16 positions in it. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly type: EntityType;
}

/** A stretch of a text that is one name, or none. */
export interface Piece {
  readonly mention: Mention | null;
  readonly text: MarkedText;
}

/** What joins headline and paragraphs where positions are counted. */
const GAP = 2;
const INNER_HALF = /^[\uDC00-\uDFFF]/;

/**
 * The names of the headline and of each paragraph, in order and without overlap. What does not lie within one text, or
 * would cut a character in two, is left out.
 */
export function mentionsOf(article: Pick<Article, 'title' | 'paragraphs' | 'entities'>): {
  readonly title: readonly Mention[];
  readonly paragraphs: readonly (readonly Mention[])[];
} {
  const all = article.entities
    .flatMap(({ name, type, offsets }) => offsets.map(([start, end]) => ({ start, end, name, type })))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  let from = 0;
  const within = (text: string): Mention[] => {
    const to = from + text.length;
    const found: Mention[] = [];
    for (let last = 0; (all[next]?.start ?? Number.POSITIVE_INFINITY) < to + GAP; next++) {
      const { start, end, ...named } = all[next] as Mention;
      const [own, ownEnd] = [start - from, end - from];
      const fits = own >= last && ownEnd > own && ownEnd <= text.length;
      if (!fits || INNER_HALF.test(text.slice(own)) || INNER_HALF.test(text.slice(ownEnd))) continue;
      found.push({ ...named, start: own, end: ownEnd });
      last = ownEnd;
    }
    from = to + GAP;
    return found;
  };
  return { title: within(article.title), paragraphs: article.paragraphs.map(({ text }) => within(text)) };
}

/** A whole text in stretches; a mark that reaches over the edge of a name is cut there. */
export function piecesOf(text: string, matches: readonly Match[], mentions: readonly Mention[]): Piece[] {
  const pieces: Piece[] = [];
  const add = (start: number, end: number, mention: Mention | null) => {
    if (end > start) pieces.push({ mention, text: marked(text, start, end, matches) });
  };
  let at = 0;
  for (const mention of mentions) {
    add(at, mention.start, null);
    add(mention.start, mention.end, mention);
    at = mention.end;
  }
  add(at, text.length, null);
  return pieces;
}

/** A stretch with its marks, white space made single. */
function marked(text: string, start: number, end: number, matches: readonly Match[]): MarkedText {
  const parts: Part[] = [];
  const push = (from: number, to: number, isMarked: boolean) => {
    const piece = text.slice(from, to).replace(/\s+/gu, ' ');
    if (piece !== '') parts.push({ text: piece, marked: isMarked });
  };
  let at = start;
  for (const match of matches) {
    const [from, to] = [Math.max(match.start, at), Math.min(match.end, end)];
    if (from >= to) continue;
    push(at, from, false);
    push(from, to, true);
    at = to;
  }
  push(at, end, false);
  return parts;
}
