import { describe, expect, it, vi } from 'vitest';
import { readMarkdown } from '../../../../indexer/read/markdown.ts';

const blocks = (content: string) =>
  readMarkdown(content).blocks.map(({ kind, text, line }) => [kind, text, line]);

describe('Markdown', () => {
  it('gives blocks with their kind and line, without its marks', () => {
    expect(
      blocks(
        `# The *pier*\n\nIt is [open](http://x) &amp; \`free\`,\nsays **she**.\n\n- one\n- two\n\n  more\n\n> quoted\n\n` +
          `| Team | Won |\n|---|---|\n| Reds | 3 |\n\n\`\`\`js\na\n  b\n\`\`\`\n\n***\n\n![gull](g.png)\n\nEnd  \nbreak\n`,
      ),
    ).toEqual([
      ['heading', 'The pier', 1],
      ['paragraph', 'It is open & free, says she.', 3],
      ['list-item', 'one', 6],
      ['list-item', 'two', 7],
      ['list-item', 'more', 9],
      ['quote', 'quoted', 11],
      ['table-row', 'Team | Won', 13],
      ['table-row', 'Reds | 3', 15],
      ['code', 'a\n  b', 17],
      ['paragraph', 'End\nbreak', 26],
    ]);
  });

  it('may hold HTML', () => {
    expect(
      blocks('before\n\n<div><h2>Head</h2><p>Text</p><script>x</script></div>\n\nafter a<br>b <u>c</u>'),
    ).toEqual([
      ['paragraph', 'before', 1],
      ['heading', 'Head', 3],
      ['paragraph', 'Text', 3],
      ['paragraph', 'after a\nb c', 5],
    ]);
  });

  it('tells the share of letters in links', () => {
    const [first, second] = readMarkdown('- [Sport](/s)\n\nabcd [efgh](/x)').blocks;
    expect(first?.markup).toEqual({ path: 'ul>li>p', linkDensity: 1 });
    expect(second?.markup).toEqual({ path: 'p', linkDensity: 0.5 });
  });

  it('states with its front matter what a record would', () => {
    const page = readMarkdown(
      '---\r\ntitle: "Ferry: again"\r\ndate: 2024-05-01\r\nurl: https://n.example/a\r\nsource: The Pier\r\n---\r\n\r\nText\r\n',
    );
    expect(page.frontMatter).toEqual({
      title: 'Ferry: again',
      published: '2024-05-01',
      url: 'https://n.example/a',
      source: 'The Pier',
    });
    expect(page.blocks.map(({ text, line }) => [text, line])).toEqual([['Text', 8]]);
  });

  it('states with a head of labels what a record would', () => {
    const page = readMarkdown(
      'Title: Ferry: again\n\nURL Source: https://n.example/a\n\nPublished Time: 2024-05-01\n\nMarkdown Content:\n# Ferry: again\n\nText',
    );
    expect(page.frontMatter).toEqual({
      title: 'Ferry: again',
      published: '2024-05-01',
      url: 'https://n.example/a',
    });
    expect(page.blocks.map(({ text, line }) => [text, line])).toEqual([
      ['Ferry: again', 8],
      ['Text', 10],
    ]);
  });

  it.each(['Note: the tide\n\nTitle: no', 'Date: 2024-05-01\n\nText'])(
    'keeps a text with a colon: %j',
    (text) => {
      expect(readMarkdown(text).frontMatter).toBeUndefined();
      expect(readMarkdown(text).blocks).toHaveLength(2);
    },
  );

  it('is read with a warning when the front matter is no YAML', () => {
    const page = readMarkdown('---\ntitle: "open\n---\n\nText');
    expect(page.warning).toContain('the front matter is no YAML');
    expect(page.blocks.map(({ text }) => text)).toEqual(['Text']);
  });

  it('keeps text between two rules', () => {
    expect(blocks('---\nnot: [a\n mapping\n')).not.toEqual([]);
    expect(blocks('---\nJust a line\n---\n\nText').map(([, text]) => text)).toEqual(['Just a line', 'Text']);
  });

  it.each([
    ['no YAML', 'The mayor: "It said: no', true],
    ['no YAML, below a field', 'title: Ferry\n\tof: [the\nThe mayor said no.', true],
    ['a line with a colon', 'Note: it is cold in the harbour', false],
    ['a line with a colon in a script without spaces', `注: ${'港内很冷'.repeat(8)}`, false],
  ])('loses no word between two rules: %s', (_, between, warns) => {
    const { blocks: read, frontMatter, warning } = readMarkdown(`---\n${between}\n---\n\nText`);
    const words = (text: string) => text.match(/[\p{L}]+/gu);
    expect(words(read.map(({ text }) => text).join(' '))).toEqual(words(`${between} Text`));
    expect(frontMatter).toBeUndefined();
    expect(warning !== undefined).toBe(warns);
  });

  it('states what can be told of front matter that is nearly YAML, and warns', () => {
    const page = readMarkdown(
      '---\ntitle: Ferry: again\ndate: 2024-05-01\nlayout: post\ntags:\n- a: [\n---\n\nText',
    );
    expect(page.frontMatter).toEqual({ title: 'Ferry: again', published: '2024-05-01' });
    expect(page.warning).toContain('the front matter is no YAML');
    expect(page.blocks.map(({ text }) => text)).toEqual(['Text']);
  });

  it('needs to state nothing with its front matter', () => {
    expect(blocks('---\nlayout: post\ndraft: false\ntags: [a, b]\n---\n\nText')).toEqual([
      ['paragraph', 'Text', 7],
    ]);
  });

  it.each(['__a', '_a_', '**a', '*a**', '***a ', '!'])(
    'with %s many thousand times in a paragraph is read as plain text, without work that grows by the square',
    (mark) => {
      const steps = (times: number) => {
        const exec = vi.spyOn(RegExp.prototype, 'exec');
        const { blocks, warning } = readMarkdown(mark.repeat(times));
        const { length } = exec.mock.calls;
        exec.mockRestore();
        expect(blocks.map(({ text }) => text).join('')).toBe(mark.repeat(times).trim());
        expect(warning).toContain('more than 2,000 marks of emphasis');
        return length;
      };
      expect(steps(80_000)).toBeLessThanOrEqual(2 * steps(40_000) + 100);
    },
  );

  it('of a long list keeps its emphasis, each item being a paragraph', () => {
    const page = readMarkdown('* **Ferry** _sails_\n'.repeat(1_500));
    expect(page.warning).toBeUndefined();
    expect(page.blocks).toHaveLength(1_500);
    expect(page.blocks.at(-1)?.text).toBe('Ferry sails');
  });

  it('that breaks the parser is read as plain text, with a warning', () => {
    const page = readMarkdown(`${'>'.repeat(100_000)} deep`);
    expect(page.blocks).toHaveLength(1);
    expect(page.warning).toContain('read as plain text');
  });
});
