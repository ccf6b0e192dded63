/** Every route, asked by somebody who means no good: whatever is sent is answered in order, changes nothing and tells nothing. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operationsOf, type Paths } from '../../server/api/operation.ts';
import { type Listening, listen } from '../../server/listen.ts';
import { ADMIN_KEY, type AdminApp, openAdminApp } from '../support/admin.ts';
import { article } from '../support/articles.ts';
import { publishArticles, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 120_000 });

let opened: AdminApp;
let server: Listening;
/** Addresses of every operation of the description, and of the page. */
let routes: { readonly method: string; readonly path: string }[];

const PAGES = [
  '/',
  '/articles/one',
  '/articles/one/compare/two',
  '/facets/person',
  '/build',
  '/help',
  '/api',
  '/assets/x.css',
];

beforeAll(async () => {
  opened = await openAdminApp(uniqueName(import.meta.url));
  await publishArticles(opened.store, [
    article({ id: 'one', title: 'Ferry', storyId: 's', storySize: 2 }),
    article({ id: 'two', title: 'Ferry again', storyId: 's', storySize: 2, storyRank: 1 }),
  ]);
  server = await listen(opened.app, '127.0.0.1', 0, {
    headersMs: 2_000,
    requestMs: 3_000,
    stalledMs: 60_000,
    idleMs: 500,
    lookEveryMs: 100,
  });
  const description: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json();
  routes = [
    ...operationsOf((description as { paths: Paths }).paths).map(({ method, path }) => ({
      method: method.toUpperCase(),
      path: path.replace('{id}', 'one').replace('{name}', 'person'),
    })),
    ...PAGES.map((path) => ({ method: 'GET', path })),
  ];
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

interface Raw {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends these very bytes and gives what comes back until the connection ends. */
async function raw(bytes: string | Buffer, { url } = server): Promise<Raw> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece)).on('error', () => socket.destroy());
  const closed = once(socket, 'close');
  // Not ended by us: to Node a client that closes its half is gone.
  socket.write(bytes);
  await closed;
  const text = Buffer.concat(pieces)
    .toString('latin1')
    .replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const [head = '', ...body] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') };
}

const ask = (method: string, target: string, headers: readonly string[] = [], body = '', to = server) =>
  raw(
    [`${method} ${target} HTTP/1.1`, 'Host: news.example', 'Connection: close', ...headers, '', body].join(
      '\r\n',
    ),
    to,
  );

/** What holds for every answer, whatever was asked. */
function inOrder(answer: Raw, what: string): void {
  expect([what, answer.status]).toEqual([
    what,
    expect.toSatisfy((status: number) => status >= 200 && status < 500),
  ]);
  const told = answer.head.toLowerCase();
  expect([what, told]).toEqual([
    what,
    expect.stringContaining("content-security-policy: default-src 'none'"),
  ]);
  expect([what, told]).toEqual([what, expect.stringContaining('x-content-type-options: nosniff')]);
  for (const secret of ['set-cookie', 'x-powered-by', 'express', ADMIN_KEY, 'x-injected'])
    expect([what, told]).not.toEqual([what, expect.stringContaining(secret)]);
  expect([what, answer.body]).not.toEqual([
    what,
    expect.stringMatching(/node_modules|\.tsx?:\d|at \w+ \(|root:x:0|meilisearch/),
  ]);
  expect([what, answer.body.includes(ADMIN_KEY)]).toEqual([what, false]);
  if (told.includes('text/html'))
    expect([what, /<script>alert|<img src=x/.test(answer.body)]).toEqual([what, false]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}

const titled = (texts: readonly string[]) => texts.map((text) => [text.slice(0, 60), text] as const);

const operator = `Authorization: Bearer ${ADMIN_KEY}`;
const documents = async () => (await opened.store.reader.build())?.articles;

const QUERIES = [
  'q=a&q=b',
  'q[]=a&q[]=b',
  'q[$ne]=1',
  'q[a][b][c]=1',
  '__proto__[polluted]=1',
  '__proto__.polluted=1',
  '__proto__=1',
  'constructor[prototype][polluted]=1',
  'constructor=1',
  'hasOwnProperty=1',
  'toString=1',
  'source=__proto__&person=constructor&language=toString',
  'source=%22%20OR%20id%20EXISTS%20OR%20source%20=%20%22',
  `source=${encodeURIComponent('x\\" OR id != "y')}`,
  `story=${encodeURIComponent("s' OR id EXISTS OR storyId = 's")}`,
  `q=${encodeURIComponent('"; DROP INDEX articles; --')}`,
  `q=${encodeURIComponent('person:"x\\" OR 1 = 1" OR -source:* NOT EXISTS')}`,
  `q=${encodeURIComponent('<script>alert(1)</script><img src=x onerror=alert(1)>')}`,
  'q=%00%E2%80%AE%ED%A0%BD%EF%BB%BF',
  'q=%00%0d%0aX-Injected:1',
  'q=%ff%fe%c0%ae',
  'q=%',
  'page=-1',
  'page=1e9',
  'page=0x10',
  'limit=NaN',
  'limit=99999999999999999999',
  'from=2024-01-01%0d%0aX-Injected:%201',
  `from=${'9'.repeat(300)}-01-01`,
  'sort=relevance&sort=newest',
  '&&&===&?&',
  '?q=a?q=b#c',
  `q=${'('.repeat(500)}`,
  `q=${'"'.repeat(511)}`,
  `q=${'-'.repeat(512)}`,
  `${'a=1&'.repeat(2500)}`,
];

describe('a query string', () => {
  it.each(titled(QUERIES))('%s', async (_title, query) => {
    for (const { method, path } of routes) {
      if (method === 'POST') continue; // below, with the key
      inOrder(await ask(method, `${path}?${query}`), `${method} ${path}?${query}`);
    }
  });

  it('of filters finds what has that very value, which is nothing', async () => {
    for (const value of [
      '" OR id EXISTS OR source = "',
      'x\\" OR id != "y',
      "x' OR id EXISTS OR source = '",
      'x" OR "1" = "1',
    ]) {
      for (const facet of ['source', 'person', 'story', 'language', 'origin']) {
        const answer = await ask('GET', `/api/search?${new URLSearchParams({ [facet]: value })}`);
        if (answer.status === 200)
          expect([facet, value, JSON.parse(unchunked(answer)).total]).toEqual([facet, value, 0]);
        else expect([facet, answer.status]).toEqual([facet, 400]);
      }
      const asked = encodeURIComponent(`source:"${value}"`);
      expect((await ask('GET', `/api/search?q=${asked}`)).status).toBe(200);
    }
    expect(await documents()).toBe(2);
  });
});

/** The body, its lengths of pieces taken out. */
function unchunked({ head, body }: Raw): string {
  if (!/transfer-encoding: chunked/i.test(head)) return body;
  let [rest, text] = [body, ''];
  for (;;) {
    const size = Number.parseInt(rest, 16);
    if (!(size > 0)) return text;
    const from = rest.indexOf('\r\n') + 2;
    text += rest.slice(from, from + size);
    rest = rest.slice(from + size + 2);
  }
}

const IDS = [
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2fpackage.json',
  '..%5c..%5cpackage.json',
  '....%2f%2fpackage.json',
  '%252e%252e%252fpackage.json',
  '%c0%ae%c0%ae%c0%af',
  'one%00.html',
  'one%0d%0aX-Injected:%201',
  '%0aSet-Cookie:a=b',
  'one%3fq=1',
  'one%23',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '*',
  '%22%20OR%20id%20EXISTS',
  "one'%20OR%20'1'='1",
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '%E2%80%AE%EF%BB%BF',
  '%',
  '%zz',
  'x'.repeat(5000),
];

describe('the name of an article, a facet or a file', () => {
  it.each(titled(IDS))('%s', async (_title, id) => {
    for (const path of [
      `/api/articles/${id}`,
      `/api/articles/${id}/explain?q=a`,
      `/api/facets/${id}`,
      `/articles/${id}`,
      `/articles/one/compare/${id}`,
      `/articles/${id}/compare/one`,
      `/facets/${id}`,
      `/assets/${id}`,
      `/api/export.${id}`,
      `/api/${id}`,
      `/${id}`,
    ]) {
      const answer = await ask('GET', path);
      inOrder(answer, path);
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status >= 400)]);
    }
  });

  it.each([
    '/assets/../routes.tsx',
    '/assets/../../main.ts',
    '/assets/%2e%2e/%2e%2e/main.ts',
    '/assets/..%2f..%2fmain.ts',
    '/assets/.%2e/routes.tsx',
    '/assets//etc/passwd',
    '/assets/',
    '/assets',
    '/assets/%00',
    '/assets/.gitignore',
    '/../package.json',
    '//etc/passwd',
    '/.env',
    '/.git/config',
    '/.data/master.key',
    '/server/main.ts',
    '/package.json',
    '/%2e%2e%2fpackage.json',
    'http://elsewhere.example/etc/passwd',
    '*',
  ])('%s is nowhere', async (target) => {
    const answer = await ask('GET', target);
    inOrder(answer, target);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a method', () => {
  const refused = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'PURGE', 'SEARCH'];
  it.each(refused)('%s is refused everywhere, also to the operator', async (method) => {
    for (const { path } of routes) {
      const answer = await ask(method, path, [operator, 'X-HTTP-Method-Override: GET']);
      inOrder(answer, `${method} ${path}`);
      expect([path, answer.status]).toEqual([
        path,
        expect.toSatisfy((status: number) => status === 405 || status === 404),
      ]);
    }
    expect(await documents()).toBe(2);
  });

  it('POST changes nothing where something is read, whatever override it names', async () => {
    for (const { path, method } of routes) {
      if (method === 'POST' || path === '/api/reindex') continue;
      for (const override of ['DELETE', 'PUT']) {
        const headers = [
          `X-HTTP-Method-Override: ${override}`,
          `X-Method-Override: ${override}`,
          'Content-Length: 2',
        ];
        const answer = await ask('POST', `${path}?_method=${override}`, headers, '{}');
        expect([path, answer.status]).toEqual([
          path,
          expect.toSatisfy((status: number) => status === 405 || status === 404),
        ]);
      }
    }
    expect(await documents()).toBe(2);
  });

  it.each(['get', 'FOO', 'GE T', 'CONNECT'])('%s is no method', async (method) => {
    const answer = await ask(method, '/api/search');
    // What is no HTTP never reaches a route; a tunnel is not even answered.
    expect([0, 400, 404, 405]).toContain(answer.status);
  });
});

const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'another host',
    ['X-Forwarded-Host: evil.example', 'X-Host: evil.example', 'Forwarded: host=evil.example'],
  ],
  ['another address', ['X-Original-URL: /api/reindex', 'X-Rewrite-URL: /api/reindex']],
  ['a scheme', ['X-Forwarded-Proto: javascript']],
  ['a client', ['X-Forwarded-For: 127.0.0.1, <script>', 'X-Real-IP: ::1', 'Client-IP: 127.0.0.1']],
  ['a request id with markup', ['X-Request-Id: <script>alert(1)</script>']],
  ['a long request id', [`X-Request-Id: ${'x'.repeat(5000)}`]],
  ['many ranges', [`Range: bytes=${'0-0,'.repeat(1000)}0-0`]],
  ['many tags', [`If-None-Match: ${'"a",'.repeat(2000)}"b"`]],
  ['a tag that is none', ['If-None-Match: W/"', 'If-Modified-Since: yesterday']],
  ['many encodings', [`Accept-Encoding: ${'gzip;q=0.1,'.repeat(500)}br`]],
  [
    'types that are none',
    ['Accept: */*;q=x, ,,/;', 'Accept-Language: *;q=-1', 'Content-Type: text/html;charset=x'],
  ],
  ['a large cookie', [`Cookie: ${'a=b; '.repeat(1500)}`]],
  ['a cookie of a prototype', ['Cookie: __proto__=1; constructor[prototype][polluted]=1']],
  ['an upgrade', ['Upgrade: websocket', 'Connection: upgrade', 'Sec-WebSocket-Key: x']],
  ['an expectation', ['Expect: 100-continue']],
  ['another origin', ['Origin: null', 'Referer: javascript:alert(1)']],
  ['a key of nobody', [`Authorization: Bearer ${'x'.repeat(5000)}`]],
  ['bytes beyond ASCII', ['X-Odd: \xff\xfe', 'User-Agent: \x80']],
  ['names of prototypes', ['__proto__: polluted', 'constructor: polluted', 'toString: polluted']],
];

describe('a header', () => {
  it.each(HEADERS)('of %s', async (_name, headers) => {
    for (const { method, path } of routes) {
      if (method === 'POST') continue;
      const answer = await ask(method, path, headers);
      inOrder(answer, `${path} ${headers[0]?.slice(0, 60)}`);
      expect(answer.body).not.toContain('evil.example');
      expect(answer.head).not.toMatch(/evil\.example|<script>/);
    }
  });

  it('Host that is none, is missing or stands twice is refused where links are made of it', async () => {
    for (const host of ['evil.example/"><script>alert(1)</script>', 'a b', '', 'x:99999999', '[::1', 'a@b']) {
      const answer = await raw(`GET /api/feed.atom HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      // PUBLIC_URL is set here: no link is made of what is sent.
      expect([host, answer.status]).toEqual([host, expect.toSatisfy((status: number) => status < 500)]);
      expect(answer.body).not.toContain('<script>');
    }
    expect((await raw('GET /api/search HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(400);
    for (const both of ['Host: a\r\nHost: b'])
      expect(
        (await raw(`GET /api/search HTTP/1.1\r\n${both}\r\nConnection: close\r\n\r\n`)).status,
      ).toBeLessThan(500);
  });
});

it('an address with scheme and host is answered as the one without', async () => {
  for (const [path, status] of [
    ['/api/search?q=ferry', 200],
    ['/api/search?limit=0', 400],
    ['/api/nosuch', 404],
    ['/?limit=0', 400],
  ] as const) {
    const typed = ({ head, status }: Raw) => [path, status, /^content-type: .*$/im.exec(head)?.[0]];
    const plain = typed(await ask('GET', path));
    expect(plain[1]).toBe(status);
    expect(typed(await ask('GET', `http://news.example${path}`))).toEqual(plain);
  }
});

describe('a message that is none', () => {
  it.each([
    [
      'two lengths',
      'POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    ],
    [
      'length and chunks',
      'POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/reindex HTTP/1.1\r\n\r\n',
    ],
    ['a length below nothing', 'POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
    ['a length that is no number', 'POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 0x10\r\n\r\n'],
    [
      'a coding nobody knows',
      'POST /api/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, x\r\n\r\n',
    ],
    [
      'a chunk that is no number',
      'POST /api/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c: d\r\n\r\n'],
    ['a blank in a name', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['line feeds alone', 'GET / HTTP/1.1\nHost: a\n\n'],
    ['another version', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['zeros', '\0'.repeat(1000)],
    ['an address of bytes', 'GET /\xff\xfe\x00 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an address without end', `GET /${'a'.repeat(30_000)}`],
  ])('%s: is refused as a problem, or answered, and the connection ends', async (_name, bytes) => {
    const answer = await raw(Buffer.from(bytes, 'latin1'));
    expect([0, 200, 301, 400, 404, 405, 408, 413, 414, 431]).toContain(answer.status);
    if (answer.status >= 400) expect(answer.head + answer.body).toMatch(/urn:broadsheet:problem:|text\/html/);
    expect(answer.body).not.toMatch(/node_modules|at \w+ \(/);
    expect((await ask('GET', '/healthz')).status).toBe(200);
  });
});

describe('the operator, or who has the key,', () => {
  // Of their own: whoever tried other keys from this address has to wait.
  let apart: AdminApp;
  let door: Listening;
  beforeAll(async () => {
    apart = await openAdminApp(uniqueName(import.meta.url, 'apart'));
    door = await listen(apart.app, '127.0.0.1', 0);
  });
  afterAll(async () => {
    await door.close();
    await apart.close();
  });

  it.each([
    ['/api/reindex?paths=/etc', '', 400],
    ['/api/reindex?incremental=1&incremental=0', '', 400],
    ['/api/reindex?__proto__[polluted]=1', '', 400],
    ['/api/articles?path=../../x', '{"content":"words"}', 400],
    ['/api/articles', '{"__proto__":{"content":"words"}}', 422],
    ['/api/articles', '{"constructor":{"prototype":{"polluted":1}}}', 422],
    ['/api/articles', '{"content":{"toString":"x"}}', 422],
    ['/api/articles', '{"content":"words","url":"file:///etc/passwd"}', 422],
    ['/api/articles', '{"content":"words","url":"javascript:alert(1)"}', 422],
    ['/api/articles', '{"content":"words","meta":"x"}', 422],
    ['/api/articles', `${'['.repeat(100_000)}`, 400],
    ['/api/articles', `${'['.repeat(1000)}${']'.repeat(1000)}`, 422],
    ['/api/articles', '1e999', 422],
    ['/api/articles', 'null', 422],
    ['/api/articles', '"\\ud800"', 422],
  ])('sends to %s %.60s', async (path, body, status) => {
    const headers = [
      operator,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    const answer = await ask('POST', path, headers, body, door);
    inOrder(answer, `${path} ${body.slice(0, 60)}`);
    expect([path, body.slice(0, 60), answer.status]).toEqual([path, body.slice(0, 60), status]);
  });

  it('writes no file outside the folder of what is handed in', async () => {
    const page = {
      content: 'A ferry',
      id: '../../../evil',
      path: '/etc/evil',
      meta: { title: '../../evil' },
    };
    const body = JSON.stringify(page);
    const headers = [operator, 'Content-Type: application/json', `Content-Length: ${body.length}`];
    const answer = await ask('POST', '/api/articles', headers, body, door);
    expect(answer.status).toBe(202);
    await apart.reindexing.stop();
    const names = await readdir(apart.shop.dir, { recursive: true });
    expect(names.filter((name) => /evil/.test(name))).toEqual([]);
    const kept = names
      .filter((name) => name.startsWith('data/ingested/'))
      .map((name) => name.slice('data/ingested/'.length));
    for (const name of kept)
      expect(name).toMatch(/^(\.pending|[0-9a-f]{2}(\/[0-9a-f]{32}\.(txt|meta\.json))?)$/);
  });
});

it('after all of it the index is as it was, and a search finds it', async () => {
  expect(await documents()).toBe(2);
  expect(JSON.parse(unchunked(await ask('GET', '/api/search?q=ferry&collapse=0'))).total).toBe(2);
});
