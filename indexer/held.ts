/** The build that an incremental run had better change than make anew. */
import type { Build } from '../engine/article.ts';
import { Ids } from '../engine/ids.ts';
import { type DocumentKeys, readKeys } from './load/documents.ts';
import type { Spools } from './load/spools.ts';

/** Of more documents that differ than this share a new index is made sooner than an old one changed. */
const MOST_CHANGED = 0.3;

/** The build before the live one and what it holds, where an incremental run had better start from that. */
export async function heldByPrevious(
  spools: Spools,
  live: Build,
  version: string,
): Promise<{ readonly build: string; readonly documents: DocumentKeys } | null> {
  const ids = new Ids();
  const now = await readKeys(spools.documents(live.id), version, ids);
  if (!now) return null;
  for (const build of await spools.builds()) {
    const documents = build === live.id ? null : await readKeys(spools.documents(build), version, ids);
    if (!documents) continue;
    if (documents.shareThatDiffers(now) > MOST_CHANGED) return null;
    // What is not in the live build is sent whole if it comes again: its document would tell that it had been there all along.
    documents.emptyAllBut(now);
    return { build, documents };
  }
  return null;
}
