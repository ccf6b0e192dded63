/** Wires the application: everything in front of the routes, the routes, and the two ways to show a failure. */
import type { RequestListener } from 'node:http';
import compression from 'compression';
import express, { type ErrorRequestHandler } from 'express';
import helmet from 'helmet';
import { adminRoutes } from './admin/routes.ts';
import { apiRoutes, watchRoutes } from './api/routes.ts';
import type { Deps } from './deps.ts';
import { PROBLEM_TYPE, toProblem } from './errors.ts';
import { trustProxies, warnOfProxy } from './http/client.ts';
import { crossOrigin } from './http/cors.ts';
import { addGauges } from './http/gauges.ts';
import { addressLimit, createCounts, noBody, requestLimit } from './http/limits.ts';
import { createLiveBuild, type LiveBuild, nameLive } from './http/live-build.ts';
import { answerLog, failureLog, requestLog } from './http/log.ts';
import { createMetrics } from './http/metrics.ts';
import { createRepeated } from './http/repeated.ts';
import { bringsBody, pathOf, requestId } from './http/request.ts';
import { problemPages, uiRoutes } from './ui/routes.tsx';

/** Addresses a program asks: their failures are problem+json, all others are pages. */
const FOR_PROGRAMS = /^\/(api|healthz|readyz|metrics)(\/|$)/i;

/** The application over a store. It never listens; `main.ts` and the tests do. */
export function createApp(deps: Deps): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  const { TRUST_PROXY, LOG_QUERIES } = deps.config.env;
  trustProxies(app, TRUST_PROXY);
  const strange = warnOfProxy(deps.log);
  const metrics = createMetrics();
  addGauges(metrics.registry, deps.reader, deps.config.env.DATA_DIR);
  const timed: Deps = { ...deps, reader: metrics.timed(deps.reader) };
  const live = createLiveBuild(timed.reader);
  const counts = createCounts();
  const logAnswer = answerLog(deps.log, LOG_QUERIES);
  const { note, answer } = createRepeated(counts, logAnswer, metrics);

  app.use(requestLog(logAnswer), metrics.all);
  app.use((request, _response, next) => {
    strange(request);
    next();
  });
  app.use(securityHeaders());
  app.use('/api', crossOrigin(deps.config.index.corsOrigins));
  app.use(compression());
  app.use(addressLimit());
  if (deps.admin) app.use('/api', adminRoutes(deps.admin, deps.log, metrics, live));
  app.use(noBody());
  app.use(watchRoutes(timed, metrics));
  app.use(requestLimit({ counts }));
  app.use('/api', apiRoutes(timed, live, metrics, note));
  app.use(uiRoutes(timed, live, metrics, note));
  app.use(failureLog(deps.log, LOG_QUERIES), metrics.failed);
  app.use(problemBodies(deps, live));
  app.use(problemPages(deps, live));
  return (request, response) => answer(request, response, () => app(request, response));
}

/** Scripts, styles and requests of our own origin only, nothing inline; plain http is served as well as https. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}

function problemBodies({ config }: Deps, live: LiveBuild): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent || !FOR_PROGRAMS.test(pathOf(request))) return next(error);
    const problem = toProblem(error);
    const instance = requestId(response);
    // What failed may be there a build later, and a 404 that nobody tells otherwise is kept by caches.
    response
      .status(problem.status)
      .set({ 'cache-control': 'no-store', ...problem.headers })
      .type(PROBLEM_TYPE);
    await nameLive(response, live);
    // Nobody reads what is still on its way.
    if (bringsBody(request) && !request.complete) response.set('connection', 'close');
    response.set('link', `<${config.env.PUBLIC_URL ?? ''}/api#${problem.problem}>; rel="help"`);
    response.send(JSON.stringify(problem.toBody(`urn:broadsheet:request:${instance}`)));
  };
}
