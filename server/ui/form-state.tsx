/** @jsxImportSource preact */
/** What a form sends along beside its own fields, so that a search keeps its filters. */
import { changed, onAnyDay, toParams } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';

/** For the search box: everything but the words and the page, and the days unless their own fields stand beside it. */
export const FormState = ({
  query,
  days,
}: {
  readonly query: SearchQuery;
  readonly days: 'here' | 'beside';
}) => <HiddenFields query={changed(days === 'here' ? query : onAnyDay(query), { q: '' })} form="search" />;

/** A whole search as hidden fields of the form around them, or of the one with this id. */
export function HiddenFields({ query, form }: { readonly query: SearchQuery; readonly form?: string }) {
  return (
    <>
      {[...toParams(query)].map(([name, value]) => (
        <input type="hidden" {...(form !== undefined && { form })} name={name} value={value} />
      ))}
    </>
  );
}
