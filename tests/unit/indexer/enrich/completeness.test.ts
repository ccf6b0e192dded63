import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import type { RemovalKind } from '../../../../config/schema.ts';
import type { Block, Draft, Removal } from '../../../../indexer/draft.ts';
import { completenessJudge } from '../../../../indexer/enrich/completeness.ts';

const config = loadConfig({});
const judge = completenessJudge(config);

const SENTENCE =
  'The council of Varnholm voted on Monday to reopen the old harbour to ferries from the islands.';
const CUT = 'The council of Varnholm voted on Monday to reopen the old harbour to ferries from the';
const LONG = Array.from({ length: 12 }, () => SENTENCE);

const block = (text: string, line: number, kind: Block['kind'] = 'paragraph'): Block => ({
  text,
  kind,
  line,
  offset: 0,
});
const removal = (text: string, line: number, kind: RemovalKind = 'paywall'): Removal => ({
  rule: 'test/test',
  kind,
  reason: 'a test',
  block: block(text, line),
});

/** `above` and `below` are what was stripped before and after the body. */
function page(body: readonly string[], below: readonly string[] = [], above: readonly string[] = []): Draft {
  return {
    id: '0',
    path: 'a.txt',
    format: 'text',
    blocks: body.map((text, i) => block(text, 100 + i)),
    meta: {},
    facts: {},
    removals: [
      ...above.map((text, i) => removal(text, 1 + i, 'header')),
      ...below.map((text, i) => removal(text, 1000 + i)),
    ],
  };
}
const completeness = (draft: Draft) => judge(draft).facts.completeness;

describe.each(config.completeness.map((rule) => [rule.id, rule] as const))('the notice %s', (_id, rule) => {
  const pattern = new RegExp(rule.pattern, 'iu');
  it.each(rule.match)('knows «%s»', (text) => {
    expect(pattern.test(text)).toBe(true);
    if (!rule.tells.startsWith('more'))
      expect(
        Object.values(pattern.exec(text)?.groups ?? {}).some((group) => /^[\d٠-٩۰-۹]/u.test(group ?? '')),
      ).toBe(true);
  });
  it.each(rule.keep)('leaves «%s»', (text) => {
    expect(pattern.test(text)).toBe(false);
  });
  it('ends on adversarial text', () => {
    for (const unit of [
      ' ',
      'the ',
      'to ',
      '9',
      '9%',
      '9% of this ',
      'le reste de ',
      '残り',
      '(',
      'article ',
      '[+1',
    ])
      pattern.test(unit.repeat(2_000));
  });
});

describe('a stated percentage', () => {
  it.each([
    ['You have 42.5% of this article left to read. The rest is for members.', 0.575],
    ['Il vous reste 61,3 % de cet article à lire.', 0.387],
    ['Sie haben 40 % des Artikels gelesen.', 0.4],
    ['تبقى لك ٤٠٪ من المقال', 0.6],
    ['本文还剩40%的内容', 0.6],
  ])('is taken at its word: %s', (notice, share) => {
    expect(completeness(page(LONG, [notice]))).toMatchObject({ value: share, evidence: notice });
  });
  it('is found where it was not stripped from the end of the body', () => {
    expect(completeness(page([...LONG, 'You have 20% of this article left to read.']))?.value).toBe(0.8);
  });
  it('is no percentage of the article in the midst of its prose', () => {
    const prose =
      'In the survey, one in ten said: “You have read 30% of this article and you are bored.” Editors laughed.';
    expect(completeness(page([prose, ...LONG]))?.value).toBe(1);
  });
});

it('counts characters left against characters there', () => {
  const there = [SENTENCE, `${CUT}… [+1900 chars]`].join('\n\n').length;
  const value = completeness(page([SENTENCE, `${CUT}… [+1900 chars]`]))?.value;
  expect(value).toBeCloseTo(there / (there + 1900), 4);
});

describe('a notice without a percentage', () => {
  it('says cut when the text ends in mid-sentence', () => {
    const fact = completeness(page([...LONG, CUT], ['Subscribe now to read the full story.']));
    expect(fact?.value).toBeNull();
    expect(fact?.evidence).toContain('ferries from the');
  });
  it('says cut when the text ends in an ellipsis', () => {
    expect(completeness(page([...LONG, `${CUT}…`], ['Weiterlesen']))?.value).toBeNull();
  });
  it('says cut when all there is above it is a teaser', () => {
    expect(
      completeness(page([SENTENCE, SENTENCE], ['La suite est réservée aux abonnés.']))?.value,
    ).toBeNull();
  });
  it('proves nothing under a whole text: free pages carry subscription boxes too', () => {
    expect(completeness(page(LONG, ['To continue reading, become a member.']))).toMatchObject({
      value: 1,
      reader: 'notice-without-cut',
    });
  });
  it('proves nothing in the head of the page, nor far below the body', () => {
    expect(completeness(page([SENTENCE, SENTENCE], [], ['Subscribe to read the full story.']))?.value).toBe(
      1,
    );
    const far = [
      ...Array.from({ length: 8 }, (_, i) => `A headline of another story, number ${i}`),
      'Read more',
    ];
    expect(completeness(page([SENTENCE, SENTENCE], far))?.value).toBe(1);
  });
  it.each(['It was, she said, a kind of joy. ♦', 'The resort will not be built.—Anna Holm'])(
    'proves nothing under a text that ends in its own way: %s',
    (end) => {
      const notice = 'To continue reading, become a member.';
      expect(completeness(page([...LONG, `${SENTENCE} ${end}`], [notice]))?.value).toBe(1);
    },
  );
  it('proves nothing as a bare link far below a text that ends oddly', () => {
    const list = ['A headline of another story', 'And one more of them', 'Read more'];
    expect(completeness(page([...LONG, CUT], list))?.value).toBe(1);
  });
  it('proves nothing under a short last line that is no prose', () => {
    expect(completeness(page([...LONG, 'Varnholm 3, Ostmark 1'], ['Read more']))?.value).toBe(1);
  });
});

describe('a text without a notice', () => {
  it('is whole', () => {
    expect(completeness(page(LONG))).toMatchObject({ value: 1, reader: 'no-notice' });
  });
  it('is cut when the scraper marked it so', () => {
    expect(completeness(page([SENTENCE, `${CUT} […]`]))?.value).toBeNull();
  });
  it('is whole however it ends: a missing full stop is no proof', () => {
    expect(completeness(page([...LONG, CUT]))?.value).toBe(1);
  });
});

it('says nothing about a page without a body', () => {
  expect(completeness(page([], ['You have 20% of this article left to read.']))).toBeUndefined();
});
