/** The one comparison of two articles that the page shows: both, read from one build, and what their texts share. */
import type { Article, Build } from '../../engine/article.ts';
import type { ArticleReader } from '../../engine/port.ts';
import { Problem } from '../errors.ts';
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
  const [first, second] = await Promise.all(ids.map((id) => reader.article(id)));
  if (!first || !second) {
    const missing = first ? ids[1] : ids[0];
    throw new Problem('not-found', `No article has the id «${missing.slice(0, 80)}».`);
  }
  const texts = ({ title, paragraphs }: Article) => [title, ...paragraphs.map(({ text }) => text)];
  return {
    first: first.article,
    second: second.article,
    build: second.build,
    comparison: compare(texts(first.article), texts(second.article)),
  };
}
