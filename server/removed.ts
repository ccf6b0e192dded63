/** Removed texts as a search shows them. */
import type { ArticleSummary } from '../engine/port.ts';
import type { SearchQuery } from './query/parse.ts';

const BLANK_LINE = '\n\n';

/** A removed text whose chosen kinds and rules stand first: where no words are searched, its beginning is shown. */
export function chosenFirst({ body, pieces = [] }: ArticleSummary, { facets }: SearchQuery): string {
  const { kind, rule } = facets;
  if (kind.length === 0 && rule.length === 0) return body;
  const chosen: string[] = [];
  const others: string[] = [];
  let at = 0;
  for (const piece of pieces) {
    const text = body.slice(at, at + piece.length);
    at += piece.length + BLANK_LINE.length;
    const isChosen =
      (kind.length === 0 || kind.includes(piece.kind)) && (rule.length === 0 || rule.includes(piece.rule));
    (isChosen ? chosen : others).push(text);
  }
  return [...chosen, ...others].join(BLANK_LINE);
}
