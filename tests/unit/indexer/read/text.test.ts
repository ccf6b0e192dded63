import { describe, expect, it } from 'vitest';
import { textBlocks } from '../../../../indexer/read/text.ts';

const texts = (content: string) => textBlocks(content).map((block) => block.text);

describe('a text dump', () => {
  it('gives one block per non-empty line, with its line and offset in the source', () => {
    const content = 'Harbour reopens\n\n  Ferries sail again,\tthe port\u00a0says.  \n• Tickets from Monday';
    expect(textBlocks(content)).toEqual([
      { text: 'Harbour reopens', kind: 'paragraph', line: 1, offset: 0 },
      { text: 'Ferries sail again, the port says.', kind: 'paragraph', line: 3, offset: 19 },
      { text: '• Tickets from Monday', kind: 'list-item', line: 4, offset: content.indexOf('•') },
    ]);
  });

  it.each([
    ['CRLF', 'one\r\ntwo\r\n\r\nthree'],
    ['CR', 'one\rtwo\r\rthree'],
    ['LF with a final newline', 'one\ntwo\n\nthree\n'],
  ])('counts lines alike with %s line ends', (_, content) => {
    expect(textBlocks(content).map(({ text, line }) => [text, line])).toEqual([
      ['one', 1],
      ['two', 2],
      ['three', 4],
    ]);
  });

  it('drops NULs, other controls and byte order marks inside a line', () => {
    expect(texts('a\0b\u0007c\ufeffd')).toEqual(['abcd']);
  });

  it('has no blocks when there is nothing but white space', () => {
    expect(texts(' \n\t\n\u00a0')).toEqual([]);
  });

  const prose =
    'The council of the harbour town voted late on Thursday to reopen the old pier to visitors after nine years of ' +
    'repairs that cost far more than anybody had foreseen when the storm took its outer third. The mayor said the ' +
    'decision had been the hardest of her term, and that the next one would be about the lighthouse, whose lamp has ' +
    'been dark since the spring. Fishermen had asked for a longer closure so that the moorings could be moved.';
  const wrap = (width: number) => prose.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').trim();

  it.each([60, 72, 80])('joins the lines of a dump hard-wrapped at %i columns into paragraphs', (width) => {
    expect(texts(`${wrap(width)}\n\n${wrap(width)}`)).toEqual([prose, prose]);
  });

  it('leaves lines alone that stand one under the other but were not wrapped', () => {
    const page = prose
      .split(/[.,] | that | to | with /)
      .filter((line) => line.length < 110)
      .concat(
        'Share',
        'Home',
        'Most read',
        'Contact us',
        'A headline of a story that is more than forty columns long',
      );
    expect(page.length).toBeGreaterThan(12);
    expect(texts(page.join('\n'))).toEqual(page);
  });

  it('reads a million lines and a line of 50 MB', () => {
    expect(textBlocks('line of text\n'.repeat(1_000_000))).toHaveLength(1_000_000);
    expect(textBlocks('word '.repeat(10_000_000))).toHaveLength(1);
  });
});
