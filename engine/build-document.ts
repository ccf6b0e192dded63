/**
 * A build as the engine holds it. Its summary is one string: every answer reads the build twice, and the engine parses all
 * of a document it gives, which took it 0.9 ms each time with the summary of 5,000 pages, and takes 0.1 so.
 */
import type { StoredBuild } from './article.ts';
import { toJson } from './payload.ts';

export interface BuildDocument extends Omit<StoredBuild, 'summary'> {
  /** As JSON; builds of older versions hold it as an object, or none. */
  readonly summary?: string | StoredBuild['summary'];
  /** The version of the index it is of, which builds before the first one do not tell. */
  readonly format?: string;
}

/** A build as it is read, with the version of its index. */
export type FormattedBuild = StoredBuild & { readonly format?: string };

export const toBuildDocument = (build: StoredBuild, format: string): BuildDocument => ({
  ...build,
  summary: toJson(build.summary),
  format,
});

/** A build that any version wrote. */
export const fromBuildDocument = ({ summary = {}, ...build }: BuildDocument): FormattedBuild => ({
  ...build,
  summary: typeof summary === 'string' ? (JSON.parse(summary) as StoredBuild['summary']) : summary,
});
