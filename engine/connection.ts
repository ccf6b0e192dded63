/** The one way to the engine: every call has a deadline, and every failure becomes an error of the port. */
import {
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
} from 'meilisearch';
import { createHttp, type EngineHttp, Late } from './http.ts';
import type { Payload } from './payload.ts';
import { NoBuildYet, StoreError, StoreRefused, StoreUnavailable } from './port.ts';

/** Where the engine is now and with which key; asked anew for every call, so that a moved engine is followed. */
export interface Endpoint {
  readonly url: string;
  readonly key?: string | undefined;
}

export interface ConnectionOptions {
  readonly where: () => Endpoint | Promise<Endpoint>;
  readonly deadlineMs: number;
  /** Told when the engine does not know the key (its data was replaced); the call is then tried once more. */
  readonly onUnknownKey?: () => void;
}

export interface Connection {
  /**
   * @param what the call in words, for the error: `search`
   * @throws StoreUnavailable, StoreRefused, NoBuildYet
   */
  call<T>(what: string, work: (client: Meilisearch) => Promise<T>): Promise<T>;
  /**
   * What the engine answers to JSON that is sent to a path. For searches: the client of Meilisearch takes as much processor time
   * around a call as the call itself.
   * @throws as `call`
   */
  post(what: string, path: string, body: unknown): Promise<unknown>;
  /**
   * Sends documents to a path, which makes a task of them. For payloads that are not in memory: the client of Meilisearch sends
   * nothing but strings.
   * @throws as `call`
   */
  upload(
    what: string,
    method: 'POST' | 'PUT',
    path: string,
    payload: Payload,
  ): Promise<{ readonly taskUid: number }>;
}

export function connect(options: ConnectionOptions): Connection {
  const { deadlineMs } = options;
  const http = createHttp();
  let latest: { endpoint: Endpoint; client: Meilisearch } | null = null;
  const clientAt = (endpoint: Endpoint): Meilisearch => {
    if (latest?.endpoint.url !== endpoint.url || latest.endpoint.key !== endpoint.key)
      latest = { endpoint, client: newClient(endpoint, deadlineMs, http.client) };
    return latest.client;
  };
  const calling = async <T>(
    { url, key }: Endpoint,
    what: string,
    work: (client: Meilisearch) => Promise<T>,
  ): Promise<T> => {
    try {
      return await work(clientAt({ url, key }));
    } catch (cause) {
      // Whatever our way of asking throws comes wrapped; anything else is a fault of ours and stays as it is.
      if (!(cause instanceof MeilisearchRequestError)) throw cause;
      throw inOurWords(cause.cause, cause, `${what} at ${url}`, deadlineMs);
    }
  };
  const asking = async (
    { url, key }: Endpoint,
    what: string,
    path: string,
    ask: (to: URL, key: string | undefined) => Promise<unknown>,
  ) => {
    const to = new URL(path, url.endsWith('/') ? url : `${url}/`);
    try {
      return await ask(to, key);
    } catch (cause) {
      throw inOurWords(cause, cause, `${what} at ${url}`, deadlineMs);
    }
  };
  const withKnownKey = async <T>(ask: (endpoint: Endpoint) => Promise<T>): Promise<T> => {
    try {
      return await ask(await options.where());
    } catch (error) {
      if (!options.onUnknownKey || !isUnknownKey(error)) throw error;
      options.onUnknownKey();
      return ask(await options.where());
    }
  };
  return {
    call: (what, work) => withKnownKey((endpoint) => calling(endpoint, what, work)),
    post: (what, path, body) =>
      withKnownKey((endpoint) =>
        asking(endpoint, what, path, (to, key) => http.post(to, key, body, deadlineMs)),
      ),
    upload: async (what, method, path, payload) =>
      (await withKnownKey((endpoint) =>
        asking(endpoint, what, path, (to, key) => http.upload({ to, method, key, payload }, deadlineMs)),
      )) as { taskUid: number },
  };
}

const newClient = (
  { url, key }: Endpoint,
  deadlineMs: number,
  httpClient: EngineHttp['client'],
): Meilisearch =>
  new Meilisearch({
    host: url,
    ...(key === undefined ? {} : { apiKey: key }),
    timeout: deadlineMs,
    // A compressed answer takes the engine some 40 ms longer, and is not read by our client.
    requestInit: { headers: { 'accept-encoding': 'identity' } },
    httpClient,
  });

const isUnknownKey = (error: unknown): boolean => saysCode(error, 'invalid_api_key');

/** Whether the engine refused to search the values of an attribute that it knows nothing of. */
export const isUnknownFacet = (error: unknown): boolean => saysCode(error, 'invalid_facet_search_facet_name');

const saysCode = (error: unknown, code: string): boolean =>
  error instanceof StoreRefused &&
  error.cause instanceof MeilisearchApiError &&
  error.cause.cause?.code === code;

/** An engine's or network's failure as an error of the port. `cause` is what it came as. */
function inOurWords(fault: unknown, cause: unknown, what: string, deadlineMs: number): Error {
  if (fault instanceof MeilisearchApiError) return answerInOurWords(fault, what);
  if (fault instanceof StoreError) return fault;
  if (fault instanceof SyntaxError)
    return new StoreUnavailable(`${what}: the answer is not one of Meilisearch's: is MEILI_URL right?`, {
      cause,
    });
  const late = fault instanceof Late || fault instanceof MeilisearchRequestTimeOutError;
  const why = late ? `no answer within ${deadlineMs} ms` : networkFault(fault);
  return new StoreUnavailable(`the engine is away: ${what}: ${why}`, { cause });
}

function answerInOurWords(cause: MeilisearchApiError, what: string): Error {
  const { status } = cause.response;
  const said = `${what}: the engine says ${status}: ${cause.message}`;
  if (cause.cause?.code === 'index_not_found')
    return new NoBuildYet(`nothing was indexed yet: run \`npm run reindex\` (${said})`, { cause });
  if (status >= 500 || status === 408 || status === 429) return new StoreUnavailable(said, { cause });
  if (status === 401 || status === 403)
    return new StoreRefused(`${said} Does MEILI_MASTER_KEY belong to this server?`, { cause });
  return new StoreRefused(said, { cause });
}

/** Of a name with several addresses each may fail in its own way: the first says enough. */
function networkFault(fault: unknown): string {
  const first: unknown = fault instanceof AggregateError ? fault.errors[0] : fault;
  return first instanceof Error ? first.message : String(first);
}
