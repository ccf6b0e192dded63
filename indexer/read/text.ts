/** A plain text dump -> blocks: one a line, as the scraper left them. */
import type { Block, BlockKind } from '../draft.ts';
import { tidy } from './tidy.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BULLET = /^[•◦▪‣●○■□⁃∙*·-]\s/;

/** Longest and shortest width (in characters) a hard-wrapped dump can have, and the line pairs needed to be certain. */
const WRAP_WIDTH = { min: 40, max: 120 };
const WRAP_PAIRS = 8;
const WRAP_SHARE = 0.98;

interface Line {
  readonly text: string;
  readonly line: number;
  readonly offset: number;
  /** Whether the line begins with white space: an indented line begins a paragraph. */
  readonly indented: boolean;
}

/**
 * One block per non-empty line, in order, its text only tidied. The lines of a dump that was hard-wrapped to a width
 * are joined into paragraphs, if every line proves it.
 */
export function textBlocks(text: string): Block[] {
  const lines = linesOf(text);
  const width = wrapWidth(lines);
  return (width === undefined ? lines : unwrap(lines)).map(({ text, line, offset }) => ({
    text,
    kind: kindOf(text),
    line,
    offset,
  }));
}

const kindOf = (text: string): BlockKind => (BULLET.test(text) ? 'list-item' : 'paragraph');

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let line = 1;
  let start = 0;
  const take = (end: number) => {
    const raw = text.slice(start, end);
    const tidied = tidy(raw);
    const lead = tidied.length === raw.length ? 0 : raw.length - raw.trimStart().length;
    if (tidied !== '') lines.push({ text: tidied, line, offset: start + lead, indented: lead > 0 });
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!endsLine(unit)) continue;
    take(at);
    if (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++;
    start = at + 1;
    line += 1;
  }
  take(text.length);
  return lines;
}

/** Line ends of every system, and the separators that browsers leave in copied text. */
const endsLine = (unit: number): boolean =>
  (unit >= LINE_FEED && unit <= CARRIAGE_RETURN) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;

/** Whether the two lines stand under each other without a blank line, and the second begins nothing of its own. */
const continues = (line: Line, next: Line): boolean =>
  next.line === line.line + 1 && !next.indented && !BULLET.test(next.text);

/**
 * The width a dump was wrapped to, or undefined when it was not. A wrapped line ends where the next word would not
 * have fitted: when that holds for all consecutive lines, and there are enough of them, chance is ruled out.
 */
function wrapWidth(lines: readonly Line[]): number | undefined {
  let width = 0;
  for (const { text } of lines) {
    width = Math.max(width, text.length);
    if (width > WRAP_WIDTH.max) return undefined;
  }
  if (width < WRAP_WIDTH.min) return undefined;
  let pairs = 0;
  let full = 0;
  lines.forEach((line, i) => {
    const next = lines[i + 1];
    if (!next || !continues(line, next)) return;
    pairs += 1;
    if (line.text.length + 1 + (next.text.split(' ', 1)[0] ?? '').length > width) full += 1;
  });
  return pairs >= WRAP_PAIRS && full >= pairs * WRAP_SHARE ? width : undefined;
}

function unwrap(lines: readonly Line[]): Line[] {
  const paragraphs: Line[] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && previous && continues(previous, line))
      paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text} ${line.text}` };
    else paragraphs.push(line);
    previous = line;
  }
  return paragraphs;
}
