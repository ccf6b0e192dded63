/** Sources by the layout of a page's head: an aggregator's header names the outlet by its date, a masthead stands first. */
import { datesIn } from '../date/parse.ts';
import { edges } from './layout.ts';
import { nameOf, roleOf, type SourceReader } from './reader.ts';

/** A label under which an aggregator puts the outlet's name. */
const LABEL = /^(?:topic|topics|source|publisher|from|via|outlet)\s?:?$/iu;
/** Words that newspapers are called by. */
const MASTHEAD =
  /(?:^|\s)(?:news|times|post|herald|tribune|journal|gazette|daily|chronicle|observer|guardian|telegraph|mirror|star|sun|globe|courier|mail|express|press|review|today|weekly|standard|inquirer|dispatch|examiner|zeitung|nachrichten|blatt|anzeiger|kurier|presse|journal|figaro|gazette|diario|periódico|gaceta|noticias|corriere|gazzetta|giornale|jornal|diário|correio|krant|dagblad|gazeta|dziennik|kurier|новости|газета|вести|известия|правда|gazetesi|haber|日报|晚报|新闻|新聞|時報)(?:$|\s)/iu;

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

/** Lines at the top of a page among which its masthead stands, below links that skip to the text. */
const TOP = 3;
/** An article before the name, all in capitals: `LA VOZ DEL PUERTO`. */
const CAPITALS = /^(?:THE|LA|LE|EL|IL|LO|DER|DIE|DAS|DE|HET|O|A|LOS|LES|LAS|GLI)\s[\p{Lu}\p{M}\s’'-]{4,40}$/u;

/** A line at the top of the page, stripped, with a newspaper's word in it or its article: whose page it is. */
export const fromMasthead: SourceReader = (draft, known) => {
  for (const { text, kind, block } of edges(draft).head.filter((line) => line.text.length > 1)) {
    if (block.line > TOP) return [];
    if (kind === undefined || kind === 'sponsor') continue;
    const name = nameOf(text, known);
    const likely =
      known.byName(text) ?? (name?.includes(' ') && (MASTHEAD.test(name) || CAPITALS.test(text)));
    if (name && likely) return [{ role: 'carrier', name, evidence: text }];
  }
  return [];
};

/** Whether a line is a date and little else. */
const isDate = (text: string): boolean => {
  const [date] = text.length <= 60 ? datesIn(text) : [];
  return date !== undefined && text.length - (date.end - date.start) <= 16;
};
