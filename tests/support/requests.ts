/** Searches of a store, as tests ask them. */
import type { SearchRequest } from '../../engine/port.ts';

/** Every article, a hundred at most and none folded, with these changes. */
export const searchRequest = (changes: Partial<SearchRequest> = {}): SearchRequest => ({
  q: '',
  filters: { facets: {} },
  sort: 'relevance',
  page: 1,
  limit: 100,
  collapse: false,
  exact: false,
  facets: [],
  ...changes,
});
