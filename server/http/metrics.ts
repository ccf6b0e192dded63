/** Counts and times in Prometheus' words, one registry an application. */
import type { ServerResponse } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { ArticleReader } from '../../engine/port.ts';
import { toProblem } from '../errors.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface Metrics {
  readonly registry: Registry;
  /** Stands before all routes: counts a request and its time under the name its route has for it, never under its address. */
  readonly all: RequestHandler;
  /** Names the route. */
  readonly count: (route: string) => RequestHandler;
  /** Counts a request that just came, and its time, once it is answered. @param route where no route took it: undefined */
  readonly watch: (response: ServerResponse, route: () => string | undefined) => void;
  /** Counts an answer by where it came from: the client had it, or it was kept, or it was made anew. */
  readonly answered: (from: 'client' | 'memory' | 'store') => void;
  /** Counts a reindex of this server that ended. */
  readonly reindexed: (run: { readonly mode: string; readonly outcome: string }) => void;
  /** Counts what is refused or fails by its problem, and passes it on. */
  readonly failed: ErrorRequestHandler;
  /** The same reader, its calls timed. */
  readonly timed: (reader: ArticleReader) => ArticleReader;
}

/** The name of the route that took a request, if any did. */
export function routeOf({ locals }: Response): string | undefined {
  return typeof locals.route === 'string' ? locals.route : undefined;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'broadsheet_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'status'],
    registers: [registry],
  });
  const times = new Histogram({
    name: 'broadsheet_request_seconds',
    help: 'Seconds from request to answer, by route.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers: [registry],
  });
  const engine = new Histogram({
    name: 'broadsheet_engine_seconds',
    help: 'Seconds a call of the search engine took, by call and outcome.',
    labelNames: ['call', 'outcome'],
    buckets: SECONDS,
    registers: [registry],
  });

  const answers = new Counter({
    name: 'broadsheet_answers_total',
    help: 'Answers from an index: the client had it already, it was kept from before, or the store was asked.',
    labelNames: ['from'],
    registers: [registry],
  });
  const problems = new Counter({
    name: 'broadsheet_problems_total',
    help: 'Requests that were refused or failed, by the problem they were answered with.',
    labelNames: ['problem'],
    registers: [registry],
  });

  const runs = new Counter({
    name: 'broadsheet_reindex_runs_total',
    help: 'Runs this server started (POST /api/reindex, pages that were handed in), by mode and outcome.',
    labelNames: ['mode', 'outcome'],
    registers: [registry],
  });

  const timed = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    const stop = engine.startTimer({ call });
    try {
      const answer = await work();
      stop({ outcome: 'ok' });
      return answer;
    } catch (error) {
      stop({ outcome: error instanceof Error ? error.name : 'error' });
      throw error;
    }
  };

  const watch: Metrics['watch'] = (response, named) => {
    const started = performance.now();
    response.once('close', () => {
      const route = named();
      if (route !== undefined) times.observe({ route }, (performance.now() - started) / 1000);
      requests.inc({ route: route ?? 'none', status: response.statusCode });
    });
  };

  return {
    registry,
    all: (_request, response, next) => {
      watch(response, () => routeOf(response));
      next();
    },
    reindexed: ({ mode, outcome }) => runs.inc({ mode, outcome }),
    failed: (error: unknown, _request, _response, next) => {
      problems.inc({ problem: toProblem(error).problem });
      next(error);
    },
    count: (route) => (_request, response, next) => {
      response.locals.route = route;
      next();
    },
    watch,
    answered: (from) => answers.inc({ from }),
    timed: (reader) => ({
      search: (request) => timed('search', () => reader.search(request)),
      facetCounts: (request) => timed('facetCounts', () => reader.facetCounts(request)),
      facetsOfEach: (request, most) => timed('facetsOfEach', () => reader.facetsOfEach(request, most)),
      all: (request) => timed('all', () => reader.all(request)),
      judge: (id, requests) => timed('judge', () => reader.judge(id, requests)),
      article: (id) => timed('article', () => reader.article(id)),
      story: (id, limit) => timed('story', () => reader.story(id, limit)),
      facetValues: (name, q, request) => timed('facetValues', () => reader.facetValues(name, q, request)),
      entityCalled: (name, facet) => timed('entityCalled', () => reader.entityCalled(name, facet)),
      counts: (requests) => timed('counts', () => reader.counts(requests)),
      build: () => timed('build', () => reader.build()),
      storedBuild: () => timed('storedBuild', () => reader.storedBuild()),
    }),
  };
}
