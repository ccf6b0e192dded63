import express, { type ErrorRequestHandler, type Request } from 'express';
import type { Logger } from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { toProblem } from '../../../server/errors.ts';
import { clientOf, trustProxies, warnOfProxy } from '../../../server/http/client.ts';
import { addressLimit, noBody, requestLimit } from '../../../server/http/limits.ts';

const asProblem: ErrorRequestHandler = (error, _request, response, _next) => {
  const problem = toProblem(error);
  response.status(problem.status).json(problem.toBody('urn:test'));
};

function limited({ perMinute, proxies }: { perMinute?: number; proxies?: number | string[] } = {}) {
  const app = express();
  trustProxies(app, proxies);
  app.use(perMinute === undefined ? requestLimit() : requestLimit({ perMinute: () => perMinute }));
  app.get('/', (_request, response) => void response.send('ok'));
  app.use(asProblem);
  return app;
}

describe('the limit of requests', () => {
  it('refuses what is too much and says when to come back', async () => {
    const app = limited({ perMinute: 2 });
    await request(app).get('/').expect(200);
    await request(app).get('/').expect(200);
    const answer = await request(app).get('/').expect(429);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.body).toMatchObject({ type: 'urn:broadsheet:problem:too-many-requests', status: 429 });
  });

  it('tells beforehand what is left, in the headers of the draft standard', async () => {
    const { headers } = await request(limited({ perMinute: 2 }))
      .get('/')
      .expect(200);
    expect(headers['ratelimit-policy']).toMatch(/^"[^"]+"; q=2; w=60/);
    expect(headers.ratelimit).toMatch(/^"[^"]+"; r=1; t=\d+$/);
  });

  it('is far off for requests of this machine', async () => {
    const { headers } = await request(limited()).get('/').expect(200);
    expect(headers['ratelimit-policy']).toContain('q=10000000');
  });
});

describe('behind a proxy', () => {
  /** What is left after a request that is said to come from there. */
  const left = async (app: express.Express, forwarded?: string) => {
    const asked = request(app).get('/');
    const { headers } = await (forwarded === undefined ? asked : asked.set('x-forwarded-for', forwarded));
    return [
      /q=(\d+)/.exec(headers['ratelimit-policy'] ?? '')?.[1],
      /r=(\d+)/.exec(headers.ratelimit ?? '')?.[1],
    ];
  };

  it.each([
    ['that is counted', 1],
    ['that is named', ['loopback']],
  ])('%s each client has a counter of its own', async (_name, proxies) => {
    const app = limited({ proxies });
    expect(await left(app, '203.0.113.5')).toEqual(['3000', '2999']);
    expect(await left(app, '203.0.113.5')).toEqual(['3000', '2998']);
    expect(await left(app, '198.51.100.7')).toEqual(['3000', '2999']);
  });

  it('a client that tells another address than the proxy saw is counted by what the proxy saw', async () => {
    const app = limited({ proxies: 1 });
    expect(await left(app, '203.0.113.5')).toEqual(['3000', '2999']);
    expect(await left(app, '192.0.2.1, 203.0.113.5')).toEqual(['3000', '2998']);
    expect(await left(app, '127.0.0.1, 203.0.113.5')).toEqual(['3000', '2997']);
  });

  it('that names no client, or none that is an address, stands for many', async () => {
    const app = limited({ proxies: ['loopback'] });
    expect((await left(app))[0]).toBe('10000000');
    expect((await left(app, 'unknown'))[0]).toBe('10000000');
  });

  it('that nobody told of is not believed, and that is said once', async () => {
    const lines: string[] = [];
    const strange = warnOfProxy({ warn: (line: string) => void lines.push(line) } as unknown as Logger);
    for (const proxies of [undefined, 1]) {
      const app = express();
      trustProxies(app, proxies);
      app.use((asked, _response, next) => {
        strange(asked);
        next();
      });
      app.use(requestLimit());
      app.get('/', (asked, response) => void response.send(asked.protocol));
      for (const client of ['203.0.113.5', '203.0.113.6']) {
        const asked = request(app).get('/').set('x-forwarded-for', client).set('x-forwarded-proto', 'https');
        const { headers, text } = await asked;
        expect(text).toBe(proxies === undefined ? 'http' : 'https');
        expect(headers['ratelimit-policy']).toContain(proxies === undefined ? 'q=10000000' : 'q=3000');
      }
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/from (::ffff:)?127\.0\.0\.1 names another client.*TRUST_PROXY/);
  });
});

describe('a client that comes from the bridge of Docker', () => {
  const seen = (ip: string, forwarded: string | undefined, trusted: boolean) =>
    clientOf({
      ip,
      socket: { remoteAddress: '172.18.0.1' },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      app: { get: () => () => trusted },
    } as unknown as Request);

  it('stands for many where its proxy is believed and names nobody, and for itself in every other case', () => {
    expect(seen('172.18.0.1', undefined, true)).toEqual({ address: '172.18.0.1', many: true });
    expect(seen('172.18.0.1', undefined, false)).toEqual({ address: '172.18.0.1', many: false });
    expect(seen('172.18.0.1', '203.0.113.5', false)).toEqual({ address: '172.18.0.1', many: false });
    expect(seen('203.0.113.5', '203.0.113.5', true)).toEqual({ address: '203.0.113.5', many: false });
    expect(seen('unknown', 'unknown', true)).toEqual({ address: '172.18.0.1', many: false });
  });
});

describe('a body', () => {
  const app = express().use(addressLimit(), noBody());
  app.get('/', (_request, response) => void response.send('ok')).use(asProblem);

  it('that is small is ignored, one that is large is refused', async () => {
    await request(app).get('/').send('x').expect(200);
    const large = await request(app).get('/').send('x'.repeat(10_001)).expect(413);
    expect(large.headers.connection).toBe('close');
    expect(large.body.type).toBe('urn:broadsheet:problem:body-too-large');
  });
});
