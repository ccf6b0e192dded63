/** The application over the shared test engine, without a port and without log lines. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { Config } from '../../config/schema.ts';
import type { Article } from '../../engine/article.ts';
import type { Store } from '../../engine/port.ts';
import { createApp } from '../../server/app.ts';
import { openTestStore, publishArticles } from './engine.ts';

export interface TestApp {
  readonly app: RequestListener;
  readonly store: Store;
}

/** The application on an index of these articles; without articles nothing is indexed. `await store.close()` after. */
export async function openTestApp(config: Config, articles?: readonly Article[]): Promise<TestApp> {
  const store = await openTestStore(config);
  if (articles) await publishArticles(store, articles);
  return { app: createApp({ reader: store.reader, config, log: pino({ level: 'silent' }) }), store };
}

export interface Served {
  readonly url: string;
  readonly server: Server;
  close(): Promise<void>;
}

/** Serves an application on a free port of loopback, for a browser. */
export async function serve(app: RequestListener): Promise<Served> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
