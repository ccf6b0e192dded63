import { expect, it } from 'vitest';
import { siteNamesIn } from '../../../../indexer/text/site-names.ts';

const namesIn = (metas: Record<string, string[]>, ...jsonLd: Record<string, unknown>[]) =>
  siteNamesIn({ metas, jsonLd, times: [] }).map(({ name, where }) => `${where}: ${name}`);

it('lists what the head calls the site, the surest first', () => {
  const metas = { publisher: ['Skelmar Media'], 'og:site_name': ['The Skelmar Gull'], author: ['Ada Quill'] };
  expect(
    namesIn(
      metas,
      { '@type': 'WebSite', name: 'skelmargull' },
      { '@type': 'NewsArticle', name: 'The pier is open', publisher: { name: 'Skelmar Gull' } },
    ),
  ).toEqual([
    'og:site_name: The Skelmar Gull',
    'JSON-LD publisher: Skelmar Gull',
    'publisher: Skelmar Media',
    'JSON-LD site: skelmargull',
  ]);
});

it('reads names however schema.org writes them', () => {
  expect(
    namesIn({}, { publisher: 'A' }, { publisher: [{ name: 'B' }, { name: 'C' }] }, { publisher: 7 }),
  ).toEqual(['JSON-LD publisher: A', 'JSON-LD publisher: B']);
  expect(namesIn({}, { '@type': ['NewsMediaOrganization'], name: 'D' })).toEqual(['JSON-LD site: D']);
});
