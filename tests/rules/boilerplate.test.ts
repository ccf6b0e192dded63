import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import { pageOf } from '../../indexer/clean/page.ts';
import { compile, ruleFinder } from '../../indexer/clean/rules.ts';
import type { BlockKind } from '../../indexer/draft.ts';
import { draftOf } from '../unit/indexer/clean/draftOf.ts';

const rules = loadConfig({}).boilerplate;

/** Texts that make a pattern with nested repeats try every way to split them. */
const ADVERSARIAL = [
  'a'.repeat(4_000),
  'a '.repeat(2_000),
  `${'the '.repeat(1_000)}!`,
  '- '.repeat(2_000),
  '1 '.repeat(2_000),
  'photo: '.repeat(700),
  'share '.repeat(800),
  'A. B. '.repeat(700),
  `${'слово '.repeat(700)}…`,
  '文'.repeat(4_000),
  `By ${'A'.repeat(4_000)} b`,
  `Von ${'A1'.repeat(2_000)} b`,
  '공유 '.repeat(2_000),
  'share | '.repeat(600),
  'we earn '.repeat(500),
  `${'news | '.repeat(30)}!`,
  `${' '.repeat(140)}|${' '.repeat(140)}|!`,
];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const pattern = compile(rule);
  const takes = (text: string) => text.length <= rule.maxLength && pattern.test(text.trim());

  it.each(rule.match)('takes «%s»', (text) => {
    expect(takes(text)).toBe(true);
  });

  it.each(rule.keep)('keeps «%s»', (text) => {
    expect(takes(text)).toBe(false);
  });

  it('finishes on texts made to stall it, within its longest input', () => {
    for (const text of ADVERSARIAL) expect(() => pattern.test(text.slice(0, rule.maxLength))).not.toThrow();
  });
});

describe('all rules together', () => {
  const find = ruleFinder(rules);
  const isTaken = (text: string, kind: BlockKind = 'paragraph') => {
    const draft = draftOf([text]);
    const page = pageOf({ ...draft, blocks: draft.blocks.map((block) => ({ ...block, kind })) });
    return page.blocks.some((block) => find(page).going.has(block));
  };

  it('take every text that one of them must take', () => {
    const lost = rules.flatMap((rule) => rule.match.filter((text) => !isTaken(text)));
    expect(lost).toEqual([]);
  });

  it('know the Turkish capital of i', () => {
    expect(isTaken('İLGİLİ HABERLER')).toBe(true);
  });

  it('leave the rows of a table, whose bars part cells and not the entries of a menu', () => {
    for (const row of ['Team | Won | Lost | Drawn', 'Millbrook | 12 | 3 | 5', '1 | 2 | 3'])
      expect(isTaken(row, 'table-row')).toBe(false);
    expect(isTaken('News | Sport | Weather | Contact')).toBe(true);
  });
});
