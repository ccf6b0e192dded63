/** The same event reported by someone else: names, numbers and quotations are those of the first report, the words are not. */
import type { Paragraphs } from './changes.ts';
import type { Chance } from './random.ts';

/** A run of capitalised words inside a sentence. */
const NAME = /(?<=[\p{Ll},;] )\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3}/gu;
const NUMBER = /(?<![\p{L}\p{N}])\d[\d.,:]*\d|(?<![\p{L}\p{N}])\d+/gu;
const QUOTATION = /["“]([^"“”]{30,300}?)[,.]?["”]/gu;
const SPEECH = ['said', 'told a news conference', 'was quoted as saying', 'wrote on a social network'];

/** What any report of the event must name. */
export interface Event {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly quotations: readonly string[];
}

export function eventOf(paragraphs: Paragraphs): Event {
  const text = paragraphs.join(' ');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);
  return { names: [...new Set(all(NAME))], numbers: [...new Set(all(NUMBER))], quotations: all(QUOTATION) };
}

/**
 * A report of the event in sentences of its own: `sentences` (which no other text of the set has) with the names and
 * numbers of the event in place of their own, and between them quotations that make up `quoted` of the words.
 */
export function independentReport(
  event: Event,
  sentences: readonly string[],
  quoted: number,
  chance: Chance,
): string[] {
  const names = chance.shuffled(event.names);
  const numbers = chance.shuffled(event.numbers);
  let name = 0;
  let number = 0;
  const retold = sentences.map((sentence) =>
    sentence
      .replace(NAME, (own) => names[name++ % Math.max(1, names.length)] ?? own)
      .replace(NUMBER, (own) => numbers[number++ % Math.max(1, numbers.length)] ?? own),
  );
  const goal = (retold.join(' ').split(' ').length * quoted) / (1 - quoted);
  let have = 0;
  for (const quotation of chance.shuffled(event.quotations)) {
    if (have >= goal) break;
    have += quotation.split(' ').length;
    const speaker = names.length > 0 ? chance.pick(names) : 'A spokesman';
    retold.splice(chance.between(1, retold.length), 0, `“${quotation},” ${speaker} ${chance.pick(SPEECH)}.`);
  }
  const written: string[] = [];
  for (let at = 0; at < retold.length; ) {
    const size = chance.between(1, 3);
    written.push(retold.slice(at, at + size).join(' '));
    at += size;
  }
  return written;
}
