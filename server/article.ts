/** The one reading of an article that both the API and the page call: it, its build and the story's copies. */
import type { Article, Build } from '../engine/article.ts';
import type { ArticleReader, ArticleSummary } from '../engine/port.ts';
import { Problem } from './errors.ts';
import { clip } from './query/clip.ts';
import { liveBuild } from './steady.ts';

/** Copies of one story that an article lists. */
const MAX_STORY_MEMBERS = 100;

export interface ArticleInStory {
  readonly article: Article;
  readonly build: Build;
  /** Articles that carry the same text, this one among them, in the order of the story. */
  readonly members: readonly ArticleSummary[];
}

/** That no article of the live build has this id. @throws StoreUnavailable, NoBuildYet */
export async function noSuchArticle(reader: ArticleReader, id: string): Promise<Problem> {
  const build = await liveBuild(reader);
  return new Problem('not-found', `No article has the id «${clip(id, 80)}».`, { build });
}

/** @throws Problem `not-found`, StoreUnavailable, NoBuildYet */
export async function readArticle(reader: ArticleReader, id: string): Promise<ArticleInStory> {
  const found = await reader.article(id);
  if (!found) throw await noSuchArticle(reader, id);
  return { ...found, members: await reader.story(found.article.storyId, MAX_STORY_MEMBERS) };
}
