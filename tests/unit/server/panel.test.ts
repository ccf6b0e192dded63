/** Which values of a facet stand in sight. */
import { expect, it } from 'vitest';
import { listed } from '../../../server/ui/panel.ts';

const values = (names: readonly string[], chosen: readonly string[] = []) =>
  names.map((value) => ({ value, label: value, count: 1, selected: chosen.includes(value) }));
const shown = (facet: 'person' | 'source', names: readonly string[], chosen?: readonly string[]) => {
  const { first, more, rest } = listed(facet, values(names, chosen));
  return [first.map(({ value }) => value).join(' '), more.map(({ value }) => value).join(' '), rest];
};

it('the first, and chosen ones in their place', () => {
  expect(shown('person', ['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['a b c d', 'e f', 2]);
  expect(shown('person', ['a', 'b', 'c', 'd', 'e', 'f'], ['f'])).toEqual(['a b c d f', 'e', 1]);
});

it('articles that name nobody stand behind the names, whatever their number; a source that is not known does not', () => {
  expect(shown('person', ['unknown', 'a', 'b', 'c', 'd', 'e'])).toEqual(['a b c d unknown', 'e', 1]);
  expect(shown('source', ['unknown', 'a'])).toEqual(['unknown a', '', 0]);
});
