/** @jsxImportSource preact */
/** A failure as a reader sees it: what happened, and what to do next. */
import type { Problem } from '../errors.ts';
import type { SearchQuery } from '../query/parse.ts';
import { FormState } from './form-state.tsx';

interface ProblemPageProps {
  /** The search that failed, where it could be read: the box keeps its filters. */
  readonly query: SearchQuery | null;
  readonly problem: Problem;
  /** Path and query of the request: what `Try again` leads to. */
  readonly address: string;
  readonly instance: string;
}

export function ProblemPage({ problem, query, address, instance }: ProblemPageProps) {
  const again = problem.headers['retry-after'];
  return (
    <main id="main" class="problem" data-live data-retry={again} tabIndex={-1}>
      {query && <FormState query={query} days="here" />}
      <p class="problem-status">{problem.status}</p>
      <h1 data-announce={problem.title}>{problem.title}</h1>
      <p dir="auto">{problem.message}</p>
      {problem.problem === 'no-build-yet' && (
        <pre>
          <code>npm run reindex -- path/to/pages</code>
        </pre>
      )}
      <p class="problem-ways">
        {problem.status >= 500 && (
          <a class="button" href={address}>
            Try again
          </a>
        )}
        {problem.details.parameter !== undefined && (
          <a class="button" href={without(address, problem.details.parameter)}>
            Search without it
          </a>
        )}
        <a href="/">Start page</a>
      </p>
      {again !== undefined && <p class="note" role="status" data-retrying />}
      {problem.status >= 500 && (
        <p class="note">
          Request <code>{instance}</code>
        </p>
      )}
    </main>
  );
}

function without(address: string, parameter: string): string {
  const [path = '/', query = ''] = address.split('?', 2);
  const params = new URLSearchParams(query);
  params.delete(parameter);
  return params.size === 0 ? path : `${path}?${params}`;
}
