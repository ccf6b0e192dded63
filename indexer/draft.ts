/**
 * The one record that goes through the pipeline: a page on its way from raw bytes to a document.
 *
 * A Draft is immutable; each stage is a plain function that returns a new one. `drop` is the only way a block
 * leaves the body, so that every removal carries its rule, kind and reason.
 */
import type { EntityType, RemovalKind } from '../config/schema.ts';

export type Format = 'text' | 'html' | 'markdown';

/** `title` is the headline taken out of the body; the other kinds keep the structure of what stays. */
export type BlockKind =
  | 'title'
  | 'heading'
  | 'paragraph'
  | 'list-item'
  | 'quote'
  | 'caption'
  | 'table-row'
  | 'code';

/** What only HTML or Markdown can tell about a block; absent for plain text. */
export interface Markup {
  /** Names of the elements from `body` down, with class and id words, e.g. `main.content>article>p`. */
  readonly path: string;
  /** Letters inside links over all letters, 0..1. */
  readonly linkDensity: number;
}

/** One line or paragraph of the page. */
export interface Block {
  readonly text: string;
  readonly kind: BlockKind;
  /** 1-based line in the decoded source; for HTML the 1-based number of the block on the page. */
  readonly line: number;
  /** Characters from the start of the decoded source; for HTML from the start of the page's text. */
  readonly offset: number;
  readonly markup?: Markup;
  /** ISO 639-1 (639-3 where there is none), only where it is another one than the article's. */
  readonly language?: string;
}

/** Why a block left; its `line` says where on the page it stood. */
export interface Removal {
  readonly rule: string;
  readonly kind: RemovalKind;
  readonly reason: string;
  readonly block: Block;
}

/** A value with the words it rests on and the reader that found it. */
export interface Fact<T> {
  readonly value: T;
  readonly evidence: string;
  readonly reader: string;
}

export type Precision = 'minute' | 'day' | 'month' | 'year';

/** `date`: ISO 8601, as precise as is known: `2023`, `2023-08`, `2023-08-22` or `2023-08-22T06:38` (`Z` or offset if stated). */
export interface Published {
  readonly date: string;
  readonly precision: Precision;
  readonly role: 'published' | 'updated';
}

/** A name of the article, merged over its spellings. `offsets` are UTF-16 positions in `title + "\n\n" + body(draft)`. */
export interface Entity {
  readonly name: string;
  readonly type: EntityType;
  readonly count: number;
  readonly forms: readonly string[];
  readonly offsets: readonly (readonly [start: number, end: number])[];
}

/** What is known of the page; a key that is absent is unknown. */
export interface Facts {
  readonly title?: Fact<string>;
  /** ISO 639-1 (639-3 where there is none), or `und`. */
  readonly language?: Fact<string>;
  /** Who wrote it. */
  readonly origin?: Fact<string>;
  /** Whose page it was scraped from. */
  readonly carrier?: Fact<string>;
  /** The wire it credits. */
  readonly agency?: Fact<string>;
  readonly published?: Fact<Published>;
  /** A date the page states that cannot be: in the future, before the web. */
  readonly dateRefused?: Fact<string>;
  /** Share of the article that is present, 0..1; `null`: cut, but nobody says by how much. */
  readonly completeness?: Fact<number | null>;
  readonly entities?: readonly Entity[];
  /** Set when cleaning left suspiciously little: what was lost, in words. */
  readonly bodyLoss?: Fact<number>;
}

/** What a sidecar `NAME.meta.json`, the `meta` of an extract line, or a scraper's JSON record states about the page. */
export interface Stated {
  readonly url?: string;
  readonly source?: string;
  /** As written there; the date reader parses it. */
  readonly published?: string;
  readonly updated?: string;
  readonly title?: string;
  readonly language?: string;
  readonly author?: string;
}

/** What the head of an HTML page states. */
export interface PageHead {
  readonly title?: string;
  readonly lang?: string;
  readonly canonical?: string;
  /** `meta` elements: name, property or itemprop (lower case) -> contents in document order. */
  readonly metas: Readonly<Record<string, readonly string[]>>;
  /** Parsed JSON-LD objects, `@graph` flattened. */
  readonly jsonLd: readonly Readonly<Record<string, unknown>>[];
  /**
   * Elements that are shown and say they hold a date (`time`, dates of schema.org, classes): what they tell machines,
   * visible text, and the `line` of the block they stand in.
   */
  readonly times: readonly {
    readonly datetime: string;
    readonly text: string;
    readonly path: string;
    readonly line: number;
    /** What schema.org calls it (`itemprop`), in small letters. */
    readonly property?: string;
  }[];
}

export interface Meta {
  /** From a sidecar or the caller: outranks everything that is guessed. */
  readonly sidecar?: Stated;
  /** From the record the page came in (JSON of trafilatura, news-please, newspaper, Scrapy). */
  readonly record?: Stated;
  readonly head?: PageHead;
  /** Last change of the file, for evidence only: never a publication date. */
  readonly scrapedAt?: string;
}

/** A page that could not be read: it is listed, never silently dropped. */
export interface Refusal {
  readonly reason: string;
  readonly line?: number;
}

export interface Draft {
  /** Stable: 16 hex digits of the SHA-256 of the canonical URL, else of the path. */
  readonly id: string;
  /** As the reader of a report would write it: relative to the folder that was given, with `#LINE` for a JSON line. */
  readonly path: string;
  readonly url?: string;
  readonly format: Format;
  /** What is still in the body, in page order; the headline, once found, is the block of kind `title`. */
  readonly blocks: readonly Block[];
  readonly meta: Meta;
  readonly facts: Facts;
  readonly removals: readonly Removal[];
  readonly refused?: Refusal;
  /** Faults that did not stop the page from being read, e.g. a sidecar that is no JSON: to be listed in the report. */
  readonly warnings?: readonly string[];
}

/** One step of the pipeline. */
export type Stage = (draft: Draft) => Draft;

/** Rule, kind and reason of one removal. */
export type Why = Pick<Removal, 'rule' | 'kind' | 'reason'>;

/**
 * Takes blocks out of the body and records why, in page order. The only way a block leaves.
 * @throws if one of them is not in the body
 */
export function drop(draft: Draft, going: ReadonlyMap<Block, Why>): Draft {
  if (going.size === 0) return draft;
  const blocks: Block[] = [];
  const removals: Removal[] = [];
  for (const block of draft.blocks) {
    const why = going.get(block);
    if (why) removals.push({ rule: why.rule, kind: why.kind, reason: why.reason, block });
    else blocks.push(block);
  }
  if (removals.length !== going.size)
    throw new Error(`drop: ${draft.path} has ${removals.length} of the ${going.size} blocks that were to go`);
  return { ...draft, blocks, removals: [...draft.removals, ...removals] };
}

/** Adds facts; an undefined value leaves what is there. */
export function learn(draft: Draft, facts: Partial<Facts>): Draft {
  return { ...draft, facts: { ...draft.facts, ...facts } };
}

/** The paragraphs of the clean body: every block that stays but the headline. */
export const paragraphs = (draft: Draft): readonly Block[] =>
  draft.blocks.filter((block) => block.kind !== 'title');

/** The clean body: paragraphs joined by a blank line, without the headline. */
export const body = (draft: Draft): string =>
  paragraphs(draft)
    .map((block) => block.text)
    .join('\n\n');
