/** The `Link` header of a page of hits (RFC 8288). */

/**
 * Characters of the header: the clients of many programs take 16 KB of all headers together, else they fail. An address may have
 * 12,000, so of a long one there is no room for four.
 */
const MOST = 8_000;

/**
 * First, previous, next and last page, as far as there are any and they have room; the next always has, since who pages takes a
 * page without it for the last.
 * @param last the last page that can be reached; 0 when nothing was found
 */
export function pageLinks(page: number, last: number, address: (page: number) => string): string | undefined {
  if (last === 0) return undefined;
  const link = (rel: string, to: number) => `<${address(to)}>; rel="${rel}"`;
  const next = page < last ? [link('next', page + 1)] : [];
  const prev = page > 1 ? [link('prev', Math.min(page - 1, last))] : [];
  const whole = [link('first', 1), ...prev, ...next, link('last', last)];
  const fitting = [whole, [...prev, ...next]].find((links) => links.join(', ').length <= MOST) ?? next;
  return fitting.length === 0 ? undefined : fitting.join(', ');
}
