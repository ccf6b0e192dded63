/**
 * `npm run docs:examples`: asks each example of the API's description of the application, on an engine of its own, and
 * writes down the answers. Look at what changed before it is kept: a test holds the application to these answers.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import request from 'supertest';
import { loadConfig } from '../config/load.ts';
import { openStore } from '../engine/open.ts';
import { Reindexing } from '../server/admin/reindexing.ts';
import type { Example } from '../server/api/examples.ts';
import { createApp } from '../server/app.ts';
import { createIndexer } from '../server/indexer-process.ts';
import { publishExamples } from '../tests/support/example-articles.ts';

const FILE = fileURLToPath(new URL('../server/api/examples.json', import.meta.url));

const dataDir = await mkdtemp(join(tmpdir(), 'broadsheet-examples-'));
const config = loadConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'https://news.example' });
const log = pino({ level: 'silent' });
const store = await openStore(config, log);
try {
  await publishExamples(store);
  const key = randomUUID();
  const { PATH, HOME } = process.env;
  const indexer = createIndexer({ PATH, HOME, DATA_DIR: dataDir });
  const reindexing = new Reindexing({ indexer, dataDir, log });
  const app = createApp({ reader: store.reader, config, log, admin: { key, indexer, reindexing } });
  const examples = JSON.parse(await readFile(FILE, 'utf8')) as Example[];
  const asked: Example[] = [];
  for (const example of examples) {
    const agent = request(app);
    const { status, body } = await (example.method === 'POST' ? agent.post : agent.get)(example.path)
      .set('authorization', `Bearer ${key}`)
      .send(example.sends as object | undefined)
      .buffer(true)
      .parse(whole);
    const isJson = typeof example.body === 'object';
    asked.push({
      ...example,
      status,
      body: isJson ? { ...JSON.parse(body), ...unsteady(example.body) } : body,
    });
  }
  await reindexing.stop();
  await writeFile(FILE, `${JSON.stringify(asked, null, 2)}\n`);
} finally {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** What differs from one answer to the next is kept as it was. */
function unsteady(body: unknown): object {
  const kept = Object.entries(body ?? {}).filter(([key]) => key === 'tookMs' || key === 'instance');
  return Object.fromEntries(kept);
}

/** The whole answer as text, whatever its type. */
function whole(response: request.Response, done: (error: Error | null, body: string) => void): void {
  let text = '';
  response.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  response.on('end', () => done(null, text));
}
