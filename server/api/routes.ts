/** The API's routes: each reads its parameters, asks the store, and answers in the shape of the contract. */
import { type RequestHandler, Router } from 'express';
import { readArticle } from '../article.ts';
import { readBuild } from '../build.ts';
import { withStories } from '../counted-values.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { explain } from '../explain/explain.ts';
import { createSpellings, facetSearch } from '../facet-search.ts';
import { baseOf } from '../http/base.ts';
import { type BuildName, type LiveBuild, nameBuild, namedLive } from '../http/live-build.ts';
import { createMemory, type Made } from '../http/memory.ts';
import { refuseMethod } from '../http/methods.ts';
import type { Metrics } from '../http/metrics.ts';
import { pageLinks } from '../http/page-links.ts';
import type { Repeated } from '../http/repeated.ts';
import { queryOf, queryStringOf } from '../http/request.ts';
import { createValidators } from '../http/validator.ts';
import { facetNamed } from '../query/facets.ts';
import { toParams } from '../query/href.ts';
import { parseExplain, parseFacetSearch, refuseParams } from '../query/parse.ts';
import { createSearchReader } from '../query/read-searches.ts';
import { referencePage } from '../reference/page.tsx';
import { search } from '../search.ts';
import { liveBuild, steady } from '../steady.ts';
import { articleBody, buildBody, searchBody } from './answers.ts';
import { explainBody } from './explain-answer.ts';
import { openApi } from './openapi.ts';
import type { FacetBody, ReadyBody } from './shapes.ts';
import { exportRoutes, feedRoutes } from './streams.ts';

/** Everything under `/api`; what is not there is a 404 in problem+json. */
export function apiRoutes(deps: Deps, live: LiveBuild, metrics: Metrics, note: Repeated['note']): Router {
  const { reader, config, admin } = deps;
  const router = Router();
  const { facetValues } = config.index;
  const spellings = createSpellings(config);
  const read = (path: string, route: string, handler: RequestHandler) =>
    router.route(path).get(metrics.count(route), handler).all(refuseMethod);
  const description = openApi(config.index, config.env.PUBLIC_URL, admin !== undefined);
  const validators = createValidators(live, [description, facetValues]);
  const memory = createMemory(validators, config.index.rememberedMb, metrics.answered, note);
  const { give } = memory;
  const readSearch = createSearchReader(config.index, 'api');

  read('/search', 'search', async (request, response) => {
    const { query, canonical } = readSearch(queryStringOf(request));
    const base = baseOf(request, config.env.PUBLIC_URL);
    await give(request, response, `${base}/search?${canonical}`, async () => {
      const result = await steady(
        reader,
        async () => {
          const result = await search(reader, query);
          if (query.count === 'articles') return result;
          return { ...result, facets: await withStories(reader, result.facets, result.query, facetValues) };
        },
        // The stories of values are counted after the search, and where nothing is found other searches are tried.
        ({ total }) => total === 0 || query.count === 'stories',
      );
      const listed = Math.min(query.collapse ? result.stories : result.total, config.index.maxTotalHits);
      const link = pageLinks(query.page, Math.ceil(listed / query.limit), (page) => {
        const params = toParams({ ...query, page }).toString();
        return `${base}/api/search${params === '' ? '' : `?${params}`}`;
      });
      return { ...json(result.build, searchBody(result)), ...(link !== undefined && { headers: { link } }) };
    });
  });

  read('/articles/:id', 'article', async (request, response) => {
    refuseParams(queryOf(request));
    const id = String(request.params.id);
    await give(request, response, `article/${id}`, async () => {
      const found = await steady(reader, () => readArticle(reader, id));
      return json(found.build, articleBody(found));
    });
  });

  read('/articles/:id/explain', 'explain', async (request, response) => {
    const query = parseExplain(queryOf(request), config.index);
    const id = String(request.params.id);
    await give(request, response, `explain/${id}?${toParams(query)}`, async () => {
      const explanation = await explain(reader, id, query);
      return json(explanation.build, explainBody(explanation));
    });
  });

  read('/facets/:name', 'facet', async (request, response) => {
    const name = facetNamed(String(request.params.name));
    const { q, within } = parseFacetSearch(queryOf(request), config.index);
    const what = `facet/${name}?${new URLSearchParams({ find: q })}&${toParams(within)}`;
    await give(request, response, what, async () => {
      const { values, build } = await steady(reader, async () => {
        const build = await liveBuild(reader);
        const found = await facetSearch(reader, spellings, name, q, within);
        const counted = await withStories(reader, { [name]: found }, within, facetValues);
        return { build, values: counted[name] ?? [] };
      });
      const body: FacetBody = {
        facet: name,
        q,
        values: [...values],
        build: { id: build.id, rules: build.rules },
      };
      return json(build, body);
    });
  });

  read('/build', 'build', async (request, response) => {
    refuseParams(queryOf(request));
    await give(request, response, 'build', async () => {
      const report = await readBuild(reader);
      return json(report.build, buildBody(report));
    });
  });

  exportRoutes(read, deps, validators);
  feedRoutes(read, deps, memory);

  router.use(namedLive(live));
  read('/openapi.json', 'openapi', (_request, response) => {
    response.set('cache-control', 'no-cache').json(description);
  });

  const reference = referencePage(description, config.index.maxQueryLength);
  read('/', 'reference', (_request, response) => {
    response.set('cache-control', 'no-cache').type('html').send(reference);
  });

  router.use((request) => {
    throw new Problem(
      'not-found',
      `The API has no address ${request.originalUrl.split('?', 1)[0]?.slice(0, 200)}.`,
    );
  });
  return router;
}

const json = (build: BuildName, body: object): Made => ({
  build,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** Liveness, readiness and metrics, for those who watch over the process. */
export function watchRoutes({ reader, config }: Deps, metrics: Metrics): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_request, response) => void response.json({ status: 'ok' }))
    .all(refuseMethod);
  router
    .route('/readyz')
    .get(async (_request, response) => {
      const { id, rules } = await liveBuild(reader);
      nameBuild(response, { id, rules });
      const body: ReadyBody = {
        status: 'ready',
        engine: 'up',
        index: 'sound',
        build: { id, rules },
        rules: rules === config.rules ? 'current' : 'other',
      };
      response.json(body);
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
