/** Snippets and marked titles, made here from title and body: the engine's own cropping is slow and gives HTML. */
import { type MarkedText, markAll, markSpan } from './marked.ts';
import type { Match, Matcher } from './matcher.ts';
import { chooseSpans } from './windows.ts';

export interface Excerpt {
  readonly title: MarkedText;
  /** One to three parts of the body, none for an empty body. */
  readonly snippets: readonly MarkedText[];
  /** Words of the article that only resemble the word of the query they answer. */
  readonly typos: readonly { readonly word: string; readonly found: string }[];
}

/** The title marked, and the parts of the body that show the query's words best (without words: its beginning). */
export function excerpt(
  { title, body }: { readonly title: string; readonly body: string },
  matcher: Matcher,
): Excerpt {
  const [inTitle = [], inBody = []] = matcher.find([title, body]);
  return {
    title: markAll(title, inTitle),
    snippets: chooseSpans(body, inBody).map((span) => markSpan(body, span, inBody)),
    typos: [...typosIn(title, inTitle, matcher), ...typosIn(body, inBody, matcher)],
  };
}

const typosIn = (text: string, matches: readonly Match[], { terms }: Matcher) =>
  matches.flatMap(({ start, end, term, typo }) =>
    typo ? [{ word: String(terms[term]?.folded), found: text.slice(start, end) }] : [],
  );
