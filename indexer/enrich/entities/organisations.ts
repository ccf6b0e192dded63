/** Organisations that are written in several ways: `Ministry of Defense`, `Defence Ministry`; `Orlen`, `Orlen SA`. */
import { nameKey } from './names.ts';

/** American spellings by British ones. */
const SPELLINGS: Readonly<Record<string, string>> = {
  defense: 'defence',
  labor: 'labour',
  center: 'centre',
  program: 'programme',
  organization: 'organisation',
};
/** What a company's name ends in by law. */
const LEGAL = new Set(
  'inc corp corporation co ltd limited llc plc ag sa se gmbh nv spa srl oy ab oyj as asa bv kg'.split(' '),
);
/** `Ministry of (the) Interior`, `Department for Transport`. */
const OFFICE_OF = /^(.*?)\b(ministry|department) (?:of|for) (?:the )?(.+)$/;

/** A key that is equal for the ways to write one organisation. */
export function organisationKey(name: string): string {
  let words = nameKey(name)
    .split(' ')
    .map((word) => SPELLINGS[word] ?? word);
  if (words[0] === 'the') words = words.slice(1);
  while (words.length > 1 && LEGAL.has(words.at(-1) ?? '')) words = words.slice(0, -1);
  const key = words.join(' ');
  const office = OFFICE_OF.exec(key);
  return office ? `${office[1]}${office[3]?.replace(/ affairs$/, '')} ${office[2]}` : key;
}
