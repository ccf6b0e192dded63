/** Snippets and marked titles, made here from title and body: the engine's own cropping is slow and gives HTML. */
import { type MarkedText, markAll, markSpan } from './marked.ts';
import type { Matcher } from './matcher.ts';
import { chooseSpans } from './windows.ts';

export interface Excerpt {
  readonly title: MarkedText;
  /** One to three parts of the body, none for an empty body. */
  readonly snippets: readonly MarkedText[];
}

/** The title marked, and the parts of the body that show the query's words best (without words: its beginning). */
export function excerpt(
  article: { readonly title: string; readonly body: string },
  matcher: Matcher,
): Excerpt {
  const [inTitle = [], inBody = []] = matcher.find([article.title, article.body]);
  return {
    title: markAll(article.title, inTitle),
    snippets: chooseSpans(article.body, inBody).map((span) => markSpan(article.body, span, inBody)),
  };
}
