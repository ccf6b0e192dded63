import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from '../../../server/query/words.ts';
import { toHtml } from '../../../server/snippets/marked.ts';
import { createMatcher as matcherOf } from '../../../server/snippets/matcher.ts';
import { excerpt } from '../../../server/snippets/snippets.ts';
import { firstUnread } from '../../../server/snippets/terms.ts';

const createMatcher = (q: string, exact: boolean) => matcherOf(understand(q).words, exact);

/** The words marked in a text, for a query. */
function marked(q: string, text: string, exact = false): string[] {
  const [matches = []] = createMatcher(q, exact).find([text]);
  return matches.map(({ start, end }) => text.slice(start, end));
}

const snippetsOf = (q: string, body: string) =>
  excerpt({ title: '', body }, createMatcher(q, false)).snippets.map(toHtml);

describe('words past those that are read', () => {
  const nine = 'one two three four five six seven eight nine';
  it.each([
    ['none', false, ''],
    ['ten words', false, `${nine} ten`],
    ['eleven words', true, `${nine} ten eleven`],
    ['the same word again', true, 'one '.repeat(11)],
    ['a phrase, which is one', false, `${nine} "ten and eleven"`],
    ['a word after a phrase', true, `${nine} "ten and eleven" twelve`],
    ['a word with a sign in it, which is one', false, `${nine} US$5`],
    ['both words of a compound', true, `${nine} ten-eleven`],
    ['excluded words on the way', false, `-zero -"no word" ${nine} ten`],
    ['an excluded word at the end', true, `${nine} ten -eleven`],
    ['signs at the end', false, `${nine} ten - ! "`],
  ])('are told: %s', (_, unread, q) => {
    expect(firstUnread(understand(q).words) !== undefined).toBe(unread);
  });

  it('are not marked', () => {
    expect(marked('a a a a a a a a a a ferry', 'a ferry')).toEqual(['a']);
  });
});

describe('words that are marked', () => {
  it.each([
    ['case and accents apart', 'ZURICH cafe', 'In Zürich the Café', ['Zürich', 'Café']],
    ['accents written as combining marks', 'cafe now', 'the cafe\u0301 now', ['cafe\u0301', 'now']],
    ['the last word as a beginning', 'ferry coun', 'ferry councillors ferryman', ['ferry', 'councillors']],
    ['one typo from five letters', 'ferey opens', 'the ferry opens', ['ferry', 'opens']],
    ['no typo in four letters', 'bork x', 'fork bark', []],
    ['two typos from nine letters', 'parlaiment y', 'the parliament sat', ['parliament']],
    ['two swapped letters as one typo', 'habror z', 'habror harbor', ['habror']],
    ['the very word before those that resemble it', 'house x', 'house horse mouse', ['house']],
    ['no typo in the first letter of a short word', 'ferry x', 'merry', []],
    ['a phrase in order only', '"second ferry"', 'ferry second; a second ferry', ['second ferry']],
    ['a quoted word as it is', '"ferry"', 'ferry ferryman ferrx', ['ferry']],
    ['a word with a sign in it as it is', 'US$5', '5 of US$50 and US$5', ['US$5']],
    ['a word with a sign before it', '£5', '5 of $5, £ 5 and £5', ['5', '5']],
    ['a word with a sign behind it', '30° x', '30 at 30°C', ['30']],
    ['a phrase with a sign before it', '"£5 million"', '5 million, £5 million', ['5 million']],
    ['a phrase with no sign within', '"a b"', 'a→b, a-b', ['a-b']],
    ['two amounts apart', '$5 £5 x', '5 $5 £5', ['5', '5']],
    ['no word that is excluded', 'ferry -quay', 'ferry at the quay', ['ferry']],
    ['no excluded phrase', 'ferry -"old quay"', 'ferry at the old quay', ['ferry']],
    ['Cyrillic', 'паром', 'Второй ПАРОМ и паромы', ['ПАРОМ', 'паромы']],
    ['Arabic, the article apart', 'ميناء', 'في الميناء القديم', ['ميناء']],
    ['Arabic letter variants', 'احمد', 'قال أحمد', ['أحمد']],
    ['Chinese as a run', '港口', '新港口城市的港口', ['港口', '港口']],
    ['Chinese words where the run is not there', '港口城市', '城市和港口', ['城市', '港口']],
    ['Japanese', '東京', '昨日東京で会議', ['東京']],
    ['Thai', 'เรือ', 'มีเรือใหม่', ['เรือ']],
    ['nothing for a mark without a letter', 'ึ', 'มีเรือใหม่', []],
    ['nothing for such a mark beside a word', 'ึ 港口', '新港口ヹ', ['港口']],
    ['Hangul with its particle', '서울 x', '서울에서 열린', ['서울에서']],
    ['the long s of German', 'strasse', 'die Straße', ['Straße']],
  ])('%s', (_name, q, text, expected) => {
    expect(marked(q, text)).toEqual(expected);
  });

  it('forgives nothing when the search is exact', () => {
    expect(marked('ferey coun', 'ferry council coun', true)).toEqual(['coun']);
  });

  it('are places in order that hold no other, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.string({ maxLength: 30 }),
        (text, q) => {
          const [matches = []] = createMatcher(q, false).find([text]);
          let at = 0;
          for (const { start, end } of matches) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            at = end;
          }
        },
      ),
    );
  });
});

describe('snippets', () => {
  const filler = 'The weather on the coast stayed calm and nobody took much notice of it. ';

  it('show the beginning of the body when there are no words', () => {
    expect(snippetsOf('', 'First sentence of it. Second one.\n\nAnother paragraph.')).toEqual([
      'First sentence of it. Second one.',
    ]);
  });

  it('show the beginning when no word is found in the body', () => {
    expect(snippetsOf('ferry', 'Only the title had it.')).toEqual(['Only the title had it.']);
  });

  it('are none for an empty body', () => {
    expect(snippetsOf('ferry', '')).toEqual([]);
  });

  it('prefer the place that has most of the words', () => {
    const body = `A ferry left. ${filler.repeat(8)}\n\nThe ferry and the quay stand together here. ${filler.repeat(8)}`;
    expect(snippetsOf('ferry quay x', body).join()).toContain(
      '<mark>ferry</mark> and the <mark>quay</mark> stand together',
    );
  });

  it('show a far word in a part of its own', () => {
    const body = `The ferry left. ${filler.repeat(20)} The lighthouse stood. ${filler.repeat(20)} A lantern burned.`;
    const snippets = snippetsOf('ferry lighthouse lantern x', body);
    expect(snippets).toHaveLength(3);
    expect(snippets.join(' ')).toMatch(/<mark>ferry.*<mark>lighthouse.*<mark>lantern/);
  });

  it('show the words they are chosen for, wherever sentences end between and behind them', () => {
    const stretch = (maxLength: number) =>
      fc
        .array(fc.constantFrom('harbour town', 'so.', 'harbour', 'was!', '/', 'o'.repeat(60)), { maxLength })
        .map((words) => words.join(' '));
    fc.assert(
      fc.property(stretch(40), stretch(20), stretch(60), (before, between, after) => {
        fc.pre(between.length <= 137);
        const body = `${before} ferry ${between} strike ${after}`;
        expect(snippetsOf('ferry strike x', body).join(' ')).toMatch(
          /<mark>ferry<\/mark>.*<mark>strike<\/mark>/,
        );
      }),
      {
        examples: [
          [
            `${'Nothing of note had happened in town. '.repeat(6)}${'so '.repeat(28)}`,
            `${'came in late again '.repeat(5)}at last. Then all of the crew went on`,
            'without a word of why they did so in the end '.repeat(10),
          ],
        ],
      },
    );
  });

  it('say with an ellipsis where the paragraph goes on, and only there', () => {
    const body = `${filler.repeat(10)}Then the ferry came. ${filler.repeat(10)}`;
    const [snippet = ''] = snippetsOf('ferry x', body);
    expect(snippet).toMatch(/^… .* …$/);
    expect(snippetsOf('ferry x', 'Then the ferry came.')).toEqual(['Then the <mark>ferry</mark> came.']);
  });

  it('never cross from one paragraph into the next', () => {
    expect(snippetsOf('ferry x', 'Above it.\n\nThe ferry.\n\nBelow it.')).toEqual([
      'The <mark>ferry</mark>.',
    ]);
  });

  it('cut between words', () => {
    const body = `${'lengthy '.repeat(200)}ferry ${'lengthy '.repeat(200)}`;
    for (const word of (snippetsOf('ferry x', body)[0] ?? '').split(' '))
      expect(['…', 'lengthy', '<mark>ferry</mark>', '']).toContain(word);
  });

  it('hold no markup but marks, whatever the body', () => {
    const body = '<img src=x onerror=alert(1)> ferry </mark><script>alert(2)</script> &lt;b&gt; "quoted"';
    expect(snippetsOf('ferry zz', body)).toEqual([
      '&lt;img src=x onerror=alert(1)&gt; <mark>ferry</mark> &lt;/mark&gt;&lt;script&gt;alert(2)&lt;/script&gt; &amp;lt;b&amp;gt; "quoted"',
    ]);
  });

  it('are the body with marks and nothing else, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 600 });
    const words = fc.array(fc.constantFrom('ferry', 'quay', '港口', 'café', '.', '\n\n', '<b>', '&', '🚢'), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, words, (noise, list) => {
        const body = `${noise} ${list.join(' ')}`;
        for (const snippet of excerpt({ title: '', body }, createMatcher('ferry cafe 港口 qua', false))
          .snippets) {
          const plain = snippet
            .map((part) => part.text)
            .join('')
            .replace(/^… | …$/g, '');
          expect(body.replace(/\s+/gu, ' ')).toContain(plain.trim());
          expect(toHtml(snippet).replace(/<\/?mark>/g, '')).not.toMatch(/[<>]/);
        }
      }),
    );
  });

  it('stay few and short for a long body full of the words', () => {
    const snippets = snippetsOf('ferry quay', 'ferry quay and '.repeat(20_000));
    expect(snippets).toHaveLength(2);
    for (const snippet of snippets) expect(snippet.replace(/<\/?mark>/g, '').length).toBeLessThan(400);
  });
});
