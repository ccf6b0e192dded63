import { describe, expect, it } from 'vitest';
import { type Block, type Draft, drop, type Facts } from '../../../../indexer/draft.ts';
import { inStory, toArticle } from '../../../../indexer/load/document.ts';

const block = (line: number, text: string, kind: Block['kind'] = 'paragraph'): Block => ({
  text,
  kind,
  line,
  offset: line * 100,
});
const known = (
  facts: Facts = {},
  blocks: readonly Block[] = [block(3, 'The ferry sailed at noon.')],
): Draft => ({
  id: 'f00d',
  path: 'harbour/ferry.txt',
  format: 'text',
  blocks,
  meta: {},
  facts,
  removals: [],
});
const fact = <T>(value: T) => ({ value, evidence: `says ${value}`, reader: 'test' });

describe('a known draft as a document', () => {
  it('keeps the headline out of the body and its paragraphs', () => {
    const article = toArticle(
      known({ title: fact('Ferry sails') }, [
        block(1, 'Ferry sails', 'title'),
        block(3, 'The ferry sailed at noon.'),
        block(4, 'It was late.', 'quote'),
      ]),
    );
    expect(article).toMatchObject({
      title: 'Ferry sails',
      body: 'The ferry sailed at noon.\n\nIt was late.',
      wordCount: 8,
      paragraphs: [
        { kind: 'paragraph', text: 'The ferry sailed at noon.', line: 3 },
        { kind: 'quote', text: 'It was late.', line: 4 },
      ],
    });
  });

  it('says unknown in words or null, and leaves no key out', () => {
    const article = toArticle(known());
    expect(article).toMatchObject({
      url: null,
      title: '',
      source: 'unknown',
      origin: null,
      carrier: null,
      agency: null,
      language: 'und',
      published: null,
      year: 'undated',
      month: 'undated',
      publishedFrom: null,
      firstDay: null,
      lastDay: null,
      completeness: null,
      completenessState: 'unknown',
      bodyLoss: false,
      entity: [],
      facts: [],
      removals: [],
    });
    expect(Object.values(article)).not.toContain(undefined);
  });

  it.each([
    [{ origin: fact('The Gull'), carrier: fact('News Pond') }, 'The Gull'],
    [{ carrier: fact('News Pond') }, 'News Pond'],
    [{ agency: fact('Wire One') }, 'unknown'],
  ])('has the origin as its source, else the carrier, never the agency', (facts, source) => {
    expect(toArticle(known(facts)).source).toBe(source);
  });

  it.each([
    [fact(1), 'whole', 1],
    [fact(0.6857), 'truncated', 0.6857],
    [fact(null), 'truncated', null],
  ])('tells whole from cut, also when nobody says by how much', (completeness, state, share) => {
    expect(toArticle(known({ completeness }))).toMatchObject({
      completenessState: state,
      completeness: share,
    });
  });

  it.each([
    ['2023-08-22', 'day', '2023', '2023-08', 1],
    ['2023-08', 'month', '2023', '2023-08', 31],
    ['2023', 'year', '2023', 'undated', 365],
  ] as const)('gives %s its year and, if known, its month', (date, precision, year, month, days) => {
    const published = fact({ date, precision, role: 'published' as const });
    const article = toArticle(known({ published }));
    expect(article).toMatchObject({ year, month, published: { date, precision } });
    expect(article.publishedFrom).toBe((article.firstDay ?? 0) * 86_400);
    expect(article.lastDay).toBe((article.firstDay ?? 0) + days - 1);
  });

  it('lists each name once as a facet value, by type, however many entities carry it', () => {
    const name = (name: string, type: 'person' | 'org' | 'place') => ({
      name,
      type,
      count: 1,
      forms: [name],
      offsets: [[0, 3] as const],
    });
    const article = toArticle(
      known({
        entities: [name('Ada Quill', 'person'), name('Port Vell', 'place'), name('Port Vell', 'org')],
      }),
    );
    expect(article).toMatchObject({
      entity: ['Ada Quill', 'Port Vell'],
      person: ['Ada Quill'],
      org: ['Port Vell'],
      place: ['Port Vell'],
    });
    expect(article.entities).toHaveLength(3);
  });

  it('stores every removal with rule, kind, reason, text and line', () => {
    const share = block(9, 'Share this page');
    const draft = drop(
      known({}, [block(3, 'The ferry sailed.'), share]),
      new Map([[share, { rule: 'share/bar', kind: 'share', reason: 'a share bar' }]]),
    );
    expect(toArticle(draft).removals).toEqual([
      { rule: 'share/bar', kind: 'share', reason: 'a share bar', text: 'Share this page', line: 9 },
    ]);
  });

  it('shows every fact with evidence and reader, in one order', () => {
    const article = toArticle(
      known({
        bodyLoss: fact(0.1),
        completeness: fact(null),
        title: fact('Ferry sails'),
        published: fact({ date: '2023', precision: 'year', role: 'updated' }),
        dateRefused: fact('2099-01-02'),
      }),
    );
    expect(article.facts.map((row) => [row.fact, row.value])).toEqual([
      ['title', 'Ferry sails'],
      ['published', '2023 (updated)'],
      ['dateRefused', '2099-01-02'],
      ['completeness', 'cut, by an unknown share'],
      ['bodyLoss', '0.1'],
    ]);
    expect(article.facts[0]).toMatchObject({ evidence: 'says Ferry sails', reader: 'test' });
    expect(article.bodyLoss).toBe(true);
  });

  it('is a story of its own until its place is known', () => {
    const article = toArticle(known());
    expect(article).toMatchObject({
      storyId: 'f00d',
      storySize: 1,
      storyRank: 0,
      storyRelation: 'only',
      storyScore: 1,
      storyShared: 1,
    });
    const place = {
      storyId: 'abcd',
      size: 3,
      rank: 2,
      relation: 'excerpt',
      score: 0.98765,
      shared: 1,
    } as const;
    expect(inStory(article, place)).toMatchObject({
      storyId: 'abcd',
      storySize: 3,
      storyRank: 2,
      storyRelation: 'excerpt',
      storyScore: 0.988,
      storyShared: 1,
    });
  });
});
