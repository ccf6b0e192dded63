/** The guard before the swap: an index must not shrink unseen because a scraper broke. */
import type { Build } from '../../engine/article.ts';
import { grouped } from './progress.ts';

/** The guard refused the new build; the live index was not touched. */
export class GuardRefused extends Error {
  override name = 'GuardRefused';
}

/** There is no article in what was read, and no live index to protect. */
export class NothingToIndex extends Error {
  override name = 'NothingToIndex';
}

/**
 * Lets a build pass that is not empty and not smaller than the live one by more than `maxDropPercent`.
 * @throws GuardRefused or NothingToIndex, with the numbers and what to do
 */
export function guardSize(articles: number, live: Build | null, maxDropPercent: number, paths: string): void {
  if (articles === 0) {
    const what = `no article in ${paths}`;
    if (!live) throw new NothingToIndex(`${what}: check the path, and the report for what was refused`);
    throw new GuardRefused(
      `${what}; the live index keeps its ${grouped(live.articles)} articles: check the path`,
    );
  }
  if (!live || articles >= live.articles) return;
  const drop = (100 * (live.articles - articles)) / live.articles;
  if (drop <= maxDropPercent) return;
  throw new GuardRefused(
    `the new build has ${grouped(articles)} articles, ${drop.toFixed(1)} % fewer than the ${grouped(live.articles)} that are live; ` +
      `more than ${maxDropPercent} % is refused. If that is meant, run again with --max-drop ${Math.ceil(drop)}`,
  );
}
