import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { StoreRefused } from '../../../engine/port.ts';
import { answerLog, requestLog } from '../../../server/http/log.ts';
import { createLogger, withoutWords } from '../../../server/http/logger.ts';

function lines(secrets: readonly (string | undefined)[]) {
  const written: string[] = [];
  return { log: createLogger('info', secrets, { write: (line) => void written.push(line) }), written };
}

describe('the log', () => {
  it('never holds a key, whoever put it there', () => {
    const keys = ['0123456789abcdef', 'quo"ted/key+of=mine', undefined] as const;
    const { log, written } = lines(keys);
    for (const key of keys.slice(0, 2)) {
      log.info({ path: `/api/${key}`, header: { authorization: `Bearer ${key}` } }, `asked with ${key}`);
      log.error({ err: new Error(`refused ${key}`, { cause: new Error(`key ${key}`) }) }, 'failed');
      log.info({ path: `/?q=${encodeURIComponent(String(key))}` }, 'asked');
    }
    const text = written.join('');
    expect(text.match(/\(hidden\)/g)?.length).toBeGreaterThan(10);
    for (const secret of [
      keys[0],
      keys[1],
      JSON.stringify(keys[1]).slice(1, -1),
      encodeURIComponent(keys[1]),
    ])
      expect(text).not.toContain(secret);
    for (const line of written) expect(JSON.parse(line).level).toBeTypeOf('number');
  });

  it('tells of an error its name, words, place and cause, and nothing that hangs on it', () => {
    const { log, written } = lines([]);
    const cause = Object.assign(new TypeError('no route'), { response: { headers: 'a whole answer' } });
    log.error({ err: new StoreRefused('search: refused', { cause }) }, 'failed');
    const { err } = JSON.parse(written.join(''));
    expect(err).toMatchObject({
      type: 'StoreRefused',
      message: 'search: refused',
      stack: expect.stringContaining('logger.test.ts'),
      cause: { type: 'TypeError', message: 'no route' },
    });
    expect(written.join('')).not.toContain('a whole answer');
  });

  it('tells no words of a search that an engine quotes', () => {
    const { log, written } = lines([]);
    const error = new StoreRefused(
      'search: the engine says 400: near `person = "Elin Marsh"` and «harbour»',
      {
        cause: new Error('at Marsh'),
      },
    );
    const originalUrl = `/api/search?${new URLSearchParams({ q: '«harbour»', person: 'Elin Marsh' })}`;
    log.error({ err: withoutWords(error, { originalUrl }) }, 'failed');
    expect(written.join('')).not.toMatch(/Elin|Marsh|harbour/);
    expect(JSON.parse(written.join('')).err).toMatchObject({
      type: 'StoreRefused',
      message: 'search: the engine says 400: near `person = "«…»"` and «…»',
      cause: { message: 'at «…»' },
    });
    expect(withoutWords(error, { originalUrl: '/api/search' })).toBe(error);
  });
});

describe('a request', () => {
  const logged = async (queries: boolean, id?: string) => {
    const { log, written } = lines([]);
    const app = express().use(requestLog(answerLog(log, queries)));
    app.get('/api/search', (_request, response) => void response.send('ok'));
    const asked = request(app).get('/api/search?q=harbour');
    const { headers } = await (id === undefined ? asked : asked.set('x-request-id', id));
    return { line: JSON.parse(written.join('')), id: headers['x-request-id'] };
  };

  it('is one line with its id, without what was searched for unless that is asked', async () => {
    const { line, id } = await logged(false);
    expect(line).toMatchObject({ method: 'GET', path: '/api/search', status: 200, request: id });
    expect(JSON.stringify(line)).not.toContain('harbour');
    expect((await logged(true)).line.path).toBe('/api/search?q=harbour');
  });

  it('keeps the id of a proxy in front where it looks like one', async () => {
    expect((await logged(false, 'abc-12345678')).id).toBe('abc-12345678');
    expect((await logged(false, 'a b')).id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
