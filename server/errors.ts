/** Every way to fail, once: its stable type URI, its status and its title (RFC 9457). */
import { NoBuildYet, StoreUnavailable } from '../engine/port.ts';

const PROBLEMS = {
  'bad-parameter': { status: 400, title: 'A parameter is not valid' },
  'bad-request': { status: 400, title: 'The request cannot be read' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'address-too-long': { status: 414, title: 'The address is too long' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'engine-away': { status: 503, title: 'The search engine is away' },
  'no-build-yet': { status: 503, title: 'Nothing was indexed yet' },
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
  readonly cause?: unknown;
}

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
    };
  }

  /** The body: `type title status detail`, with `parameter` for a bad parameter and `instance` for the log. */
  toBody(instance: string): Readonly<Record<string, string | number>> {
    return {
      type: problemType(this.problem),
      title: this.title,
      status: this.status,
      detail: this.message,
      instance,
      ...(this.details.parameter !== undefined && { parameter: this.details.parameter }),
    };
  }
}

/** The stable URI of a problem. */
const problemType = (name: ProblemName): string => `urn:broadsheet:problem:${name}`;

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
