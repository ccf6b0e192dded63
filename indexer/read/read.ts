/** Reading: bytes -> Drafts. What the rest of the indexer may use of this folder. */
export { MissingPath, ReadError } from './errors.ts';
export { idOf } from './id.ts';
export { readPage } from './page.ts';
