/** Every byte string is a legal page: it is read, or refused in words; what it shows is not lost. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Draft, Format } from '../../indexer/draft.ts';
import { ReadError, readFile, readPage } from '../../indexer/read/read.ts';
import { visible } from '../../indexer/read/tidy.ts';
import { bytes } from './bytes.ts';
import { type Promised, promised } from './promised.ts';
import { wild } from './texts.ts';

const NAMES = ['a.txt', 'a.html', 'a.md', 'a.json', 'a.jsonl', 'a.warc', 'a.gz', 'a', 'a.html.gz', 'a.xyz'];
/** The words by which a reader says that it broke: never right. */
const FAULT = /a fault of the reader/;
const LIMITS = { maxFileBytes: 100_000 };

/** @param folder scratch, its files are written over */
export const readerPromises = (folder: string): readonly Promised[] => [
  promised(
    'every byte string is read or refused in words, whatever it is called',
    10,
    fc.asyncProperty(bytes, fc.constantFrom(...NAMES), async (content, name) => {
      const file = join(folder, name);
      await writeFile(file, content);
      let pages = 0;
      for await (const draft of readFile({ file, path: name }, LIMITS)) {
        pages += 1;
        if (!draft.refused) assertInOrder(draft);
        else assert(!FAULT.test(draft.refused.reason) && draft.refused.reason !== '', draft.refused.reason);
      }
      assert(pages > 0, 'nothing is said of the file');
    }),
  ),
  promised(
    'no sign of a text is lost',
    1,
    fc.property(wild(60), (content) => {
      fc.pre(shown(content) !== '');
      const { blocks } = readPage({ content, path: 'a', format: 'text' });
      assert.equal(shown(blocks.map(({ text }) => text).join('')), shown(content));
    }),
  ),
  ...(['html', 'markdown'] as const).flatMap((format) => [keepsWords(format), takesAnything(format)]),
];

const keepsWords = (format: keyof typeof MARKS): Promised =>
  promised(
    `no word that ${format} shows is lost, however broken its marks`,
    1,
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...MARKS[format]), word), { minLength: 1, maxLength: 60 }),
      (parts) => {
        const words = parts.filter((part) => WORD.test(part));
        fc.pre(words.length > 0);
        const { blocks } = readPage({ content: `News\n\n${parts.join('')}`, path: 'a', format });
        const found = blocks.map(({ text }) => text).join(' ');
        for (const one of words) assert(found.includes(one.trim()), `«${one}» is lost`);
      },
    ),
  );

const takesAnything = (format: Format): Promised =>
  promised(
    `any text is ${format}`,
    1,
    fc.property(wild(60), (content) => {
      try {
        assertInOrder(readPage({ content, path: 'a', format }));
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
      }
    }),
  );

const WORD = /^ w\d+x $/;
const word = fc.nat(9_999).map((number) => ` w${number}x `);

const ELEMENTS = 'p div b li ul h1 table tr td pre code blockquote span section article center'.split(' ');
/** Marks that never take away a word between two of them, as the name of a language behind ``` is. */
const MARKS = {
  html: [
    ...ELEMENTS.flatMap((name) => [`<${name}>`, `</${name}>`]),
    ...['<a href="x">', '</a>', '<br>', '\n', '&nbsp;', '&', '<!-- x -->', '<hr/>', '< ', '&#0;', '<?x?>'],
  ],
  markdown: [
    ...['\n', '\n\n', '# ', '> ', '- ', '1. ', '    ', '\t', '**', '__', '_', '*', '`x`', '```\n', '~~~\n'],
    ...['|', '|--|--|\n', '---\n', '===\n', '\\', '<b>', '</b>', '\n\n<div>\n', '</div>\n', '&lt;', '(', ')'],
  ],
} as const;

/** A text without white space, and without what no text can hold. */
const shown = (text: string): string => visible(text).replace(/[\s\x85]+/gu, '');

/** What holds for every page that was read. */
function assertInOrder({ blocks }: Draft): void {
  assert(blocks.length > 0, 'a page that was read has no blocks');
  let before = 0;
  for (const { text, line, offset } of blocks) {
    assert(text.trim() !== '', 'a block is blank');
    assert(line >= before && line > 0 && offset >= 0, `line ${line} comes after ${before}`);
    before = line;
  }
}
