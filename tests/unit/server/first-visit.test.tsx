/** @jsxImportSource preact */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { FirstVisit } from '../../../server/ui/first-visit.tsx';

/** The figures of a page whose facets list at most three values. */
function figures(sources: readonly string[], languages: readonly string[]) {
  const values = (names: readonly string[]) =>
    names.map((value) => ({ value, label: value, count: 1, selected: false }));
  const result = { total: 7, stories: 7, facets: { source: values(sources), language: values(languages) } };
  const html = renderToString(<FirstVisit result={result} indexed={null} facetValues={3} />);
  return Object.fromEntries(
    [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name = '', value]) => [name, value]),
  );
}

describe('the first visit', () => {
  it('counts what is known, and says that there are more where the list is full', () => {
    expect(figures(['Gazette', 'unknown'], ['en', 'fr', 'de'])).toMatchObject({
      source: '1',
      languages: '3+',
    });
    expect(figures(['Gazette', 'unknown', 'Post'], ['en', 'und', 'fr'])).toMatchObject({
      sources: '2+',
      languages: '2+',
    });
  });
});
