/** The log: one JSON object a line, in which no key ever stands, and no words of a search unless that is asked for. */
import type { Request } from 'express';
import pino, { type DestinationStream, type Level, type Logger } from 'pino';

/** Shorter ones stand everywhere by chance, and are no keys. */
const SHORTEST_SECRET = 8;
const HIDDEN = '(hidden)';

/**
 * @param level one of pino's, or `silent`
 * @param secrets keys that are blotted out wherever they would stand, whoever wrote them there
 */
export function createLogger(
  level: Level | 'silent',
  secrets: readonly (string | undefined)[],
  destination: DestinationStream,
): Logger {
  const hidden = secrets
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // As it is, as JSON writes it, and as an address does.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  return pino(
    {
      level,
      serializers: { err: toldError },
      hooks: {
        streamWrite: (line) => hidden.reduce((text, secret) => text.replaceAll(secret, HIDDEN), line),
      },
    },
    destination,
  );
}

/** An error as the log tells it. */
interface ToldError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ToldError;
}

/** Name, words, place and cause of an error: what else hangs on it may be a whole answer. */
function toldError(error: unknown): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name: type, message, stack, cause } = error;
  return { type, message, ...(stack && { stack }), ...(cause !== undefined && { cause: toldError(cause) }) };
}

/** Words that are looked for must be this long, lest every letter of a message goes. */
const SHORTEST_WORD = 3;

/**
 * An error without what the request said: an engine or a parser quotes it. What is left tells where and why.
 * @param request whose address may stand in the error
 */
export function withoutWords(error: unknown, request: Pick<Request, 'originalUrl'>): unknown {
  const words = wordsOf(request.originalUrl);
  if (words.length === 0) return error;
  const blotted = (text: string) => words.reduce((left, word) => left.replaceAll(word, '«…»'), text);
  const told = ({ message, stack, cause, ...rest }: ToldError): ToldError => ({
    ...rest,
    message: blotted(message),
    ...(stack !== undefined && { stack: blotted(stack) }),
    ...(cause && { cause: told(cause) }),
  });
  const { message, stack, type, cause } = told(toldError(error));
  return Object.assign(new Error(message, { cause: cause && asError(cause) }), { name: type, stack });
}

const asError = ({ type, message, stack, cause }: ToldError): Error =>
  Object.assign(new Error(message, { cause: cause && asError(cause) }), { name: type, stack });

/** Values of the query string, whole and word by word, longest first. */
function wordsOf(address: string): readonly string[] {
  const at = address.indexOf('?');
  const values = at < 0 ? [] : [...new URLSearchParams(address.slice(at + 1)).values()];
  const words = values.flatMap((value) => [value, ...value.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words)]
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((a, b) => b.length - a.length);
}
