/** Pages too big for one DOM: the text of all of it, in slices. */

/** Characters of HTML a DOM is built of at once. Articles have under one million; each takes some 40 times its size. */
const SLICE = 4_000_000;
/** How far before the end of a slice the end of a block is looked for. */
const REACH = 200_000;

const BLOCK_END =
  /<\/(?:p|div|li|tr|table|ul|ol|h[1-6]|section|article|blockquote|pre|figure)\s*>|<br\s*\/?>/gi;

/**
 * Cuts the HTML of a page behind the end of a block, once what is never text (scripts, styles, comments, pictures
 * in `data:` addresses) is out: most big pages are small then. Elements around a cut are lost, the text is not.
 */
export function slicesOf(html: string): string[] {
  if (html.length <= SLICE) return [html];
  const bare = withoutUnseen(html);
  const slices: string[] = [];
  for (let start = 0; start < bare.length; ) {
    const end = start + SLICE >= bare.length ? bare.length : cutBefore(bare, start + SLICE);
    slices.push(bare.slice(start, end));
    start = end;
  }
  return slices;
}

function cutBefore(html: string, end: number): number {
  const from = end - REACH;
  let cut = -1;
  for (const match of html.slice(from, end).matchAll(BLOCK_END)) cut = from + match.index + match[0].length;
  if (cut > 0) return cut;
  const space = html.lastIndexOf(' ', end);
  return space > from ? space : end;
}

/** Begins and ends of what is never text. JSON-LD is no text either, but states facts: it stays. */
const UNSEEN = /<(\/?)(script|style|svg|template|noscript)\b(?![^>]{0,100}ld\+json)|<!--|-->/gi;

/** One pass, so it is linear whatever is left open; what is never closed stays. */
function withoutUnseen(html: string): string {
  const kept: string[] = [];
  let at = 0;
  let open: { readonly name: string; readonly index: number } | undefined;
  for (const { 0: found, 1: slash, 2: element, index } of html.matchAll(UNSEEN)) {
    const name = element?.toLowerCase() ?? '--';
    const ends = found === '-->' || slash === '/';
    if (!open && !ends) open = { name, index };
    if (!open || !ends || open.name !== name) continue;
    kept.push(html.slice(at, open.index));
    at = found === '-->' ? index + found.length : html.indexOf('>', index) + 1;
    open = undefined;
    if (at === 0) return kept.join(' ');
  }
  kept.push(html.slice(at));
  return withoutData(kept.join(' '));
}

/** Without the contents of quoted `data:` addresses. No expression: they may be longer than one can match. */
const withoutData = (html: string): string =>
  html
    .split('"data:')
    .map((part, i) => (i === 0 ? part : `"${part.slice(Math.max(0, part.indexOf('"')))}`))
    .join('');
