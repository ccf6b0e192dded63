/** The operator's addresses. They are there only where `ADMIN_KEY` is set; each asks for it. */
import { type Request, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { Problem } from '../errors.ts';
import { clientOf } from '../http/client.ts';
import { noBody, requestLimit } from '../http/limits.ts';
import { type LiveBuild, namedLive } from '../http/live-build.ts';
import { refuseOthers } from '../http/methods.ts';
import type { Metrics } from '../http/metrics.ts';
import { queryOf, requestId } from '../http/request.ts';
import type { Indexer } from '../indexer-process.ts';
import { clip } from '../query/clip.ts';
import { refuseParams } from '../query/parse.ts';
import { ingestHandlers } from './ingest.ts';
import { keyNeeded } from './key.ts';
import type { Reindexing } from './reindexing.ts';

/** Requests a minute, of a client that has the key and of one that has not. */
const PER_MINUTE = 120;
const WRONG_KEYS_PER_MINUTE = 10;

/** What the operator's addresses work with. */
export interface Admin {
  readonly key: string;
  readonly indexer: Indexer;
  readonly reindexing: Reindexing;
}

/** Everything of the operator under `/api`; other requests pass. */
export function adminRoutes(
  { key, indexer, reindexing }: Admin,
  log: Logger,
  metrics: Metrics,
  live: LiveBuild,
): Router {
  const router = Router();
  reindexing.onEnd(metrics.reindexed);
  const door: RequestHandler[] = [
    requestLimit({ perMinute: () => WRONG_KEYS_PER_MINUTE, failedOnly: true }),
    keyNeeded(key, log),
    requestLimit({ perMinute: () => PER_MINUTE }),
    (request, response, next) => {
      log.info(
        { request: requestId(response), client: clientOf(request).address, method: request.method },
        'the operator asks',
      );
      next();
    },
    namedLive(live),
  ];

  router
    .route('/reindex')
    .get(metrics.count('reindex-state'), ...door, noBody(), (request, response) => {
      refuseParams(queryOf(request));
      response.json(reindexing.state);
    })
    .post(metrics.count('reindex'), ...door, noBody(), (request, response) => {
      const state = reindexing.start(modeOf(request));
      response
        .status(202)
        .set('location', request.baseUrl + request.path)
        .json(state);
    })
    .all(refuseOthers(['GET', 'HEAD', 'POST']));

  router
    .route('/articles')
    .post(metrics.count('ingest'), ...door, (request, _response, next) => {
      refuseParams(queryOf(request));
      next();
    })
    .post(...ingestHandlers(indexer, reindexing))
    .all(refuseOthers(['POST']));
  return router;
}

/** @throws Problem `bad-parameter` */
function modeOf(request: Request): 'full' | 'incremental' {
  const params = queryOf(request);
  const values = params.getAll('incremental');
  params.delete('incremental');
  refuseParams(params);
  if (values.length === 0 || (values.length === 1 && values[0] === '0')) return 'full';
  if (values.length === 1 && values[0] === '1') return 'incremental';
  throw new Problem(
    'bad-parameter',
    `incremental is «${clip(values.join(', '), 100)}»: it must be 0 or 1, once.`,
    {
      parameter: 'incremental',
    },
  );
}
