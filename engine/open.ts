/** Opens the store the configuration asks for: a server of the user's, or the engine we run ourselves. */
import type { Config } from '../config/schema.ts';
import { createCare } from './care.ts';
import { type Connection, connect, type Endpoint } from './connection.ts';
import { openEmbedded } from './embedded.ts';
import type { Logger } from './logger.ts';
import { indexNames } from './names.ts';
import { type Store, StoreRefused, StoreUnavailable } from './port.ts';
import { searchKey } from './search-key.ts';
import { createReader } from './searcher.ts';
import { createWriter } from './writer.ts';

/** For one call of the writing side: its largest is a payload of documents over a network that may be slow. */
const WRITE_DEADLINE_MS = 120_000;

/**
 * Opens the store. With MEILI_URL that server is used, and one that is away now is no reason to fail: each call says
 * so until it is there. Else the engine of DATA_DIR is started, joined or adopted.
 * @throws StoreError when no engine can be had, StoreRefused when the server does not accept our key
 */
export async function openStore(config: Config, log: Logger): Promise<Store> {
  const { MEILI_URL, MEILI_MASTER_KEY, MEILI_BIN, DATA_DIR } = config.env;
  if (MEILI_URL) {
    const where = { url: MEILI_URL, key: MEILI_MASTER_KEY };
    const version = await greet(
      connect({ where: () => where, deadlineMs: config.index.searchDeadlineMs }),
      log,
    );
    return assemble(config, log, {
      where: () => where,
      description: `Meilisearch ${version} at ${MEILI_URL}`,
      close: () => Promise.resolve(),
    });
  }
  const engine = await openEmbedded({ dataDir: DATA_DIR, bin: MEILI_BIN, log });
  return assemble(config, log, {
    where: () => ({ url: engine.url, key: engine.masterKey }),
    description: `embedded Meilisearch ${engine.version} at ${engine.url} (${engine.owned ? 'ours' : 'joined'})`,
    close: () => engine.close(),
  });
}

interface Opened {
  readonly where: () => Endpoint;
  readonly description: string;
  readonly close: () => Promise<void>;
}

function assemble(config: Config, log: Logger, { where, description, close }: Opened): Store {
  const { index } = config;
  const names = indexNames(index.index);
  const searching = searchingConnection(config, log, where);
  const managing = connect({ where, deadlineMs: WRITE_DEADLINE_MS });
  return {
    reader: createReader({ connection: searching, names, index }),
    writer: createWriter({ connection: managing, names, index, log }),
    care: createCare({ connection: managing, names, index }),
    description,
    close,
  };
}

/** Calls with the search-only key, which is fetched or made at the first of them. */
function searchingConnection({ index }: Config, log: Logger, where: () => Endpoint): Connection {
  const admin = connect({ where, deadlineMs: index.searchDeadlineMs });
  let key: Promise<string> | null = null;
  const forget = () => {
    key = null;
  };
  const keyFor = (master: string) => {
    if (key) return key;
    const asked = searchKey(admin, indexNames(index.index), master, log);
    key = asked;
    asked.catch(forget);
    return asked;
  };
  return connect({
    where: async () => {
      const { url, key: master } = where();
      return master === undefined ? { url } : { url, key: await keyFor(master) };
    },
    deadlineMs: index.searchDeadlineMs,
    onUnknownKey: forget,
  });
}

/**
 * Asks the server whether it is there and takes our key, and for its version where the key may know it.
 * A server that is away is only warned about: it may come later.
 * @throws StoreRefused when it does not take the key
 */
async function greet(connection: Connection, log: Logger): Promise<string> {
  try {
    await connection.call('looking for the engine', (client) => client.multiSearch({ queries: [] }));
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    log.warn(`${error.message}: going on until it answers`);
    return '(away)';
  }
  try {
    return await connection.call(
      'asking for the version',
      async (client) => (await client.getVersion()).pkgVersion,
    );
  } catch (error) {
    // A key that may search need not be allowed to know the version.
    if (error instanceof StoreRefused || error instanceof StoreUnavailable) return '(version unknown)';
    throw error;
  }
}
