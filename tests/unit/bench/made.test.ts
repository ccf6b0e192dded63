import { describe, expect, it } from 'vitest';
import { madePages } from '../../../bench/train/made.ts';
import { readPage } from '../../../indexer/read/read.ts';

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'tr', 'uk', 'zh'];
/** A short news item is one paragraph. */
const FEWEST = { article: 1, other: 2 };
/** Pages that hold no article: what they are made of must not be taken for one. */
const isNothing = (id: string): boolean => id.includes('-nothing-');

const pages = madePages();
const read = ({ id, content, format }: (typeof pages)[number]) =>
  readPage({ id, path: id, content, format }).blocks;

describe('the made pages', () => {
  it('speak every language the classifier is taught', () => {
    const languages = pages.map(({ id }) => id.slice('made/'.length, 'made/xx'.length));
    expect([...new Set(languages)].sort()).toEqual(LANGUAGES);
  });

  it('come in every format, an HTML page also as text', () => {
    expect(new Set(pages.map(({ format }) => format))).toEqual(new Set(['text', 'html', 'markdown']));
    const html = pages.filter(({ format }) => format === 'html').map(({ id }) => `${id} as text`);
    expect(pages.map(({ id }) => id)).toEqual(expect.arrayContaining(html));
  });
});

describe.each(pages.map((page) => [page.id, page] as const))('%s', (_, page) => {
  const blocks = read(page);

  it('shows no marks', () => {
    expect(page.content).not.toContain('data-article');
    expect(blocks.filter(({ text }) => /^[+=] /.test(text))).toEqual([]);
  });

  it('has a label for every block, on the line the block is read from', () => {
    const lines = page.content.split('\n');
    for (const { text, line } of blocks) {
      expect(line).toBeLessThanOrEqual(page.labels.length);
      const [first = ''] = text.split(/[|\n]/, 1);
      if (page.format !== 'html') expect(plain(lines[line - 1])).toContain(plain(first));
    }
    if (page.format === 'html') expect(page.labels).toHaveLength(blocks.length);
  });

  it('holds both: article, and what is not', () => {
    const labels = blocks.map(({ line }) => page.labels[line - 1]);
    const article = labels.filter((label) => label === 1).length;
    if (isNothing(page.id)) expect(article).toBe(0);
    else expect(article).toBeGreaterThanOrEqual(FEWEST.article);
    expect(labels.filter((label) => label === 0).length).toBeGreaterThanOrEqual(FEWEST.other);
    expect(labels.filter((label) => label === undefined).length).toBeLessThanOrEqual(1);
  });
});

/** The letters of a line: spaces, and what Markdown writes for links and emphasis, are no text. */
function plain(line = ''): string {
  return line.replace(/\]\([^)]*\)/g, '').replace(/[^\p{L}\p{N}]/gu, '');
}
