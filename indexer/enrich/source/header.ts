/** Sources by the layout of a page's head: an aggregator's header names the outlet by its date. */
import { datesIn } from '../date/parse.ts';
import { edges } from './layout.ts';
import { nameOf, roleOf, type SourceReader } from './reader.ts';

/** A label under which an aggregator puts the outlet's name. */
const LABEL = /^(?:topic|topics|source|publisher|from|via|outlet)\s?:?$/iu;
/** Signs that must agree before a line is an outlet's name: it stands twice, over a date, under a label, is known. */
const ENOUGH = 2;

/**
 * Lines nearest the body are read first: the outlet's own header stands below the aggregator's. Of text only: a page of HTML
 * says whose it is in other ways, and what stands twice there is the section, for the eye and for the menu.
 */
export const fromHeader: SourceReader = (draft, known) => {
  if (draft.format === 'html') return [];
  const lines = edges(draft).head.filter(({ kind, block }) => kind !== 'sponsor' && block.kind !== 'title');
  const texts = lines.map(({ text }) => text.trim());
  for (let i = lines.length - 1; i >= 0; i--) {
    const text = texts[i] as string;
    const twice = texts[i - 1] === text || texts[i + 1] === text;
    const labelled = LABEL.test(texts[i - 1] ?? '') || (twice && LABEL.test(texts[i - 2] ?? ''));
    // Most lines have no sign at all: what is cheap to see is looked for first.
    const signs = Number(twice) + Number(labelled) + Number(isDate(texts[i + 1] ?? ''));
    if (signs < ENOUGH - 1) continue;
    const entry = known.byName(text);
    if (signs + Number(entry !== undefined) < ENOUGH || entry?.role === 'agency') continue;
    const name = nameOf(text, known);
    if (!name || isDate(text)) continue;
    const evidence = lines.slice(Math.max(0, i - 1), i + 2).map((line) => line.text);
    return [{ role: roleOf(text, known, 'origin'), name, evidence: evidence.join(' / ') }];
  }
  return [];
};

/** Whether a line is a date and little else. */
const isDate = (text: string): boolean => {
  const [date] = text.length <= 60 ? datesIn(text) : [];
  return date !== undefined && text.length - (date.end - date.start) <= 16;
};
