import { describe, expect, it } from 'vitest';
import { companions } from '../../../../indexer/clean/companions.ts';
import { pageOf, type Verdicts } from '../../../../indexer/clean/page.ts';
import type { Why } from '../../../../indexer/draft.ts';
import { draftOf } from './draftOf.ts';

const HEADING: Why = {
  rule: 'related/label-languages',
  kind: 'related',
  reason: 'heads a list of other pages',
};
const LETTER: Why = {
  rule: 'newsletter/sign-up',
  kind: 'newsletter',
  reason: 'asks to sign up for a newsletter',
};
const GUESSED: Why = { rule: 'block/teaser', kind: 'newsletter', reason: 'a guess' };
const TEXT =
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.';

/** What goes with the lines that go; a line is `[text, why]` where a rule took it. */
function taken(lines: readonly (string | readonly [string, Why])[]): string[] {
  const page = pageOf(draftOf(lines.map((line) => (typeof line === 'string' ? line : line[0]))));
  const going: Verdicts = new Map(
    lines.flatMap((line, at) => {
      const block = page.blocks[at];
      return typeof line !== 'string' && block ? [[block, line[1]] as const] : [];
    }),
  );
  return [...companions(page, going).keys()].map(({ text }) => text);
}

describe('with a heading of other stories', () => {
  it('goes the headline below it, and the name below that', () => {
    expect(taken([TEXT, ['Leggi anche', HEADING], 'Il ponte che nessuno voleva', 'Ada Brook', TEXT])).toEqual(
      ['Il ponte che nessuno voleva', 'Ada Brook'],
    );
  });
  it('stay paragraphs, sentences and lists that are longer', () => {
    expect(taken([TEXT, ['Leggi anche', HEADING], TEXT])).toEqual([]);
    expect(taken([TEXT, ['Leggi anche', HEADING], 'Nobody came to the bridge.', TEXT])).toEqual([]);
    const list = [
      'A rope of forty feet',
      'Two lamps with oil',
      'Six pairs of boots',
      'A bell for the fog',
      'Bread for a week',
    ];
    expect(taken([TEXT, ['See also', HEADING], ...list, TEXT])).toEqual([]);
  });
  it('go short words at the end of the page, but none before the text goes on', () => {
    expect(taken([TEXT, ['More on this', HEADING], 'bridges', 'floods'])).toEqual(['bridges', 'floods']);
    expect(taken([TEXT, ['More on this', HEADING], 'Why', TEXT])).toEqual([]);
  });
});

describe('within a form', () => {
  it('goes a line between two that rules took for the same form', () => {
    expect(
      taken([
        TEXT,
        ['Weekly Newsletter', LETTER],
        'The best text of the week',
        ['In your mailbox', LETTER],
        TEXT,
      ]),
    ).toEqual(['The best text of the week']);
  });
  it('stay sentences, and lines by what is only guessed to be one', () => {
    expect(taken([['Newsletter', LETTER], 'Nobody came.', ['In your mailbox', LETTER]])).toEqual([]);
    expect(taken([['Newsletter', LETTER], 'The best text', ['In your mailbox', GUESSED]])).toEqual([]);
  });
});
