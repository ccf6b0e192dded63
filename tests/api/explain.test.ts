/** Why an article does or does not match: what is said is what the search does. */
import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExplainBody } from '../../server/api/explain-shapes.ts';
import { SearchBody } from '../../server/api/shapes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

const ARTICLES = [
  article({
    id: 'ferry',
    title: 'A second ferry for the island',
    body: 'The council of Brannoch voted for a ferry.\n\nElin Marsh spoke & <b>left</b> by the harbourside road. 東京の新聞社。',
    source: 'The Harbour Post',
    carrier: 'Coastline Daily',
    date: '2024-03-05',
    person: ['Elin Marsh'],
    storyId: 'story-ferry',
    removals: [{ rule: 'made', kind: 'share', reason: 'made', text: 'Share this ferry', line: 9 }],
  }),
  article({ id: 'bac', title: 'Un second bac', body: 'Le conseil vote.', language: 'fr', date: '2023-08' }),
  article({ id: 'undated', title: 'Tides', body: 'Harbour side, low tide.', source: 'unknown' }),
];
let opened: TestApp;
beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), ARTICLES);
});
afterAll(() => opened.store.close());

async function explain(id: string, query: string | URLSearchParams) {
  const answer = await request(opened.app).get(`/api/articles/${id}/explain?${query}`).expect(200);
  return ExplainBody.parse(answer.body);
}

describe('an explanation', () => {
  it('of a match tells each word, where it stands and how it was found', async () => {
    const body = await explain('ferry', 'q=concil+ferry+"elin+marsh"+harbours');
    expect(body).toMatchObject({ id: 'ferry', matches: true, reasons: [], differences: [] });
    expect(body.words).toMatchObject([
      { text: 'concil', kind: 'word', matches: true, found: [{ text: 'council', as: 'typo', count: 1 }] },
      {
        text: 'ferry',
        matches: true,
        title: { count: 1, places: [[9, 14]] },
        body: { count: 1, places: [[36, 41]] },
        found: [{ text: 'ferry', as: 'same', count: 2 }],
        snippets: ['The council of Brannoch voted for a <mark>ferry</mark>.'],
      },
      { text: 'elin marsh', kind: 'phrase', matches: true, body: { count: 1 } },
      { text: 'harbours', matches: true, found: [{ text: 'harbourside', as: 'beginning', count: 1 }] },
    ]);
    expect(body.words[2]?.snippets[0]).toContain('&lt;b&gt;left&lt;/b&gt;');
    expect(body.score).toBeGreaterThan(0);
    expect(body.ranking.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['typo', 'proximity', 'exactness']),
    );
    expect(body.build).toEqual({ id: 'b1', rules: 'test-rules' });
  });

  it('of a miss says what keeps the article out, word by word and condition by condition', async () => {
    const body = await explain(
      'ferry',
      'q=zeppelin+-ferry+lang:fr+-date:2024&source=Echo&-person=Elin+Marsh&from=2024-03-06&story=other',
    );
    expect(body).toMatchObject({ matches: false, score: null, ranking: [], differences: [] });
    expect(body.reasons).toEqual([
      'The word «zeppelin» is not in title or text.',
      'The word «ferry» must not be there, and it is.',
      'date: the article has 2024-03-05, and 2024-01-01 to 2024-12-31 must not be.',
      'Language: the article has en, and fr was asked for.',
      'Source: the article has The Harbour Post, and Echo was asked for.',
      'Person: the article has Elin Marsh, and Elin Marsh must not be.',
      'story: the article has story-ferry, and other was asked for.',
      'date: the article has 2024-03-05, and from 2024-03-06 was asked for.',
    ]);
    expect(body.words[1]).toMatchObject({
      excluded: true,
      matches: false,
      title: { count: 1 },
      body: { count: 1 },
    });
    expect(body.conditions.map(({ parameter, on, matches }) => [parameter, on, matches])).toEqual([
      ['q', 'date', false],
      ['q', 'language', false],
      ['source', 'source', false],
      ['-person', 'person', false],
      ['story', 'story', false],
      ['from', 'date', false],
    ]);
  });

  it('tells conditions that hold as well', async () => {
    const body = await explain(
      'ferry',
      'q=source:"the+harbour+post"&carrier=Coastline+Daily&to=2024-03-05&-language=fr',
    );
    expect(body).toMatchObject({ matches: true, reasons: [], differences: [] });
    expect(body.conditions.map(({ has, matches }) => [has, matches])).toEqual([
      [['The Harbour Post'], true],
      [['Coastline Daily'], true],
      [['en'], true],
      [['2024-03-05'], true],
    ]);
  });

  it('takes a word for a beginning only where it ends the search', async () => {
    expect((await explain('ferry', 'q=ferry+coun')).matches).toBe(true);
    const body = await explain('ferry', 'q=coun+ferry');
    expect(body.matches).toBe(false);
    expect(body.words.map(({ matches }) => matches)).toEqual([false, true]);
    expect((await explain('ferry', 'q=ferry+coun&exact=1')).matches).toBe(false);
  });

  it('says of words beyond those that are read that they count for nothing', async () => {
    const body = await explain('ferry', `q=${'ferry+'.repeat(10)}zeppelin`);
    expect(body.matches).toBe(true);
    expect(body.words.at(-1)).toMatchObject({ text: 'zeppelin', read: false, matches: null });
    expect(body.hints).toHaveLength(1);
  });

  it('says where the whole is not what its parts are', async () => {
    const body = await explain('ferry', 'q=harbour+side+council');
    expect(body.matches).toBe(true);
    expect(body.words.map(({ matches }) => matches)).toEqual([false, false, true]);
    expect(body.reasons).toEqual([]);
    expect(body.differences.join()).toContain('joins and parts neighbouring words');
  });

  it('tries what was removed', async () => {
    const body = await explain('ferry', 'q=share&in=removed');
    expect(body).toMatchObject({
      matches: true,
      words: [{ title: { count: 0 }, body: { places: [[0, 5]] } }],
    });
    expect((await explain('ferry', 'q=council&in=removed')).reasons).toEqual([
      'The word «council» is not in what was removed from the page.',
    ]);
    expect(await explain('bac', 'q=vote&in=removed&language=fr')).toMatchObject({
      matches: false,
      reasons: ['Nothing was removed from the page.'],
      differences: [],
    });
  });

  it('of nothing asked is that everything matches', async () => {
    expect(await explain('undated', '')).toMatchObject({
      matches: true,
      words: [],
      conditions: [],
      reasons: [],
    });
  });

  it('says what the search itself does, for any words and filters', async () => {
    const part = fc.constantFrom(
      'ferry',
      'coun',
      'concil',
      '-ferry',
      '"second ferry"',
      '-"low tide"',
      'second',
      'is:undated',
      'lang:fr',
      '-source:unknown',
      'date:2023..2024-03',
      '東京',
      'harbour',
      'side',
    );
    const filters = fc.subarray([
      ['language', 'en'],
      ['-language', 'fr'],
      ['person', 'Elin Marsh'],
      ['year', 'undated'],
      ['from', '2024-01-01'],
      ['completeness', 'whole'],
      ['copies', '1'],
      ['exact', '1'],
      ['in', 'removed'],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), filters, async (parts, chosen) => {
        const params = new URLSearchParams([['q', parts.join(' ')], ...(chosen as [string, string][])]);
        const found = SearchBody.parse(
          (await request(opened.app).get(`/api/search?${params}&collapse=0`).expect(200)).body,
        ).hits.map(({ id }) => id);
        for (const { id } of ARTICLES) {
          const body = await explain(id, params);
          expect([id, body.matches]).toEqual([id, found.includes(id)]);
          const nothing = body.reasons.join() === 'Nothing was removed from the page.';
          expect(nothing).toBe(params.get('in') === 'removed' && id !== 'ferry');
          if (nothing) continue;
          const every = [...body.words, ...body.conditions].every(({ matches }) => matches !== false);
          if (body.differences.length === 0) expect([id, every]).toEqual([id, body.matches]);
          expect(body.reasons.length > 0).toBe(!body.matches && !every);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
