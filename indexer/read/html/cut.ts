/** One run of text -> the blocks a reader sees in it. */
import type { BlockKind } from '../../draft.ts';
import { isCounted } from '../letters.ts';
import { textBlocks } from '../text.ts';
import { tidy, visible } from '../tidy.ts';

/** Marks in a run, all of them controls that no text can hold: link begins, link ends, line break, cell begins. */
export const LINK = '\x01';
export const UNLINK = '\x02';
export const BREAK = '\x03';
export const CELL = '\x04';
const LINK_BEGINS = LINK.charCodeAt(0);
const LINK_ENDS = UNLINK.charCodeAt(0);

/** Lines that single breaks part are paragraphs when they are at least this long on average and end like sentences. */
const LINE_PARAGRAPH = 80;
const SENTENCE_END = /[.!?…。！？؟»”"')\]]$/;

/** A caption by class that is longer than this is a container that happens to have the word in its class. */
const CAPTION_LENGTH = 600;

/** What the elements around a run say of it. */
export interface Surroundings {
  readonly kind: BlockKind;
  /** Whether the run is preformatted, and whether `code` stands in it. */
  readonly pre: boolean;
  readonly code: boolean;
  /** The cells of one row of a data table. */
  readonly row: boolean;
}

export interface Cut {
  readonly text: string;
  readonly kind: BlockKind;
  /** Letters and digits inside links over all, 0..1. */
  readonly linkDensity: number;
}

/** The blocks of one run: parted at doubled breaks, or at every break when the lines are paragraphs themselves. */
export function cut(run: string, frame: Surroundings): Cut[] {
  if (frame.pre) return preformatted(run, frame);
  if (!run.includes(BREAK)) return tidy(run) === '' ? [] : [made([run], frame)];
  const groups: string[][] = [[]];
  let linked = false;
  for (const line of run.split(BREAK)) {
    if (tidy(line) === '') groups.push([]);
    else groups.at(-1)?.push(linked ? LINK + line : line);
    linked = staysLinked(line, linked);
  }
  return groups.flatMap((lines) =>
    areParagraphs(lines)
      ? lines.map((line) => made([line], frame))
      : lines.length > 0
        ? [made(lines, frame)]
        : [],
  );
}

function staysLinked(line: string, linked: boolean): boolean {
  const begin = line.lastIndexOf(LINK);
  const end = line.lastIndexOf(UNLINK);
  return begin === end ? linked : begin > end;
}

function areParagraphs(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  const texts = lines.map(tidy);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length >= LINE_PARAGRAPH * texts.length && texts.every((text) => SENTENCE_END.test(text));
}

function made(lines: readonly string[], frame: Surroundings): Cut {
  const text = lines.map(frame.row ? cells : tidy).join('\n');
  const kind = frame.kind === 'caption' && text.length > CAPTION_LENGTH ? 'paragraph' : frame.kind;
  return { text, kind, linkDensity: linkDensity(lines.join('')) };
}

/** The cells of a row that hold text. */
const cells = (row: string): string =>
  row
    .split(CELL)
    .map(tidy)
    .filter((cell) => cell !== '')
    .join(' | ');

/** Preformatted prose is a text dump of its own; what stands in `code` keeps its lines. */
function preformatted(run: string, frame: Surroundings): Cut[] {
  const density = linkDensity(run);
  const text = visible(run.replaceAll(BREAK, '\n'));
  if (text.trim() === '') return [];
  if (frame.code) return [{ text: text.replace(/^\s*\n/, '').trimEnd(), kind: 'code', linkDensity: density }];
  return textBlocks(text).map((block) => ({ text: block.text, kind: block.kind, linkDensity: density }));
}

function linkDensity(marked: string): number {
  if (!marked.includes(LINK)) return 0;
  let all = 0;
  let linked = 0;
  let inLink: 0 | 1 = 0;
  for (let at = 0; at < marked.length; at++) {
    const point = marked.codePointAt(at) as number;
    if (point > 0xffff) at++;
    else if (point === LINK_BEGINS || point === LINK_ENDS) inLink = point === LINK_BEGINS ? 1 : 0;
    const counted = isCounted(point);
    all += counted;
    linked += counted & inLink;
  }
  return all === 0 ? 0 : linked / all;
}
