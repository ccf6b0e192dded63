/** A line of JSON that holds a page -> the line of JSON that tells what was made of it. */
import type { Config } from '../../config/schema.ts';
import { body, type Draft, type Entity, type Published, paragraphs } from '../draft.ts';
import { sourceOf } from '../load/document.ts';
import { type GivenLine, type NumberedPage, pageOf } from '../page-line.ts';
import { pipeline } from '../pipeline.ts';
// Not of read.ts: what reads files, records and encodings has no part in this, and takes its time to load.
import { readPage } from '../read/page.ts';
import { UNKNOWN_LANGUAGE } from '../text/language.ts';

/** The answer for one page; `id` is the one that was given, else the page's own. */
export interface Extracted {
  readonly id: string | number;
  readonly title: string;
  /** The clean body: paragraphs joined by a blank line, without the title. */
  readonly text: string;
  /** ISO 639-1 (639-3 where there is none), or `und`. */
  readonly language: string;
  /** Who wrote it, else whose page it is, else `unknown`. */
  readonly source: string;
  readonly published: (Published & { readonly evidence: string }) | null;
  /** Share of the article that is present; null: unknown. */
  readonly completeness: number | null;
  readonly entities: readonly Omit<Entity, 'offsets'>[];
  readonly removals: readonly {
    readonly rule: string;
    readonly kind: string;
    readonly reason: string;
    readonly text: string;
  }[];
  /** `language` only where it is another one than the article's. */
  readonly paragraphs: readonly {
    readonly kind: string;
    readonly text: string;
    readonly language?: string;
  }[];
}

export interface ExtractFailure {
  /** Null when the line was too broken to tell. */
  readonly id: string | number | null;
  readonly error: string;
}

/**
 * Returns what answers lines of input: a line of JSON for each that is not blank, in their order, one that cannot be read
 * is answered with an error. Rules and models are compiled once, here.
 */
export function answerer(config: Config): (lines: readonly GivenLine[]) => string {
  const judge = pipeline(config);
  return (lines) =>
    lines
      .map((line) => pageOf(line, config.index.maxFileBytes))
      .map((page) => (page ? `${JSON.stringify(answer(page, judge))}\n` : ''))
      .join('');
}

function answer(
  { number, ...read }: NumberedPage,
  judge: (draft: Draft) => Draft,
): Extracted | ExtractFailure {
  const failure = (id: string | number | null, what: string): ExtractFailure => ({
    id,
    error: `line ${number}: ${what}`,
  });
  if ('fault' in read) return failure(read.id, read.fault);
  const { id, path, ...page } = read.page;
  try {
    const draft = readPage({
      ...page,
      ...(id !== undefined && { id: String(id) }),
      path: path ?? page.url ?? String(id ?? `line ${number}`),
    });
    if (draft.refused) return failure(id ?? null, draft.refused.reason);
    return extracted(judge(draft), id ?? draft.id);
  } catch (cause) {
    return failure(id ?? null, messageOf(cause));
  }
}

function extracted(draft: Draft, id: string | number): Extracted {
  const { facts } = draft;
  return {
    id,
    title: facts.title?.value ?? '',
    text: body(draft),
    language: facts.language?.value ?? UNKNOWN_LANGUAGE,
    source: sourceOf(draft),
    published: facts.published ? { ...facts.published.value, evidence: facts.published.evidence } : null,
    completeness: facts.completeness?.value ?? null,
    entities: (facts.entities ?? []).map(({ name, type, count, forms }) => ({ name, type, count, forms })),
    removals: draft.removals.map(({ rule, kind, reason, block }) => ({
      rule,
      kind,
      reason,
      text: block.text,
    })),
    paragraphs: paragraphs(draft).map(({ kind, text, language }) => ({
      kind,
      text,
      ...(language && { language }),
    })),
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
