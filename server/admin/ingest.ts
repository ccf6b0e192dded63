/** `POST /api/articles`: pages in a body, one as JSON, several as a JSON list or as JSON Lines. */
import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../errors.ts';
import { pathOf } from '../http/request.ts';
import type { Indexer } from '../indexer-process.ts';
import type { Reindexing } from './reindexing.ts';
import { type IngestBody, type Verdict, Verdicts } from './shapes.ts';

/** Bytes of one body, unpacked. */
const MAX_BODY_BYTES = 64_000_000;
/** Pages in one body: each is answered. */
const MAX_PAGES = 10_000;
/** Bodies that are held at once: one is taken in, the others wait. */
const MAX_AT_ONCE = 4;

const JSON_TYPE = 'application/json';
const LINES_TYPES = ['application/x-ndjson', 'application/jsonl', 'application/x-jsonlines'];

const DONE = 0;
const DONE_WITH_REFUSALS = 3;

/** The handlers of the route, in order. @throws Problems `bad-body`, `body-too-large`, `unsupported-type`, `busy`, `nothing-accepted` */
export function ingestHandlers(indexer: Indexer, reindexing: Reindexing): RequestHandler[] {
  let under = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const enter: RequestHandler = (request, response, next) => {
    typeOf(request);
    if (under >= MAX_AT_ONCE)
      throw new Problem(
        'busy',
        `${under} bodies are being taken in already: send this one again in a moment.`,
      );
    under++;
    response.once('close', () => under--);
    next();
  };
  const take: RequestHandler = async (request, response) => {
    const lines = linesOf(typeOf(request), request.body);
    const verdicts = await inTurn(() => handIn(indexer, lines));
    const accepted = verdicts.filter(({ status }) => status === 'accepted').length;
    if (accepted > 0) reindexing.readPending();
    answer(request, response, verdicts, accepted);
  };
  return [enter, bodyOf, take];
}

function answer(request: Request, response: Response, verdicts: readonly Verdict[], accepted: number): void {
  if (accepted === 0)
    throw new Problem(
      'nothing-accepted',
      `None of ${verdicts.length} pages was accepted: \`articles\` says why.`,
      {
        more: { articles: verdicts },
      },
    );
  const reindex = pathOf(request).replace(/\/articles\/?$/i, '/reindex');
  const body: IngestBody = {
    accepted,
    refused: verdicts.length - accepted,
    articles: [...verdicts],
    reindex,
  };
  response.status(202).set('location', reindex).json(body);
}

async function handIn(indexer: Indexer, lines: Uint8Array): Promise<readonly Verdict[]> {
  const { code, stdout, words } = await indexer.run(['ingest'], { stdin: lines });
  if (code !== DONE && code !== DONE_WITH_REFUSALS)
    throw new Error(`the pages could not be kept: ingest ended with ${code}: ${words.join(' | ')}`);
  const written = stdout.split('\n').filter((line) => line !== '');
  return Verdicts.parse(written.map((line): unknown => JSON.parse(line)));
}

function typeOf(request: Request): 'json' | 'lines' {
  const [type = ''] = (request.get('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() === JSON_TYPE) return 'json';
  if (LINES_TYPES.includes(type.trim())) return 'lines';
  throw new Problem(
    'unsupported-type',
    `Content-Type is «${type.slice(0, 100)}»: send ${JSON_TYPE}, or ${LINES_TYPES[0]} with a page on each line.`,
  );
}

/** One page a line. @throws Problem `bad-body`, `body-too-large` */
function linesOf(type: 'json' | 'lines', body: unknown): Uint8Array {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.every((byte) => byte <= 32)) throw new Problem('bad-body', 'The body is empty: send a page.');
  if (!isUtf8(bytes)) throw new Problem('bad-body', 'The body is no UTF-8: encode it so.');
  const lines = type === 'lines' ? bytes : fromJson(bytes.toString('utf8'));
  const pages = countPages(lines);
  if (pages > MAX_PAGES)
    throw new Problem(
      'body-too-large',
      `The body holds ${pages} pages, and at most ${MAX_PAGES} are taken at once: send it in parts.`,
    );
  return lines;
}

function fromJson(text: string): Buffer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Problem('bad-body', 'The body is no JSON.', { cause });
  }
  const pages = Array.isArray(parsed) ? parsed : [parsed];
  if (pages.length === 0) throw new Problem('bad-body', 'The list is empty: send a page.');
  return Buffer.from(pages.map((page) => JSON.stringify(page)).join('\n'));
}

/** The lines that are not blank. */
function countPages(bytes: Uint8Array): number {
  let pages = 0;
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(10, at);
    const end = next < 0 ? bytes.length : next;
    while (at < end && (bytes[at] as number) <= 32) at++;
    if (at < end) pages++;
    at = end + 1;
  }
  return pages;
}

const raw = express.raw({ type: () => true, limit: MAX_BODY_BYTES });

/** The body as bytes; what the parser finds wrong is told in our words. */
const bodyOf: RequestHandler = (request, response, next) =>
  raw(request, response, (fault?: unknown) => {
    if (fault === undefined) return next();
    response.set('connection', 'close');
    next(inOurWords(fault));
  });

function inOurWords(fault: unknown): unknown {
  const type = fault instanceof Error && 'type' in fault ? fault.type : undefined;
  if (type === 'entity.too.large')
    return new Problem(
      'body-too-large',
      `The body has more than ${MAX_BODY_BYTES} bytes: send it in parts.`,
      { cause: fault },
    );
  if (type === 'encoding.unsupported')
    return new Problem('unsupported-type', 'Content-Encoding must be gzip, deflate, br or none.', {
      cause: fault,
    });
  const ours = !(fault instanceof Error && 'status' in fault && Number(fault.status) < 500);
  return ours ? fault : new Problem('bad-body', 'The body cannot be read to its end.', { cause: fault });
}
