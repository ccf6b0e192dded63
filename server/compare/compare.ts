/** The one comparison of two articles that the page shows: both, read from one build, and what their texts share. */
import type { Article, Build } from '../../engine/article.ts';
import type { ArticleReader } from '../../engine/port.ts';
import { Problem } from '../errors.ts';
import { steady } from '../steady.ts';
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
  const read = async (id: string) => {
    const found = await reader.article(id);
    if (!found) throw new Problem('not-found', `No article has the id «${id.slice(0, 80)}».`);
    return found;
  };
  // One after the other: a build that is live before the first and after the second is the build of both.
  const { first, second } = await steady(reader, async () => {
    const first = await read(ids[0]);
    return { build: first.build, first, second: await read(ids[1]) };
  });
  const texts = ({ title, paragraphs }: Article) => [title, ...paragraphs.map(({ text }) => text)];
  return {
    first: first.article,
    second: second.article,
    build: first.build,
    comparison: compare(texts(first.article), texts(second.article)),
  };
}
