/** The API's routes: each reads its parameters, asks the store once, and answers in the shape of the contract. */
import { type RequestHandler, Router } from 'express';
import type { Build } from '../../engine/article.ts';
import { type ArticleReader, FACETS, type FacetName, NoBuildYet } from '../../engine/port.ts';
import { readArticle } from '../article.ts';
import { readBuild } from '../build.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { refuseMethod } from '../http/methods.ts';
import type { Metrics } from '../http/metrics.ts';
import { queryOf } from '../http/request.ts';
import { parseFacetSearch, parseSearch, refuseParams, toRequest } from '../query/parse.ts';
import { labelled, search } from '../search.ts';
import { articleBody, buildBody, searchBody } from './answers.ts';
import { openApi } from './openapi.ts';
import type { FacetBody } from './shapes.ts';

/** Everything under `/api`; what is not there is a 404 in problem+json. */
export function apiRoutes({ reader, config }: Deps, metrics: Metrics): Router {
  const router = Router();
  const read = (path: string, route: string, handler: RequestHandler) =>
    router.route(path).get(metrics.count(route), handler).all(refuseMethod);

  read('/search', 'search', async (request, response) => {
    const query = parseSearch(queryOf(request), config.index, 'api');
    response.json(searchBody(await search(reader, query)));
  });

  read('/articles/:id', 'article', async (request, response) => {
    refuseParams(queryOf(request));
    response.json(articleBody(await readArticle(reader, String(request.params.id))));
  });

  read('/facets/:name', 'facet', async (request, response) => {
    const name = facetName(String(request.params.name));
    const { q, within } = parseFacetSearch(queryOf(request), config.index);
    const [counts, build] = await Promise.all([
      reader.facetValues(name, q, toRequest(within, [])),
      liveBuild(reader),
    ]);
    const body: FacetBody = {
      facet: name,
      q,
      values: [...labelled(name, counts, within.facets[name])],
      build: { id: build.id, rules: build.rules },
    };
    response.json(body);
  });

  read('/build', 'build', async (request, response) => {
    refuseParams(queryOf(request));
    response.json(buildBody(await readBuild(reader)));
  });

  const description = openApi(config.index);
  read('/openapi.json', 'openapi', (_request, response) => {
    response.json(description);
  });

  router.use((request) => {
    throw new Problem(
      'not-found',
      `The API has no address ${request.originalUrl.split('?', 1)[0]?.slice(0, 200)}.`,
    );
  });
  return router;
}

/** Liveness, readiness and metrics, for those who watch over the process. */
export function watchRoutes({ reader }: Deps, metrics: Metrics): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_request, response) => void response.json({ status: 'ok' }))
    .all(refuseMethod);
  router
    .route('/readyz')
    .get(async (_request, response) => {
      const { id, rules } = await liveBuild(reader);
      response.json({ status: 'ready', build: { id, rules } });
    })
    .all(refuseMethod);
  router
    .route('/metrics')
    .get(async (_request, response) => {
      response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    })
    .all(refuseMethod);
  return router;
}

function facetName(name: string): FacetName {
  const known = FACETS.find((facet) => facet === name);
  if (known) return known;
  throw new Problem('not-found', `There is no facet «${name.slice(0, 80)}»; there are ${FACETS.join(', ')}.`);
}

async function liveBuild(reader: ArticleReader): Promise<Build> {
  const build = await reader.build();
  if (!build) throw new NoBuildYet('nothing was indexed yet');
  return build;
}
