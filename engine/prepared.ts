/** Articles as the lines that are sent: made where the article is, joined to payloads where they are sent. */
import { type Article, removedText } from './article.ts';
import { toLine } from './payload.ts';
import type { Prepared } from './port.ts';
import { namesToWrite, toSearched, toStored, withEntities } from './stored.ts';

/** @throws StoreRefused naming the article whose id the engine would not take */
export function prepare(article: Article): Prepared<string> {
  const removed = removedText(article);
  return {
    id: article.id,
    article: toLine(toStored(article)),
    removed: removed && toLine(toSearched(removed)),
  };
}

/** Keys of an article that tell its place among the stories, and may be told anew without the rest. */
export type PlaceKey =
  | 'storyId'
  | 'storySize'
  | 'copies'
  | 'storyRank'
  | 'storyRelation'
  | 'storyScore'
  | 'storyShared';

/** What is told anew of an article that was sent. */
export interface Change {
  readonly id: string;
  /** Whether something was stripped from it: then it has two documents. */
  readonly stripped: boolean;
  /** Its place, where that is another one. */
  readonly place?: Pick<Article, PlaceKey>;
  /** The article with the names of its entities, where these are others. */
  readonly named?: Article;
}

/** Some keys of an article that was sent, as it is now, for both of its documents. */
export function prepareChange({ id, stripped, place, named }: Change): Prepared<string> {
  const flat = { id, ...place, ...(named && namesToWrite(named)) };
  return {
    id,
    article: toLine({ ...flat, ...(named && withEntities(named)) }),
    removed: stripped ? toLine(flat) : null,
  };
}
