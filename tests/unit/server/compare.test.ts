/** What two copies of a story share, word by word. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Paragraph } from '../../../server/compare/words.ts';

/** `[-only first-]`, `{+only second+}`; paragraphs joined by ` | `. */
const written = (paragraphs: readonly Paragraph[]): string =>
  paragraphs
    .map(({ parts }) =>
      parts
        .map(({ in: where, text }) =>
          where === 'both' ? text : where === 'first' ? `[-${text}-]` : `{+${text}+}`,
        )
        .join(''),
    )
    .join(' | ');
const diff = (first: string[], second: string[]) => written(compare(first, second).paragraphs);

describe('a comparison', () => {
  it.each<[string, string[], string[], string]>([
    ['equal texts', ['One ferry.', 'Two.'], ['One ferry.', 'Two.'], 'One ferry. | Two.'],
    ['another word', ['One ferry sank.'], ['One boat sank.'], 'One [-ferry -]{+boat +}sank.'],
    ['typographic signs', ['“One” – it’s'], ['"One" - it\'s'], '"One" - it\'s'],
    ['a paragraph more', ['A b.', 'C d.'], ['A b.', 'New.', 'C d.'], 'A b. | {+New.+} | C d.'],
    ['a paragraph less', ['A b.', 'Old.', 'C d.'], ['A b.', 'C d.'], 'A b. | [-Old.-] | C d.'],
    ['a paragraph less before a changed one', ['Old.', 'A b c.'], ['A x c.'], '[-Old.-] | A [-b -]{+x +}c.'],
    ['paragraphs that became one', ['A b.', 'C d.'], ['A b. C d.'], 'A b. C d.'],
    ['a paragraph cut in two', ['A b. C d.'], ['A b.', 'C d.'], 'A b. | C d.'],
    ['signs of a script without spaces', ['港口关闭'], ['港口开放'], '港口[-关闭-]{+开放+}'],
    ['nothing and a text', [], ['A b.'], '{+A b.+}'],
    ['nothing at all', [], [], ''],
  ])('of %s', (_, first, second, expected) => {
    expect(diff(first, second)).toBe(expected);
  });

  it('counts words shared and words each text has', () => {
    expect(compare(['one two three'], ['one two four five'])).toMatchObject({
      shared: 2,
      first: 3,
      second: 4,
    });
  });

  it('of texts that have nothing in common shows one after the other, however long', () => {
    const text = (word: string) => [Array.from({ length: 5000 }, (_, i) => `${word}${i}`).join(' ')];
    const { shared, first, second } = compare(text('a'), text('b'));
    expect({ shared, first, second }).toEqual({ shared: 0, first: 5000, second: 5000 });
  });

  it('loses no word of either text', () => {
    const paragraph = fc.array(fc.constantFrom('ferry', 'port', 'sank', '港口', 'a', '“so”'), {
      minLength: 1,
      maxLength: 8,
    });
    const text = fc.array(
      paragraph.map((words) => words.join(' ')),
      { maxLength: 5 },
    );
    const bare = (all: readonly string[]) => all.join('').replace(/\s+/gu, '');
    fc.assert(
      fc.property(text, text, (first, second) => {
        const parts = compare(first, second).paragraphs.flatMap((paragraph) => paragraph.parts);
        const of = (where: string) =>
          bare(parts.filter((part) => part.in === 'both' || part.in === where).map(({ text }) => text));
        expect(of('first')).toBe(bare(first));
        expect(of('second')).toBe(bare(second));
      }),
      { numRuns: 300 },
    );
  });
});
