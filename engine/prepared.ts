/** Articles as the lines that are sent: made where the article is, joined to payloads where they are sent. */
import { type Article, removedText } from './article.ts';
import { toLine } from './payload.ts';
import type { Prepared } from './port.ts';
import { toStored, withEntities, withNames } from './stored.ts';

/** @throws StoreRefused naming the article whose id the engine would not take */
export function prepare(article: Article): Prepared {
  const removed = removedText(article);
  return {
    id: article.id,
    article: toLine(toStored(article)),
    removed: removed && toLine(withNames(removed)),
  };
}

/** Keys of an article that may be told anew without the rest. */
export type ChangingKey =
  | 'storyId'
  | 'storySize'
  | 'copies'
  | 'storyRank'
  | 'storyRelation'
  | 'storyScore'
  | 'storyShared'
  | 'entity'
  | 'person'
  | 'org'
  | 'place'
  | 'entities';

/** Some keys of an article that was sent, as it is now, for both of its documents. */
export function prepareChange(article: Article, keys: readonly ChangingKey[]): Prepared {
  const told = Object.fromEntries(keys.map((key) => [key, article[key]]));
  const { entities, ...flat } = told;
  return {
    id: article.id,
    article: toLine({
      id: article.id,
      ...flat,
      ...(entities !== undefined && withEntities(article)),
    }),
    removed: article.removals.length > 0 ? toLine({ id: article.id, ...flat }) : null,
  };
}
