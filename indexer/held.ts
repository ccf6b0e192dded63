/** The build that an incremental run had better change than make anew. */
import type { Build } from '../engine/article.ts';
import { type DocumentKeys, readKeys, shareThatDiffers } from './load/documents.ts';
import type { Spools } from './load/spools.ts';

/** Of more documents that differ than this share a new index is made sooner than an old one changed. */
const MOST_CHANGED = 0.3;

/** The build before the live one and what it holds, where an incremental run had better start from that. */
export async function heldByPrevious(
  spools: Spools,
  live: Build,
  version: string,
): Promise<{ readonly build: string; readonly documents: DocumentKeys } | null> {
  const now = await readKeys(spools.documents(live.id), version);
  if (!now) return null;
  for (const build of await spools.builds()) {
    const documents = build === live.id ? null : await readKeys(spools.documents(build), version);
    if (!documents) continue;
    if (shareThatDiffers(documents, now) > MOST_CHANGED) return null;
    addAnew(documents, now);
    return { build, documents };
  }
  return null;
}

/** What is not in the live build is sent whole if it comes again: its document would tell that it had been there all along. */
function addAnew(documents: DocumentKeys, live: DocumentKeys): void {
  for (const [id, { stripped }] of documents) if (!live.has(id)) documents.set(id, { key: '', stripped });
}

/** Its articles as the store is told of them. */
export function* heldArticles(documents: DocumentKeys): Generator<{ id: string; stripped: boolean }> {
  for (const [id, { stripped }] of documents) yield { id, stripped };
}
