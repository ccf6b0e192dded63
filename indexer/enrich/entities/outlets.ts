/** Names of outlets and agencies that are on a page without being in its story: its own name, a credit. */
import type { SourceEntry } from '../../../config/schema.ts';
import type { Facts } from '../../draft.ts';
import { type Mention, nameKey } from './names.ts';
import type { Sentence, Token } from './tokens.ts';

export interface Outlets {
  /** Where the outlet itself is named: its article is by it, not about it. */
  selfMentions(
    facts: Facts,
    sentences: readonly Sentence[],
  ): readonly (readonly [start: number, end: number])[];
  /** Whether a mention is a credit: a sentence that is nothing but the name of an agency, or a dateline's `(Reuters) -`. */
  isCredit(text: string, mention: Mention, sentences: readonly Sentence[]): boolean;
}

/** What stands before and after the agency of a dateline: `Hamburg (dpa/abc) –`, `MOSCOW, May 3. /TASS/.` */
const OPENED = /[(/]\s?$/u;
const DATELINE = /^(?:\/[\p{L}-]{2,20})?(?:\s?\)\s?[-–—:]|\/\.)/u;

/** An article before an outlet's name does not count. */
const keyOf = (name: string): string => nameKey(name).replace(/^(?:the|le|la|el|il|der|die) /u, '');

export function createOutlets(sources: readonly SourceEntry[]): Outlets {
  const names = new Map(
    sources.map((source) => [keyOf(source.name), [source.name, ...source.aliases].map(keyOf)]),
  );
  const agencies = new Set(
    sources.filter(({ role }) => role === 'agency').flatMap((source) => names.get(keyOf(source.name)) ?? []),
  );
  return {
    selfMentions({ origin, carrier }, sentences) {
      const stated = [origin?.value, carrier?.value].filter((name) => name !== undefined).map(keyOf);
      const own = new Set(stated.flatMap((key) => [key, ...(names.get(key) ?? [])]));
      if (own.size === 0) return [];
      const firstWords = new Set([...own].map(firstWord));
      const found: (readonly [number, number])[] = [];
      for (const sentence of sentences)
        for (let from = 0; from < sentence.length; from++) {
          const { form, start } = sentence[from] as Token;
          if (form.startsLower || !firstWords.has(form.isPlain ? form.key : firstWord(form.key))) continue;
          const end = endOfName(sentence, from, own);
          if (end !== undefined) found.push([start, end]);
        }
      return found;
    },
    isCredit(text, mention, sentences) {
      if (!agencies.has(keyOf(text.slice(mention.start, mention.end)))) return false;
      if (
        OPENED.test(text.slice(Math.max(0, mention.start - 2), mention.start)) &&
        DATELINE.test(text.slice(mention.end, mention.end + 40))
      )
        return true;
      const sentence = sentences.find(
        (tokens) => (tokens[0]?.start ?? 0) <= mention.start && mention.end <= (tokens.at(-1)?.end ?? 0),
      );
      const inside = (start: number, end: number) => start >= mention.start && end <= mention.end;
      return sentence?.every(({ start, end, form }) => inside(start, end) || form.key === '') ?? false;
    },
  };
}

const firstWord = (key: string): string => key.split(' ', 1)[0] ?? '';

/** Tokens of the longest outlet's name. */
const LONGEST = 8;

/** Where the longest of these names that starts at `from` ends. */
function endOfName(sentence: Sentence, from: number, names: ReadonlySet<string>): number | undefined {
  let key = '';
  let end: number | undefined;
  for (const token of sentence.slice(from, from + LONGEST)) {
    key = `${key} ${token.form.key}`.trim();
    if (names.has(key)) end = token.end;
  }
  return end;
}
