/** Answers that take several calls of the store, and still rest on one build. */
import type { Build } from '../engine/article.ts';
import { type ArticleReader, NoBuildYet, StoreUnavailable } from '../engine/port.ts';

/** How often it is asked anew because another build went live meanwhile. */
const TRIES = 3;

/**
 * What `work` gives, asked for anew when its build is no longer live at its end.
 * @param needed whether an answer took more than one call
 * @throws StoreUnavailable when builds come faster than it ends, and whatever `work` throws
 */
export async function steady<T extends { readonly build: Pick<Build, 'id'> }>(
  reader: ArticleReader,
  work: () => Promise<T>,
  needed: (answer: T) => boolean = () => true,
): Promise<T> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await work();
    if (!needed(answer) || (await reader.build())?.id === answer.build.id) return answer;
  }
  throw new StoreUnavailable(`the index was replaced ${TRIES} times in a row while reading it`);
}

/** @throws NoBuildYet, StoreUnavailable */
export async function liveBuild(reader: ArticleReader): Promise<Build> {
  const build = await reader.build();
  if (!build) throw new NoBuildYet('nothing was indexed yet');
  return build;
}
