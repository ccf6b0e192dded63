import express, { type ErrorRequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { toProblem } from '../../../server/errors.ts';
import { requestLimit } from '../../../server/http/limits.ts';

const asProblem: ErrorRequestHandler = (error, _request, response, _next) => {
  const problem = toProblem(error);
  response.status(problem.status).json(problem.toBody('urn:test'));
};

function limited(perMinute?: number) {
  const app = express();
  app.use(perMinute === undefined ? requestLimit() : requestLimit(() => perMinute));
  app.get('/', (_request, response) => void response.send('ok'));
  app.use(asProblem);
  return app;
}

describe('the limit of requests', () => {
  it('refuses what is too much and says when to come back', async () => {
    const app = limited(2);
    await request(app).get('/').expect(200);
    await request(app).get('/').expect(200);
    const answer = await request(app).get('/').expect(429);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.body).toMatchObject({ type: 'urn:broadsheet:problem:too-many-requests', status: 429 });
  });

  it('tells beforehand what is left, in the headers of the draft standard', async () => {
    const { headers } = await request(limited(2)).get('/').expect(200);
    expect(headers['ratelimit-policy']).toMatch(/^"[^"]+"; q=2; w=60/);
    expect(headers.ratelimit).toMatch(/^"[^"]+"; r=1; t=\d+$/);
  });

  it('is far off for requests of this machine', async () => {
    const { headers } = await request(limited()).get('/').expect(200);
    expect(headers['ratelimit-policy']).toContain('q=10000000');
  });
});
