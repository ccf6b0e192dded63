/** @jsxImportSource preact */
/** The page's routes: the same searches as the API's, rendered for a reader. */
import { randomUUID } from 'node:crypto';
import { type ErrorRequestHandler, type Request, type Response, Router, static as serveFiles } from 'express';
import { readArticle } from '../article.ts';
import { readBuild } from '../build.ts';
import { compareArticles } from '../compare/compare.ts';
import { withStories } from '../counted-values.ts';
import type { Deps } from '../deps.ts';
import { Problem, toProblem } from '../errors.ts';
import { createSpellings, facetSearch } from '../facet-search.ts';
import { type BuildName, type LiveBuild, nameBuild, namedLive, nameLive } from '../http/live-build.ts';
import { createMemory, type Made } from '../http/memory.ts';
import { refuseMethod } from '../http/methods.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Repeated } from '../http/repeated.ts';
import { queryOf, queryStringOf, requestId } from '../http/request.ts';
import { createValidators } from '../http/validator.ts';
import { FACET_LABELS } from '../labels.ts';
import { clip } from '../query/clip.ts';
import { facetNamed } from '../query/facets.ts';
import { toParams } from '../query/href.ts';
import { type QueryLimits, tidyWords } from '../query/params.ts';
import { parseSearch, type SearchQuery } from '../query/parse.ts';
import { createSearchReader } from '../query/read-searches.ts';
import { understand } from '../query/words.ts';
import { createMatcher } from '../snippets/matcher.ts';
import { liveBuild, steady } from '../steady.ts';
import { ArticlePage, RESTORE } from './article-page.tsx';
import { ASSETS, ASSETS_DIR } from './assets.ts';
import { BuildPage } from './build-page.tsx';
import { ComparePage } from './compare-page.tsx';
import { FacetPage } from './facet-page.tsx';
import { HelpPage } from './help-page.tsx';
import { type PageProps, renderPage } from './layout.tsx';
import { ProblemPage } from './problem-page.tsx';
import { SearchPage } from './search-page.tsx';
import { readSearchView } from './search-view.ts';
import { feedsOf } from './take-along.tsx';

export function uiRoutes(
  { reader, config }: Deps,
  live: LiveBuild,
  metrics: Metrics,
  note: Repeated['note'],
): Router {
  const router = Router();
  const { maxQueryLength, maxTotalHits, facetValues } = config.index;
  const spellings = createSpellings(config);
  // What a page looks like follows from this program, which may be another one after a restart.
  const validators = createValidators(live, randomUUID());
  const { give } = createMemory(validators, config.index.rememberedMb, metrics.answered, note);
  const readSearch = createSearchReader(config.index, 'page');
  const page = (build: BuildName, props: Omit<PageProps, 'maxQueryLength' | 'build'>): Made => ({
    build,
    type: HTML,
    body: renderPage({ ...props, build, maxQueryLength }),
  });

  router.use(
    '/assets',
    serveFiles(ASSETS_DIR, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );

  router
    .route('/')
    .get(metrics.count('page'), async (request, response) => {
      const { query: parsed, canonical } = readSearch(queryStringOf(request));
      await give(request, response, `search?${canonical}`, async () => {
        const view = await readSearchView(reader, spellings, parsed, facetValues);
        const { query, build } = view;
        return page(build, {
          ...(query.q !== '' && { title: query.q }),
          q: query.q,
          alternates: feedsOf(query),
          children: <SearchPage {...view} {...{ facetValues, maxTotalHits }} />,
        });
      });
    })
    .all(refuseMethod);

  router
    .route('/facets/:name')
    .get(metrics.count('facet-page'), async (request, response) => {
      const facet = facetNamed(String(request.params.name));
      const params = queryOf(request);
      const query = parseSearch(params, config.index, 'page');
      const find = clip(tidyWords(params.get('find') ?? '').trim(), maxQueryLength);
      const what = `facet/${facet}?${new URLSearchParams({ find })}&${toParams(query)}`;
      await give(request, response, what, async () => {
        const { values, build } = await steady(reader, async () => {
          const build = await liveBuild(reader);
          const found = await facetSearch(reader, spellings, facet, find, query);
          const counted = await withStories(reader, { [facet]: found }, query, facetValues);
          return { build, values: counted[facet] ?? [] };
        });
        return page(build, {
          title: FACET_LABELS[facet],
          q: query.q,
          children: <FacetPage {...{ facet, query, find, values, facetValues }} />,
        });
      });
    })
    .all(refuseMethod);

  router
    .route('/help')
    .get(metrics.count('help'), namedLive(live), (_request, response) =>
      sendPage(response, { title: 'Help', maxQueryLength, children: <HelpPage /> }),
    )
    .all(refuseMethod);

  router
    .route('/articles/:id')
    .get(metrics.count('article-page'), async (request, response) => {
      const query = parseSearch(queryOf(request), config.index, 'page');
      const restored = queryOf(request).get(RESTORE) === '1';
      const id = String(request.params.id);
      await give(request, response, `article/${id}?${toParams(query)}&${restored}`, async () => {
        const found = await steady(reader, () => readArticle(reader, id));
        const matcher = createMatcher(understand(query.q).words, query.exact);
        return page(found.build, {
          title: found.article.title,
          q: query.q,
          children: <ArticlePage {...found} {...{ query, matcher, restored }} />,
        });
      });
    })
    .all(refuseMethod);

  router
    .route('/articles/:id/compare/:other')
    .get(metrics.count('compare-page'), async (request, response) => {
      const { id, other } = request.params;
      await give(request, response, `compare/${id}/${other}`, async () => {
        const compared = await steady(reader, () => compareArticles(reader, [String(id), String(other)]));
        return page(compared.build, {
          title: 'Two copies compared',
          children: <ComparePage {...compared} />,
        });
      });
    })
    .all(refuseMethod);

  router
    .route('/build')
    .get(metrics.count('build-page'), async (request, response) => {
      await give(request, response, 'build', async () => {
        const report = await readBuild(reader);
        return page(report.build, {
          title: 'The last build',
          style: ASSETS.buildStyle,
          children: <BuildPage {...report} />,
        });
      });
    })
    .all(refuseMethod);

  router.use(() => {
    throw new Problem('not-found', 'There is no page at this address.');
  });
  return router;
}

const HTML = 'text/html; charset=utf-8';

/** Renders whatever was thrown as a page. */
export function problemPages({ config }: Deps, live: LiveBuild): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error);
    const instance = requestId(response);
    response.status(problem.status).set(problem.headers);
    await nameLive(response, live);
    const query = problem.status >= 500 ? readable(request, config.index) : null;
    sendPage(response, {
      title: problem.title,
      q: queryOf(request).get('q') ?? '',
      maxQueryLength: config.index.maxQueryLength,
      children: <ProblemPage {...{ problem, query, instance }} address={request.originalUrl} />,
    });
  };
}

/** The search of a request, or null where it cannot be read. */
function readable(request: Request, limits: QueryLimits): SearchQuery | null {
  try {
    return parseSearch(queryOf(request), limits, 'page');
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** A page is asked for again each time it is shown: the index changes under it. */
function sendPage(response: Response, page: PageProps): void {
  if (page.build) nameBuild(response, page.build);
  response.set('cache-control', 'no-cache').type(HTML).send(renderPage(page));
}
