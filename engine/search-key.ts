/** The key of the reading side: it may search the indexes of one corpus and nothing else. */
import { createHash } from 'node:crypto';
import type { Connection } from './connection.ts';
import type { Logger } from './logger.ts';
import type { IndexNames } from './names.ts';
import { StoreRefused } from './port.ts';

/**
 * The search-only key for these indexes, the previous ones and those in the making too: what was live when a long reading
 * began may have moved there. Made at the first time. Its uid follows from what it may do, so that every
 * process asks for the same one.
 *
 * A server that lets our key manage no keys (it is no admin key, or the server has no master key) leaves only the
 * given key to search with: that is said in the log.
 */
export async function searchKey(
  admin: Connection,
  names: IndexNames,
  given: string,
  log: Logger,
): Promise<string> {
  const indexes = [names.live, names.previous, names.staging].flatMap((set) => Object.values(set));
  const allowed = { actions: ['search' as const], indexes };
  const uid = uuidOf(JSON.stringify(allowed));
  const read = () => admin.call('reading the search key', async (client) => (await client.getKey(uid)).key);
  const make = () =>
    admin.call('making the search key', async (client) => {
      const name = `Broadsheet search ${names.live.articles}`;
      return (await client.createKey({ uid, name, ...allowed, expiresAt: null })).key;
    });
  try {
    return await read();
  } catch (unreadable) {
    if (!(unreadable instanceof StoreRefused)) throw unreadable;
    try {
      return await make();
    } catch (refused) {
      if (!(refused instanceof StoreRefused)) throw refused;
      if (/already exists/.test(refused.message)) return read();
      log.warn(
        `searching with the configured key itself, which may allow more than searching: ${refused.message}`,
      );
      return given;
    }
  }
}

/** A UUID (v4 by its form, as the engine wants it) that is the same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(`broadsheet search key\n${text}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
