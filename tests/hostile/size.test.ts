/**
 * Texts made to stall a reader, or an expression that tries every way to split them: each is so long that square time
 * would not end within the time a test is given, and linear time is next to nothing.
 */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import type { Draft, Meta } from '../../indexer/draft.ts';
import { pipeline } from '../../indexer/pipeline.ts';
import { formatOf } from '../../indexer/read/format.ts';
import { readPage } from '../../indexer/read/read.ts';

const LENGTH = 100_000;
const SIGNS = [
  'a',
  'A.',
  '1',
  '.',
  '…',
  '- ',
  ' | ',
  '"',
  '«',
  "'",
  '!',
  '(',
  '文',
  '\u0301',
  'A b ',
  '\t\n',
  '\u200b',
];
const WORDS = ['слово', 'www.', 'http://', '@a.', '2023-', '1.1.', 'By ', 'photo:', 'Reuters/'];
const MARKS = [
  '<!---->',
  '<!',
  '<a',
  '<l0',
  '<p>',
  '<b>',
  '</b>',
  '&',
  '&amp',
  '<ul><li>',
  '[a',
  '`',
  '> ',
  '1. ',
];

const titled = (units: readonly string[]) => units.map((unit) => [JSON.stringify(unit), unit] as const);
const long = (unit: string): string => `News ${unit.repeat(Math.ceil(LENGTH / unit.length))}\t! end`;
const judge = pipeline(loadConfig({}));

describe('one unit again and again', () => {
  it.each(titled([...SIGNS, ...WORDS]))('is judged to its end: %s', (_, unit) => {
    const draft = readPage({ content: long(unit), path: 'a', format: 'text' });
    expect(judge(draft).id).toBe(draft.id);
  });

  it.each(titled([...SIGNS, ...MARKS]))('is read to its end: %s', (_, unit) => {
    const content = long(unit);
    for (const path of ['a', 'a.html', 'a.txt'])
      expect(formatOf(path, content)).toMatch(/text|html|markdown/);
    for (const format of ['html', 'markdown'] as const)
      expect(readPage({ content, path: 'a', format }).blocks.length).toBeGreaterThan(0);
    expect(readPage({ content: `<pre><code>${content}`, path: 'a', format: 'html' }).blocks).not.toEqual([]);
  });

  it.each(titled([...SIGNS, ...WORDS, '<l0', '[a']))(
    'may be all that a page states of itself: %s',
    (_, unit) => {
      const said = long(unit);
      const names = ['og:title', 'og:site_name', 'author', 'article:published_time', 'publisher'];
      const head = {
        title: said,
        lang: said,
        canonical: said,
        metas: Object.fromEntries(names.map((name) => [name, [said]])),
        jsonLd: [
          {
            '@type': 'NewsArticle',
            headline: said,
            datePublished: said,
            publisher: { name: said },
            articleBody: said,
          },
        ],
        times: [{ datetime: said, text: said, path: 'p', line: 1 }],
      };
      const sidecar = { title: said, source: said, published: said, language: said, author: said };
      for (const meta of [{ head }, { sidecar }]) expect(judge(stating(meta)).blocks).not.toEqual([]);
    },
  );
});

/** Each takes seconds to minutes where a tag costs what is open around it, or what was said before. */
describe('a page of 300,000 tags', () => {
  const TAGS = 300_000;
  it.each(titled(['<b>', '<b></i>', '<span class=date>1']))('is read to its end: %s', (_, unit) => {
    const content = `<p>News</p>${unit.repeat(TAGS)}end`;
    const { blocks } = readPage({ content, path: 'a', format: 'html' });
    expect([blocks[0]?.text, blocks.at(-1)?.text.endsWith('end')]).toEqual(['News', true]);
  });

  it('may be all it states of itself', () => {
    const metas = Array.from({ length: TAGS }, (_, i) => `<meta name=author content="A ${i}">`).join('');
    const { meta } = readPage({ content: `${metas}<p>News`, path: 'a', format: 'html' });
    expect(meta.head?.metas.author).toHaveLength(TAGS);
  });
});

const stating = (meta: Meta): Draft => ({
  ...readPage({
    content: 'A ferry sails.\n\nThe council voted for it on Tuesday.',
    path: 'a',
    format: 'text',
  }),
  meta,
});
