/** Reading: bytes -> Drafts. What the rest of the indexer may use of this folder. */
export { MissingPath, ReadError } from './errors.ts';
export { draftOf, type FoundPage, type Limits, pagesIn, readFile, type UnreadPage } from './file.ts';
export { canonicalUrl, idOf } from './id.ts';
export { type PageSource, readPage } from './page.ts';
export { sidecarPaths } from './sidecar.ts';
export { findFiles, type SourceFile, shownBelow } from './source-files.ts';
