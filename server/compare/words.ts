/** What two texts share and what only one of them has, word by word. */
import { diffArrays } from 'diff';

/** A stretch of text that stands in both, or in one of them only. */
export interface Part {
  readonly in: 'both' | 'first' | 'second';
  readonly text: string;
}

export interface Paragraph {
  readonly parts: readonly Part[];
}

export interface Comparison {
  readonly paragraphs: readonly Paragraph[];
  /** Words in both, and words each text has. */
  readonly shared: number;
  readonly first: number;
  readonly second: number;
}

/**
 * Edits within which two sequences are compared (Myers: time is their length times the edits); beyond them the one is shown
 * as replaced by the other.
 */
const MOST_EDITS = 1_000;

/**
 * Compares two texts given as paragraphs: unchanged paragraphs first, then the words of what lies between them.
 * Typographic variants of quotation marks and dashes are the same; the text shown for both is the second one's.
 */
export function compare(first: readonly string[], second: readonly string[]): Comparison {
  const paragraphs: Paragraph[] = [];
  let removed: readonly string[] = [];
  const flush = (added: readonly string[]) => {
    if (removed.length > 0 || added.length > 0) paragraphs.push(...changed(removed, added));
    removed = [];
  };
  const replaced: readonly Run[] = [
    { in: 'first', units: first },
    { in: 'second', units: second },
  ];
  for (const { in: where, units } of runs(first, second) ?? replaced) {
    if (where === 'first') removed = units;
    else if (where === 'second') flush(units);
    else {
      flush([]);
      for (const text of units) paragraphs.push({ parts: [{ in: 'both', text }] });
    }
  }
  flush([]);
  return { paragraphs, ...counted(paragraphs) };
}

/** Units that follow each other and stand in both sequences, or in one of them. */
interface Run {
  readonly in: Part['in'];
  readonly units: readonly string[];
}

/** The shortest way from one sequence to the other, or undefined where it takes more than MOST_EDITS. */
function runs(first: readonly string[], second: readonly string[]): Run[] | undefined {
  const changes = diffArrays(first.map(plain), second.map(plain), {
    maxEditLength: MOST_EDITS,
  });
  const at = { first: 0, second: 0 };
  return changes?.map(({ added, removed, count }): Run => {
    const from = { ...at };
    if (!added) at.first += count;
    if (!removed) at.second += count;
    return removed
      ? { in: 'first', units: first.slice(from.first, at.first) }
      : { in: added ? 'second' : 'both', units: second.slice(from.second, at.second) };
  });
}

/** Without typographic differences. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[“”„‟«»]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/[‐-―−]/gu, '-')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ $/u, '');

/** Stands between two paragraphs among the words. */
const BREAK = '\n';

function changed(removed: readonly string[], added: readonly string[]): Paragraph[] {
  const changes = removed.length > 0 && added.length > 0 ? runs(wordsOf(removed), wordsOf(added)) : undefined;
  if (!changes)
    return [
      ...removed.map((text): Paragraph => ({ parts: [{ in: 'first', text }] })),
      ...added.map((text): Paragraph => ({ parts: [{ in: 'second', text }] })),
    ];
  const paragraphs: Part[][] = [[]];
  for (const { in: where, units } of changes) {
    for (const [i, text] of units.join('').split(BREAK).entries()) {
      // A break that only the first text has ends what stands in it alone; elsewhere the paragraph of the second goes on.
      const isGone = paragraphs.at(-1)?.every((part) => part.in === 'first') ?? false;
      if (i > 0 && (where !== 'first' || isGone)) paragraphs.push([]);
      if (text !== '')
        paragraphs
          .at(-1)
          ?.push({ in: where, text: i > 0 && where === 'first' && !isGone ? ` ${text}` : text });
    }
  }
  return paragraphs.filter((parts) => parts.length > 0).map((parts) => ({ parts }));
}

/** Words with the white space behind them, the signs of unspaced scripts one by one, and the breaks between paragraphs. */
const WORD =
  /\n|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+[^\S\n]*|[^\S\n]+/gu;

const wordsOf = (paragraphs: readonly string[]): string[] =>
  paragraphs
    .map((text) => text.replace(/\s+/gu, ' '))
    .join(BREAK)
    .match(WORD) ?? [];

function counted(paragraphs: readonly Paragraph[]): Pick<Comparison, 'shared' | 'first' | 'second'> {
  const words = { both: 0, first: 0, second: 0 };
  for (const { parts } of paragraphs)
    for (const part of parts)
      words[part.in] += wordsOf([part.text]).filter((word) => word.trim() !== '').length;
  return { shared: words.both, first: words.both + words.first, second: words.both + words.second };
}
