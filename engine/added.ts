/** When each article first came into the index. A build is made anew each time, so the live one is asked. */
import type { Connection } from './connection.ts';
import { bytesOf, copyLine } from './payload.ts';
import { type Line, NoBuildYet } from './port.ts';
import { patiently } from './tasks.ts';

/** Articles the engine is asked for at once: some tenths of a second while it is indexing. */
const CHUNK = 2_000;
/** Bytes a document begins with, in the place of which it gets a key. */
const BRACE = 1;

interface Remembered {
  readonly id: string;
  /** Unix milliseconds; builds of older versions do not tell. */
  readonly addedAt?: number;
}

/**
 * Gives Unix milliseconds for each of these articles that the live index holds.
 * @param since what stands for an article that does not tell: when the live build was made
 * @throws StoreUnavailable, StoreRefused
 */
export async function addedBefore(
  connection: Connection,
  index: string,
  ids: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const added = new Map<string, number>();
  for (let at = 0; at < ids.length; at += CHUNK)
    for (const { id, addedAt } of await remembered(connection, index, ids.slice(at, at + CHUNK)))
      added.set(id, addedAt ?? since);
  return added;
}

/** A document's line of NDJSON with the time its article was added at. */
export function withAddedAt(line: Line, at: number): Line {
  const added = Buffer.from(`{"addedAt":${at},`);
  return {
    bytes: added.length + bytesOf(line) - BRACE,
    copyTo(into, at) {
      copyLine(line, into, at + added.length - BRACE);
      into.set(added, at);
    },
  };
}

async function remembered(
  connection: Connection,
  index: string,
  ids: readonly string[],
): Promise<readonly Remembered[]> {
  try {
    return await patiently(() =>
      connection.call(`asking ${index} since when it has articles`, async (client) => {
        const { results } = await client.httpRequest.post<{ results: Remembered[] }>({
          path: `indexes/${index}/documents/fetch`,
          body: { ids, fields: ['id', 'addedAt'], limit: ids.length },
        });
        return results;
      }),
    );
  } catch (error) {
    if (error instanceof NoBuildYet) return [];
    throw error;
  }
}
