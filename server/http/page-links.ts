/** The `Link` header of a page of hits (RFC 8288). */

/**
 * First, previous, next and last page, as far as there are any.
 * @param last the last page that can be reached; 0 when nothing was found
 */
export function pageLinks(page: number, last: number, address: (page: number) => string): string | undefined {
  if (last === 0) return undefined;
  const links = [
    ['first', 1],
    ...(page > 1 ? [['prev', Math.min(page - 1, last)]] : []),
    ...(page < last ? [['next', page + 1]] : []),
    ['last', last],
  ] as const;
  return links.map(([rel, to]) => `<${address(Number(to))}>; rel="${rel}"`).join(', ');
}
