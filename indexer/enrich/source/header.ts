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

/** The first line of the page, stripped, in capitals or with a newspaper's word in it: whose page it is. */
export const fromMasthead: SourceReader = (draft, known) => {
  const line = edges(draft).head.find(({ text }) => text.length > 1);
  if (!line || line.kind === undefined || line.block.line > 3 || line.kind === 'sponsor') return [];
  const name = nameOf(line.text, known);
  const likely = known.byName(line.text) ?? (name?.includes(' ') && MASTHEAD.test(name));
  return name && likely ? [{ role: 'carrier', name, evidence: line.text }] : [];
};

/** Whether a line is a date and little else. */
const isDate = (text: string): boolean => {
  const [date] = text.length <= 60 ? datesIn(text) : [];
  return date !== undefined && text.length - (date.end - date.start) <= 16;
};

const textAt = (lines: readonly Line[], i: number): string => lines[i]?.text.trim() ?? '';
