/** Feeds, read as a feed reader reads them. */
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeedBody } from '../../server/api/export-shapes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const NASTY = 'Ferry <b>&amp; "tide"</b> ]]> \u0007\u0000 🗞️ \uFFFE';
const ARTICLES = [
  article({
    id: 'old',
    title: 'Old ferry',
    date: '2023-05-01',
    source: 'Post',
    url: 'https://post.example/old',
  }),
  article({
    id: 'new',
    title: NASTY,
    body: `The ferry <script>alert(1)</script> & ${NASTY}.`,
    date: '2024-03-05T18:30',
    source: 'Post & Sons',
    language: 'ar',
    url: 'javascript:alert(1)',
  }),
  article({ id: 'month', title: 'Ferry of a month', date: '2023-08', source: 'unknown', language: 'und' }),
  article({ id: 'undated', title: 'Undated ferry' }),
  article({ id: 'copy', title: 'Old ferry again', date: '2023-04-30', storyId: 'story-twice', storySize: 2 }),
  article({
    id: 'copied',
    title: 'Old ferry once more',
    date: '2023-04-29',
    storyId: 'story-twice',
    storySize: 2,
  }),
  article({ id: 'other', title: 'Storm', body: 'Nothing.', date: '2024-01-01' }),
];
let opened: TestApp;

beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), ARTICLES);
});
afterAll(() => opened.store.close());

const get = (path: string) => request(opened.app).get(path).set('host', 'news.example');
const ids = (list: readonly { id?: unknown }[] | undefined) =>
  list?.map(({ id }) => String(id).replace('urn:broadsheet:article:', ''));

async function atom(query: string, host = 'news.example') {
  const answer = await get(`/api/feed.atom?${query}`)
    .set('host', host)
    .expect(200)
    .expect('content-type', 'application/atom+xml; charset=utf-8')
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => done(null, Buffer.concat(pieces).toString()));
    });
  const xml = String(answer.body);
  // A parser that takes nothing but well-formed XML with known namespaces.
  const strict = new SaxesParser({ xmlns: true });
  strict.on('error', (error) => {
    throw error;
  });
  strict.write(xml).close();
  return { xml, feed: parseAtomFeed(xml) };
}
async function json(query: string) {
  const answer = await get(`/api/feed.json?${query}`)
    .expect(200)
    .expect('content-type', 'application/feed+json; charset=utf-8');
  FeedBody.parse(answer.body);
  return parseJsonFeed(answer.text);
}

describe('a search as a feed', () => {
  it('has the newest of a build first, and last what has no date', async () => {
    const newest = ['new', 'month', 'old', 'copy', 'copied', 'undated'];
    expect(ids((await atom('q=ferry&collapse=0')).feed.entries)).toEqual(newest);
    expect(ids((await json('q=ferry&collapse=0')).items)).toEqual(newest);
    const [undated] = (await json('q=ferry&year=undated')).items ?? [];
    expect(undated).toMatchObject({ date_modified: '2024-05-06T07:08:09.000Z' });
    expect(undated).not.toHaveProperty('date_published');
    expect((await atom('q=ferry&year=undated')).feed.entries?.[0]).not.toHaveProperty('published');
  });

  it('folds copies, and keeps to filters, words and number', async () => {
    expect(ids((await json('q=ferry')).items)).toEqual(['new', 'month', 'old', 'copy', 'undated']);
    expect(ids((await json('q=ferry&source=Post&-language=ar')).items)).toEqual(['old']);
    expect(ids((await atom('q=ferry&limit=1')).feed.entries)).toEqual(['new']);
  });

  it('gives an entry a stable id, dates, author, language, summary and links', async () => {
    const { feed, xml } = await atom('q=ferry&source=Post');
    expect(feed.entries?.[0]).toMatchObject({
      id: 'urn:broadsheet:article:old',
      title: { value: 'Old ferry' },
      updated: '2024-05-06T07:08:09.000Z',
      published: '2023-05-01T00:00:00.000Z',
      authors: [{ name: 'Post' }],
      links: [
        { rel: 'alternate', href: 'http://news.example/articles/old?q=ferry' },
        { rel: 'via', href: 'https://post.example/old' },
      ],
    });
    expect(feed.entries?.[0]?.summary?.value).toContain('A second ferry will run from May.');
    expect(xml).toContain('<b:published precision="day" role="published">2023-05-01</b:published>');
    const [item] = (await json('q=ferry&source=Post')).items ?? [];
    expect(item).toMatchObject({
      id: 'urn:broadsheet:article:old',
      url: 'http://news.example/articles/old?q=ferry',
      external_url: 'https://post.example/old',
      date_published: '2023-05-01T00:00:00.000Z',
      date_modified: '2024-05-06T07:08:09.000Z',
      authors: [{ name: 'Post' }],
      language: 'en',
    });
  });

  it('says what the search is, where it is, and of which build', async () => {
    const { feed, xml } = await atom('q=ferry&source=Post&limit=3');
    expect(feed).toMatchObject({
      title: { value: 'Broadsheet: ferry, source: Post' },
      updated: '2024-05-06T07:08:09.000Z',
      links: [
        { rel: 'self', href: 'http://news.example/api/feed.atom?q=ferry&source=Post&limit=3' },
        { rel: 'alternate', href: 'http://news.example/?q=ferry&source=Post&sort=added' },
      ],
    });
    expect(xml).toContain('<b:build id="b1" rules="test-rules"/>');
    const { body } = await get('/api/feed.json?q=ferry').expect(200);
    expect(body).toMatchObject({
      feed_url: 'http://news.example/api/feed.json?q=ferry',
      home_page_url: 'http://news.example/?q=ferry&sort=added',
      _broadsheet: { about: 'http://news.example/api', build: { id: 'b1', rules: 'test-rules' } },
    });
  });

  it('keeps its id on another host, and has another for another search', async () => {
    const here = (await atom('q=ferry')).feed.id;
    expect(here).toMatch(/^urn:broadsheet:feed:[0-9a-f]{16}$/);
    expect((await atom('q=storm')).feed.id).not.toBe(here);
    expect((await atom('q=ferry', 'other.example')).feed).toMatchObject({
      id: here,
      links: [{ href: 'http://other.example/api/feed.atom?q=ferry' }, { rel: 'alternate' }],
    });
  });

  it('carries any text unharmed, as text, and leaves out what XML has no place for', async () => {
    const { feed } = await atom('q=ferry&language=ar');
    const said = 'Ferry <b>&amp; "tide"</b> ]]>  🗞️ ';
    expect(feed.entries?.[0]?.title?.value?.trim()).toBe(said.trim());
    expect(feed.entries?.[0]?.summary?.value).toContain('<script>alert(1)</script> &');
    expect(feed.entries?.[0]?.links?.map(({ rel }) => rel)).toEqual(['alternate']);
    expect((await json('q=ferry&language=ar')).items?.[0]).not.toHaveProperty('external_url');
    const [month] = (await json('q=ferry&source=unknown')).items ?? [];
    expect(month).not.toHaveProperty('authors');
    expect(month).not.toHaveProperty('language');
  });

  it('is well-formed when it is empty', async () => {
    expect((await atom('q=nosuchword')).feed).toMatchObject({
      title: { value: 'Broadsheet: nosuchword' },
    });
    expect((await get('/api/feed.json?q=nosuchword').expect(200)).body.items).toEqual([]);
  });

  it('of what was removed shows what was removed', async () => {
    expect((await get('/api/feed.json?in=removed&q=ferry').expect(200)).body.items).toEqual([]);
  });
});

describe('a feed that is read again', () => {
  it('has first what came since, whatever its date, and the rest as it was', async () => {
    const { app, store } = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'again') }));
    const read = async () => {
      const { text } = await request(app).get('/api/feed.json?q=ferry&limit=3').expect(200);
      return parseJsonFeed(text).items?.map(({ id, date_modified }) => [String(id).slice(-5), date_modified]);
    };
    const known = ARTICLES.filter(({ id }) => id !== 'old');
    await publishArticles(store, known, 'b1', {}, '2024-05-01T10:00:00.000Z');
    const before = (await read()) ?? [];
    await publishArticles(store, ARTICLES, 'b2', {}, '2024-05-02T10:00:00.000Z');
    expect(await read()).toEqual([['e:old', '2024-05-02T10:00:00.000Z'], ...before.slice(0, 2)]);
    const { text } = await request(app).get('/api/feed.atom?q=storm').buffer(true).expect(200);
    expect(parseAtomFeed(text).updated).toBe('2024-05-01T10:00:00.000Z');
    await store.close();
  });
});

describe('the search page', () => {
  it('tells readers of feeds where its feed is', async () => {
    const { text } = await get('/?q=ferry&source=Post&sort=oldest&page=2&limit=20').expect(200);
    const links = [...text.matchAll(/<link rel="alternate" type="([^"]+)" [^>]*href="([^"]+)"/g)];
    expect(links.map(([, type, href]) => [type, href?.replaceAll('&amp;', '&')])).toEqual([
      ['application/atom+xml', '/api/feed.atom?q=ferry&source=Post'],
      ['application/feed+json', '/api/feed.json?q=ferry&source=Post'],
    ]);
    for (const [, , href] of links) await get(href?.replaceAll('&amp;', '&') ?? '').expect(200);
  });
});
