/** A batch of pages as they are given -> what the run keeps of each: spool, gist, documents. Works in any thread. */
import type { Config } from '../../config/schema.ts';
import { SEARCHABLE_WORDS } from '../../engine/port.ts';
import { prepare } from '../../engine/prepared.ts';
import { toStored } from '../../engine/stored.ts';
import { body, type Draft } from '../draft.ts';
import { toArticle } from '../load/document.ts';
import { grouped } from '../load/progress.ts';
import type { Spooled } from '../load/spool.ts';
import { toldOf } from '../load/told.ts';
import { pipeline } from '../pipeline.ts';
import { draftOf, type FoundPage } from '../read/read.ts';
import { countWords } from '../text/words.ts';
import { gistLine, gistOf } from './gist.ts';

/**
 * Bytes of JSON from which a page is refused: the engine takes at most 100 MB in one payload, and one page over that
 * would fail the whole run.
 */
const LARGEST_DOCUMENT = 90_000_000;

/** What was made of one page; each part is UTF-8, the first two end in a line feed. */
export interface JudgedPage {
  readonly spool: Uint8Array;
  readonly gist: Uint8Array;
  /** The document of the article, and of what was stripped from it, before its place in the corpus is known. */
  readonly article: Uint8Array | null;
  readonly removed: Uint8Array | null;
}

/** The parts of many pages end to end, as they travel between threads. */
export interface JudgedBatch {
  readonly bytes: Uint8Array;
  /** Lengths of spool, gist, article and removed of each page; 0: there is none. */
  readonly lengths: Uint32Array;
}

export interface JudgeOptions {
  readonly config: Config;
  /** Whether documents are asked for. */
  readonly documents: boolean;
}

/** Returns the judge of batches; rules and models are compiled once, here. @throws PipelineError */
export function batchJudge({
  config,
  documents,
}: JudgeOptions): (pages: readonly FoundPage[]) => JudgedBatch {
  const judge = pipeline(config);
  return (pages) => packed(pages.map((page) => judgedPage(page, judge, documents)));
}

type Parts = readonly [spool: Buffer, gist: Buffer, article: Buffer, removed: Buffer];
const NOTHING = Buffer.alloc(0);

function judgedPage(page: FoundPage, judge: (draft: Draft) => Draft, documents: boolean): Parts {
  const draft = 'refused' in page ? page.refused : draftOf(page.unread);
  if (draft.refused) return refusal(draft, draft.refused.reason);
  const judged = judge(draft);
  const warnings = [...(draft.warnings ?? []), ...tooLong(judged)];
  const spooled: Spooled = warnings.length > 0 ? { draft: judged, warnings } : { draft: judged };
  const json = JSON.stringify(spooled);
  if (json.length > LARGEST_DOCUMENT / 3) {
    // a letter takes at most 3 bytes
    const bytes = Buffer.byteLength(JSON.stringify(toStored(toArticle(judged))));
    if (bytes > LARGEST_DOCUMENT)
      return refusal(
        draft,
        `as a document of the index it has ${grouped(bytes)} bytes, and at most ${grouped(LARGEST_DOCUMENT)} can be sent: split the page`,
      );
  }
  const article = toArticle(judged);
  const prepared = documents ? prepare(article) : null;
  const spool = Buffer.from(`${json}\n`);
  return [
    spool,
    Buffer.from(`${gistLine(gistOf(judged, toldOf(article, json), warnings, spool.length))}\n`),
    prepared ? Buffer.from(prepared.article) : NOTHING,
    prepared?.removed != null ? Buffer.from(prepared.removed) : NOTHING,
  ];
}

function tooLong(draft: Draft): string[] {
  const wordCount = countWords(body(draft));
  if (wordCount <= SEARCHABLE_WORDS) return [];
  return [
    `has ${grouped(wordCount)} words, and only the first ${grouped(SEARCHABLE_WORDS)} can be searched: split the page`,
  ];
}

function refusal(draft: Draft, reason: string): Parts {
  const refused = { path: draft.path, line: draft.refused?.line ?? null, reason };
  const page: Spooled = { refused };
  const spool = Buffer.from(`${JSON.stringify(page)}\n`);
  return [spool, Buffer.from(`${gistLine({ bytes: spool.length, refused })}\n`), NOTHING, NOTHING];
}

function packed(pages: readonly Parts[]): JudgedBatch {
  const parts = pages.flat();
  // One buffer of its own, not a slice of the pool, so that it can be handed over instead of copied.
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, lengths: Uint32Array.from(parts, (part) => part.length) };
}

/** The pages of a batch, in order, as views of its bytes. */
export function* pagesOf({ bytes, lengths }: JudgedBatch): Generator<JudgedPage> {
  let at = 0;
  const next = (index: number) => {
    const part = bytes.subarray(at, at + (lengths[index] ?? 0));
    at += part.length;
    return part;
  };
  const orNull = (part: Uint8Array) => (part.length > 0 ? part : null);
  for (let i = 0; i < lengths.length; i += 4)
    yield { spool: next(i), gist: next(i + 1), article: orNull(next(i + 2)), removed: orNull(next(i + 3)) };
}
