/** Every way to fail, once: its stable type URI, its status and its title (RFC 9457). */
import type { Build } from '../engine/article.ts';
import { BuildGone, NoBuildYet, OutdatedIndex, StoreUnavailable } from '../engine/port.ts';

const PROBLEMS = {
  'bad-parameter': {
    status: 400,
    title: 'A parameter is not valid',
    about:
      '`parameter` names it, `detail` says which value it has and what it must be. Nothing was searched.',
  },
  'bad-request': {
    status: 400,
    title: 'The request cannot be read',
    about: 'The address holds bytes that are no UTF-8, the Host header names no host, or this is no HTTP.',
  },
  'bad-body': {
    status: 400,
    title: 'The request body cannot be read',
    about: 'It is empty, no JSON or no UTF-8. Nothing of it was taken.',
  },
  'key-needed': {
    status: 401,
    title: 'This address needs the key of the operator',
    about:
      'Send `Authorization: Bearer` and the `ADMIN_KEY` of the server. Wrong keys are counted: ten a minute.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    about: 'No address, article or facet has this name. An article goes when its page is no longer indexed.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take this method',
    about: '`Allow` says which it takes. What is read is read with GET or HEAD.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    about: 'Its headers or its body took too long: send it again, over a connection of its own.',
  },
  'reindex-running': {
    status: 409,
    title: 'A reindex is running already',
    about: '`GET /api/reindex` tells how far it is: ask again when it has ended.',
  },
  'body-too-large': {
    status: 413,
    title: 'The request body is too large',
    about: 'Addresses that are read take no body; pages are taken in parts of 64 MB and 10,000.',
  },
  'address-too-long': {
    status: 414,
    title: 'The address is too long',
    about: 'Choose fewer values, or search for a story, day or name that holds them together.',
  },
  'unsupported-type': {
    status: 415,
    title: 'The request body is of a type that is not read here',
    about: 'Pages are taken as `application/json` or `application/x-ndjson`, in UTF-8.',
  },
  'nothing-accepted': {
    status: 422,
    title: 'No page was accepted',
    about: '`articles` tells the reason for each. Nothing is indexed.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    about:
      'Wait as long as `Retry-After` says. `RateLimit` and `RateLimit-Policy` tell beforehand what is left.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    about: 'A fault of the server; its log names the request by `instance`.',
  },
  'engine-away': {
    status: 503,
    title: 'The search engine is away',
    about: 'It does not answer in time, or restarts: ask again after `Retry-After`.',
  },
  'no-build-yet': {
    status: 503,
    title: 'Nothing was indexed yet',
    about: 'The first run of `npm run reindex` has not ended: ask again after `Retry-After`.',
  },
  'outdated-index': {
    status: 503,
    title: 'The index was built by another version',
    about: 'It lacks what this version searches by: `npm run reindex` on the pages builds it anew.',
  },
  'build-gone': {
    status: 503,
    title: 'The index was replaced while it was read',
    about:
      'An export rests on one build from its first article to its last, and that build was replaced more than once meanwhile. Start the export again.',
  },
  busy: {
    status: 503,
    title: 'Too many pages are being taken in at once',
    about: 'Other requests bring pages: send them again after `Retry-After`.',
  },
  'too-many-exports': {
    status: 503,
    title: 'Too many exports at once',
    about: 'Other exports are under way: ask again after `Retry-After`.',
  },
} as const;
export type ProblemName = keyof typeof PROBLEMS;
export const PROBLEM_NAMES = Object.keys(PROBLEMS) as readonly ProblemName[];

/** Media type of an error body. */
export const PROBLEM_TYPE = 'application/problem+json';

/** Seconds after which a client that got a 503 may ask again: an engine that died is back within about two. */
const RETRY_AFTER_SECONDS = 5;

/** What a problem may say beyond its name. */
export interface ProblemDetails {
  /** The parameter a 400 is about. */
  readonly parameter?: string;
  /** Methods a 405 allows. */
  readonly allow?: readonly string[];
  /** What else the body tells. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** The build that was looked into, where the failure rests on it. */
  readonly build?: Pick<Build, 'id' | 'rules'>;
  readonly cause?: unknown;
}

/** The headers that name a build. */
export const buildHeaders = ({ id, rules }: Pick<Build, 'id' | 'rules'>) => ({
  'broadsheet-build': id,
  'broadsheet-rules': rules,
});

/** A failure as a client sees it: `message` says what, which value and what to do next. */
export class Problem extends Error {
  override name = 'Problem';
  readonly problem: ProblemName;
  readonly details: ProblemDetails;

  constructor(problem: ProblemName, message: string, details: ProblemDetails = {}) {
    super(message, { cause: details.cause });
    this.problem = problem;
    this.details = details;
  }

  get status(): number {
    return PROBLEMS[this.problem].status;
  }

  get title(): string {
    return PROBLEMS[this.problem].title;
  }

  /** Response headers the status asks for. */
  get headers(): Readonly<Record<string, string>> {
    return {
      ...(this.status === 503 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
      ...(this.details.allow && { allow: this.details.allow.join(', ') }),
      ...(this.details.build && buildHeaders(this.details.build)),
    };
  }

  /** The body: `type title status detail`, with `parameter` for a bad parameter and `instance` for the log. */
  toBody(instance: string): Readonly<Record<string, unknown>> {
    return {
      type: problemType(this.problem),
      title: this.title,
      status: this.status,
      detail: this.message,
      instance,
      ...(this.details.parameter !== undefined && { parameter: this.details.parameter }),
      ...this.details.more,
    };
  }
}

/** What a problem means and what to do, for the reference. */
export const aboutProblem = (name: ProblemName) => PROBLEMS[name];

/** The stable URI of a problem; the reference at `/api` explains it under `#NAME`. */
export const problemType = (name: ProblemName): string => `urn:broadsheet:problem:${name}`;

/**
 * The problem a client sees for whatever was thrown. What we did not foresee is a 500 whose words say nothing of
 * the inside; the log has the rest.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NoBuildYet)
    return new Problem('no-build-yet', 'Nothing was indexed yet: run `npm run reindex`, then ask again.', {
      cause: error,
    });
  if (error instanceof OutdatedIndex)
    return new Problem(
      'outdated-index',
      'The index was built by another version of Broadsheet: run `npm run reindex` on your pages, then ask again.',
      { cause: error },
    );
  if (error instanceof BuildGone)
    return new Problem(
      'build-gone',
      'The index was replaced more than once while it was being read: start again to get all of one build.',
      { cause: error },
    );
  if (error instanceof StoreUnavailable)
    return new Problem('engine-away', 'The search engine does not answer at the moment: ask again shortly.', {
      cause: error,
    });
  if (isClientFault(error))
    return new Problem('bad-request', 'The address holds bytes that are no text: encode it as UTF-8.', {
      cause: error,
    });
  return new Problem(
    'internal-error',
    'An unforeseen error; the log of the server names it by this instance.',
    {
      cause: error,
    },
  );
}

/** Express marks what the client sent wrong (an address that cannot be decoded) with a 4xx status. */
function isClientFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
