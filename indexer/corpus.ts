/** Which files a run reads: those that were handed in, and those under the paths it was given. */
import { existsSync } from 'node:fs';
import { ingestedIn } from '../config/places.ts';
import { findFiles, type SourceFile, shownBelow } from './read/read.ts';

/** Before the name of the folder of pages that were handed in, so that it is no folder of the user's. */
const OURS = '@';

/**
 * Pages that were handed in come first: of two pages with one address the first is kept, and those were sent to be it.
 * @throws MissingPath
 */
export async function* corpusFiles(paths: readonly string[], dataDir: string): AsyncIterable<SourceFile> {
  const ingested = ingestedIn(dataDir);
  if (existsSync(ingested))
    for await (const { file, path } of findFiles([ingested])) yield { file, path: OURS + path };
  yield* findFiles(paths, [dataDir]);
}

/**
 * A file as a run of these paths shows it, where it would read it: so a page has the id it has in the index.
 * @param paths those of the last run
 */
export async function asInCorpus(
  paths: readonly string[],
  dataDir: string,
): Promise<(file: SourceFile) => SourceFile> {
  const [ingested, given] = await Promise.all([shownBelow([ingestedIn(dataDir)]), shownBelow(paths)]);
  return ({ file, path }) => {
    const ours = ingested(file);
    return { file, path: ours === undefined ? (given(file) ?? path) : OURS + ours };
  };
}

/** How the reports show a file of the folder of pages that were handed in. */
export const shownIngested = (within: string): string => `${OURS}ingested/${within}`;
