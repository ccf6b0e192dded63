/** The one comparison of two articles that the page shows: both, read from one build, and what their texts share. */
import type { Article, Build } from '../../engine/article.ts';
import type { ArticleReader } from '../../engine/port.ts';
import { noSuchArticle } from '../article.ts';
import { type Comparison, compare } from './words.ts';

export interface ComparedArticles {
  readonly first: Article;
  readonly second: Article;
  readonly build: Build;
  readonly comparison: Comparison;
}

/** @throws Problem `not-found`, StoreUnavailable, NoBuildYet */
export async function compareArticles(
  reader: ArticleReader,
  ids: readonly [string, string],
): Promise<ComparedArticles> {
  const first = await reader.article(ids[0]);
  const second = await reader.article(ids[1]);
  if (!first || !second) throw await noSuchArticle(reader, first ? ids[1] : ids[0]);
  const texts = ({ title, paragraphs }: Article) => [title, ...paragraphs.map(({ text }) => text)];
  return {
    first: first.article,
    second: second.article,
    // Who asks for one build of it all looks again at its end: the second is not older than the first.
    build: first.build,
    comparison: compare(texts(first.article), texts(second.article)),
  };
}
