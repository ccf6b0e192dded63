/** The one reading of the live build that both the API and the page call: what its run read, removed and found. */
import type { Build } from '../engine/article.ts';
import { type ArticleReader, NoBuildYet } from '../engine/port.ts';
import { type KnownSummary, readSummary } from '../engine/summary.ts';

export interface BuildReport {
  readonly build: Build;
  /** Of a build that an older version wrote some of it is not known. */
  readonly summary: KnownSummary;
}

/** @throws StoreUnavailable, NoBuildYet */
export async function readBuild(reader: ArticleReader): Promise<BuildReport> {
  const stored = await reader.storedBuild();
  if (!stored) throw new NoBuildYet('nothing was indexed yet');
  const { summary, ...build } = stored;
  return { build, summary: readSummary(summary) };
}
