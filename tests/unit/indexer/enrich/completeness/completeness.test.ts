import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../../config/load.ts';
import type { RemovalKind } from '../../../../../config/schema.ts';
import type { Block, Draft, PageHead, Removal } from '../../../../../indexer/draft.ts';
import { completenessJudge } from '../../../../../indexer/enrich/completeness/completeness.ts';

const judge = completenessJudge(loadConfig({}));

const SENTENCE =
  'The council of Varnholm voted on Monday to reopen the old harbour to ferries from the islands.';
const CUT = 'The council of Varnholm voted on Monday to reopen the old harbour to ferries from the';
/** Broken off as well, though on a word that could end a sentence. */
const OPEN = 'The council of Varnholm voted on Monday to reopen the old harbour to ferries and small fishing';
const TEASER = [SENTENCE, SENTENCE];
const SHORT = Array.from({ length: 12 }, () => SENTENCE);
const LONG = Array.from({ length: 60 }, () => SENTENCE);

const block = (text: string, line: number, kind: Block['kind'] = 'paragraph'): Block => ({
  text,
  kind,
  line,
  offset: 0,
});
const removal = (text: string, line: number, kind: RemovalKind): Removal => ({
  rule: 'test/test',
  kind,
  reason: 'a test',
  block: block(text, line),
});

interface Page {
  /** Stripped before the body, and after it. */
  readonly above?: readonly string[];
  readonly below?: readonly string[];
  readonly belowKind?: RemovalKind;
  readonly head?: Partial<PageHead>;
}
function page(
  body: readonly string[],
  { above = [], below = [], belowKind = 'feed', head }: Page = {},
): Draft {
  return {
    id: '0',
    path: 'a.txt',
    format: 'text',
    blocks: body.map((text, i) => block(text, 100 + i)),
    meta: head ? { head: { metas: {}, jsonLd: [], times: [], ...head } } : {},
    facts: {},
    removals: [
      ...above.map((text, i) => removal(text, 1 + i, 'header')),
      ...below.map((text, i) => removal(text, 1000 + i, belowKind)),
    ],
  };
}
const completeness = (draft: Draft) => judge(draft).facts.completeness;
const FURNITURE = ['A headline of another story', 'And one more of them', 'Imprint', 'Contact'];

describe('a stated number', () => {
  it.each([
    ['You have 42.5% of this article left to read. The rest is for members.', 0.575],
    ['Il vous reste 61,3 % de cet article à lire.', 0.387],
    ['Sie haben 40 % des Artikels gelesen.', 0.4],
    ['تبقى لك ٤٠٪ من المقال', 0.6],
    ['本文还剩40%的内容', 0.6],
  ])('is taken at its word: %s', (notice, share) => {
    expect(completeness(page(LONG, { below: [...FURNITURE, notice] }))).toMatchObject({
      value: share,
      evidence: notice,
    });
  });
  it('is found where it was not stripped from the end of the body', () => {
    expect(completeness(page([...LONG, 'You have 20% of this article left to read.']))?.value).toBe(0.8);
  });
  it('is no percentage of the article in the midst of its prose', () => {
    const prose = `In the survey, one in ten said: “You have read 30% of this article and you are bored.” ${SENTENCE.repeat(3)}`;
    expect(completeness(page([prose, ...LONG]))?.value).toBe(1);
  });
  it('of characters is counted against the characters there', () => {
    const there = [SENTENCE, `${CUT}… [+1900 chars]`].join('\n\n').length;
    const value = completeness(page([SENTENCE, `${CUT}… [+1900 chars]`]))?.value;
    expect(value).toBeCloseTo(there / (there + 1900), 4);
  });
  it('of words is counted against the words there', () => {
    const value = completeness(page(TEASER, { below: ['450 words left in this article'] }))?.value;
    expect(value).toBeCloseTo(34 / (34 + 450), 4);
  });
});

describe('a notice that reading on takes a subscription', () => {
  const below = ['Subscribe now to read the full story.'];

  it.each([CUT, OPEN, `${OPEN}…`, `${OPEN} [...]`])('says cut below a text that ends «%s»', (end) => {
    const fact = completeness(page([...LONG, end], { below }));
    expect(fact?.value).toBeNull();
    expect(fact?.evidence).toContain(below[0]);
    expect(fact?.evidence).toContain(end.slice(-30));
  });
  it('says cut below the beginning of a story, and how long that is', () => {
    expect(completeness(page(SHORT, { below }))).toMatchObject({
      value: null,
      evidence: '«Subscribe now to read the full story.» below 204 words',
    });
  });
  it('proves nothing below a long text that ends whole: free pages carry boxes too', () => {
    expect(completeness(page(LONG, { below }))).toMatchObject({
      value: 1,
      evidence: '«Subscribe now to read the full story.», but the text does not look cut',
    });
  });
  it('takes a missing full stop for nothing where the paragraphs never have one', () => {
    const verse = Array.from({ length: 60 }, () => OPEN);
    expect(completeness(page(verse, { below }))?.value).toBe(1);
    expect(completeness(page([...LONG, OPEN], { below }))?.value).toBeNull();
  });
  it('says cut below a long text where the page states that it is locked', () => {
    const head = { jsonLd: [{ '@type': 'NewsArticle', isAccessibleForFree: 'False' }] };
    const fact = completeness(page(LONG, { below, head }));
    expect(fact?.value).toBeNull();
    expect(fact?.evidence).toContain('isAccessibleForFree: False');
  });
  it('proves nothing where the page states that it is free, unless the text breaks off', () => {
    const head = { metas: { 'article:content_tier': ['free'] } };
    expect(completeness(page(SHORT, { below, head }))?.value).toBe(1);
    expect(completeness(page([...SHORT, CUT], { below, head }))?.value).toBeNull();
  });
  it('proves nothing in the head of the page, in the midst of the text, nor far below it', () => {
    expect(completeness(page(SHORT, { above: below }))?.value).toBe(1);
    const inline = page(SHORT);
    expect(completeness({ ...inline, removals: [removal(below[0] ?? '', 104.5, 'paywall')] })?.value).toBe(1);
    expect(completeness(page(SHORT, { below: [...FURNITURE, 'Home', ...below] }))?.value).toBe(1);
  });
  it('ends the text also where what sells the subscription was kept below it', () => {
    const offer = `Our digital plans bring you the whole of the newspaper every morning before breakfast. ${SENTENCE}`;
    const draft = page([...SHORT, offer, offer, 'Already a subscriber? Log in']);
    const notice = removal(below[0] ?? '', 111.5, 'paywall');
    expect(completeness({ ...draft, removals: [notice] })?.value).toBeNull();
  });
  it.each([
    'It was, she said, a kind of joy. ♦',
    'The resort will not be built.—Anna Holm',
    'He declined to comment. (AH)',
  ])('proves nothing below a text that is signed: %s', (end) => {
    expect(completeness(page([...SHORT, `${SENTENCE} ${end}`], { below }))?.value).toBe(1);
  });
});

describe('a notice that a part is missing here', () => {
  it.each([
    'The rest of this article is for members.',
    'La suite est réservée aux abonnés.',
    'Den ganzen Artikel finden Sie in unserer Ausgabe 3/2021.',
  ])('is believed below a text of any length: %s', (notice) => {
    expect(completeness(page(LONG, { below: [notice] }))?.value).toBeNull();
  });
});

it('a notice that the rest is missing is believed above a little foreign prose that was kept', () => {
  const draft = page([...LONG, ...LONG.slice(0, 4)]);
  const at = (line: number) => ({
    ...draft,
    removals: [removal('The rest of this article is for members.', line, 'paywall')],
  });
  expect(completeness(at(159.5))?.value).toBeNull();
  expect(completeness(at(130.5))?.value).toBe(1);
});

describe('what proves nothing', () => {
  it.each([
    'Subscribe to read more stories like this one.',
    'You have 2 free articles left this month. Subscribe to keep reading.',
    'Continue reading the main story',
    'Already a subscriber? Log in',
    'Subscribe for unlimited access',
    'Subscribe to our newsletter',
    'Support our journalism: become a member today.',
  ])('«%s» below a whole text', (notice) => {
    expect(completeness(page(SHORT, { below: [notice] }))?.value).toBe(1);
  });
  it('a bare link below more than a teaser', () => {
    expect(completeness(page(TEASER, { below: ['Read more'] }))?.value).toBeNull();
    expect(completeness(page(SHORT, { below: ['Read more'] }))?.value).toBe(1);
    expect(completeness(page(TEASER, { below: [...FURNITURE, 'Read more'] }))?.value).toBe(1);
  });
  it('a short last line that is no prose', () => {
    expect(completeness(page([...LONG, 'Varnholm 3, Ostmark 1'], { below: ['Read more'] }))?.value).toBe(1);
  });
});

describe('what the head of a page states', () => {
  const locked = { '@type': 'NewsArticle', isAccessibleForFree: false };

  it('gives the share, where it states the words and a notice ends the text', () => {
    const head = { metas: { 'article:word_count': ['408'] } };
    expect(completeness(page(SHORT, { below: ['Subscribe to continue reading'], head }))).toMatchObject({
      value: 0.5,
      evidence: '«Subscribe to continue reading» below 204 words; the page states «article:word_count: 408»',
    });
  });
  it('gives the share without a notice, where it also states that the page is locked', () => {
    expect(completeness(page(SHORT, { head: { jsonLd: [{ ...locked, wordCount: 816 }] } }))?.value).toBe(
      0.25,
    );
  });
  it('proves nothing where the part it calls locked is shown all the same', () => {
    const part = { isAccessibleForFree: false, cssSelector: '.for-members' };
    const head = { jsonLd: [{ ...locked, hasPart: part, wordCount: 816 }] };
    const draft = page(SHORT, { head });
    const inPart = draft.blocks.map((one) => ({
      ...one,
      markup: { path: 'main>div.story.for-members>p', linkDensity: 0 },
    }));
    expect(completeness(draft)?.value).toBe(0.25);
    expect(completeness({ ...draft, blocks: inPart })?.value).toBe(1);
  });
  it('gives no share where cleaning lost the body: what is left tells nothing of the page', () => {
    const draft = page(SHORT, { head: { jsonLd: [{ ...locked, wordCount: 816 }] } });
    const bodyLoss = { value: 0.1, evidence: 'a test', reader: 'a test' };
    expect(completeness({ ...draft, facts: { bodyLoss } })?.value).toBe(1);
  });
  it('proves nothing by a count of words alone, nor by a lock alone', () => {
    expect(completeness(page(SHORT, { head: { jsonLd: [{ wordCount: 816 }] } }))?.value).toBe(1);
    expect(completeness(page(SHORT, { head: { jsonLd: [locked] } }))?.value).toBe(1);
  });
  it('gives the share where it carries more of the text than the page shows', () => {
    const more = 'Nobody had asked the fishermen what they thought of the new pier and its lights. '.repeat(
      12,
    );
    const head = { jsonLd: [{ articleBody: `${SHORT.join(' ')} ${more}` }] };
    const fact = completeness(page(SHORT, { head }));
    expect(fact?.reader).toBe('article-body');
    expect(fact?.value).toBeCloseTo(SHORT.join('').length / (SHORT.join('').length + more.length), 1);
    const shown = page(SHORT, { head, below: [more] });
    expect(completeness(shown)?.value).toBe(1);
  });
});

describe('a text that breaks off by itself', () => {
  it.each([
    ['on a word that it never ends a sentence on', [...SHORT, CUT]],
    ['on a comma', [...SHORT, `${OPEN},`]],
    [
      'in a bracket',
      [...SHORT, `${SENTENCE} The ferries (which had not run since the winter of the great storm`],
    ],
    [
      'in a word',
      [...SHORT, `${SENTENCE} Nobody asked the harbour master.`, `${SENTENCE} Fishermen had harb…`],
    ],
    ['under the mark of a feed, with nothing else on the page', [SENTENCE, `${OPEN} […]`]],
    ['in dots, with nothing else on the page', [SENTENCE, `${OPEN}…`]],
  ])('is cut %s', (_, body) => {
    const fact = completeness(page(body));
    expect(fact?.value).toBeNull();
    expect(fact?.evidence).toContain((body.at(-1) ?? '').slice(-30));
  });
  it.each([
    [
      'in Chinese',
      '市议会周一投票决定重新开放旧港口供岛屿渡轮使用的提案获得通过。',
      '市长在会上说这个港口的未来取决于岛上居民和渔民的',
    ],
    [
      'in Arabic',
      'صوت المجلس في المدينة على قرار فتح الميناء في الشتاء وعلى خطة في الصيف من أجل الجزر.',
      'وقال رئيس المجلس بعد الجلسة الطويلة إن السفن سوف تعود إلى العمل في',
    ],
    [
      'in Hindi',
      'परिषद ने सोमवार को बंदरगाह को खोलने का फैसला किया और द्वीपों को नाव से जोड़ने को कहा।',
      'महापौर ने बैठक के बाद कहा कि मछुआरों और उनके परिवारों को',
    ],
  ])('is cut %s', (_, sentence, end) => {
    expect(completeness(page([...Array.from({ length: 6 }, () => sentence), end]))?.reader).toBe(
      'broken-off',
    );
  });
  it.each([
    ['a full stop only is missing', [...SHORT, OPEN]],
    ['its paragraphs never end with one', Array.from({ length: 8 }, () => CUT)],
    [
      'it ends with an address',
      [...SHORT, 'The plans are open to everybody until May at www.varnholm.example/harbour'],
    ],
    [
      'it ends in dots as the writer likes to',
      [...SHORT, `${SENTENCE} And so the lights went out…`],
      FURNITURE,
    ],
    ['feeds with their marks stand below it', [...SHORT, `${OPEN} […]`, `${OPEN} […]`], FURNITURE],
    [
      'it ends with a signature',
      [...SHORT, `${SENTENCE} We thank the harbour master and the crews,\nAnna Holm`],
    ],
    [
      'the page goes on below',
      [...SHORT, CUT],
      ['islands that lie to the north of it, which nobody had expected.'],
    ],
    [
      'it is written without stops',
      Array.from({ length: 5 }, () => 'สภาเมืองลงมติเมื่อวันจันทร์ให้เปิดท่าเรือเก่าอีกครั้งสำหรับเรือข้ามฟาก'),
    ],
  ] as const)('is whole where %s', (_, body, below: readonly string[] = []) => {
    expect(completeness(page(body, { below }))?.value).toBe(1);
  });
});

it('is whole without any sign', () => {
  expect(completeness(page(LONG))).toMatchObject({ value: 1, reader: 'no-notice' });
});
it('says nothing about a page without a body', () => {
  expect(completeness(page([], { below: ['You have 20% of this article left to read.'] }))).toBeUndefined();
});
