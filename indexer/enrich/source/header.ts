/** Sources by the layout of a page's head: an aggregator's header names the outlet by its date, a masthead stands first. */
import { datesIn } from '../date/parse.ts';
import { edges, type Line } from './layout.ts';
import { nameOf, roleOf, type SourceReader } from './reader.ts';

/** A label under which an aggregator puts the outlet's name. */
const LABEL = /^(?:topic|topics|source|publisher|from|via|outlet)\s?:?$/iu;
/** Words that newspapers are called by. */
const MASTHEAD =
  /(?:^|\s)(?:news|times|post|herald|tribune|journal|gazette|daily|chronicle|observer|guardian|telegraph|mirror|star|sun|globe|courier|mail|express|press|review|today|weekly|standard|inquirer|dispatch|examiner|zeitung|nachrichten|blatt|anzeiger|kurier|presse|journal|figaro|gazette|diario|periódico|gaceta|noticias|corriere|gazzetta|giornale|jornal|diário|correio|krant|dagblad|gazeta|dziennik|kurier|новости|газета|вести|известия|правда|gazetesi|haber|日报|晚报|新闻|新聞|時報)(?:$|\s)/iu;

/** Lines nearest the body are read first: the outlet's own header stands below the aggregator's. */
export const fromHeader: SourceReader = (draft, known) => {
  const lines = edges(draft).head.filter(({ kind, block }) => kind !== 'sponsor' && block.kind !== 'title');
  for (let i = lines.length - 1; i >= 0; i--) {
    const text = textAt(lines, i);
    const name = nameOf(text, known);
    if (!name || isDate(text)) continue;
    const entry = known.byName(text);
    const twice = textAt(lines, i - 1) === text || textAt(lines, i + 1) === text;
    const dated = isDate(textAt(lines, i + 1));
    const labelled = LABEL.test(textAt(lines, i - 1)) || (twice && LABEL.test(textAt(lines, i - 2)));
    const signs = Number(twice) + Number(dated) + Number(labelled) + Number(entry !== undefined);
    if (signs < 2 || entry?.role === 'agency') continue;
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

const textAt = (lines: readonly Line[], i: number): string => lines[i]?.text.trim() ?? '';
