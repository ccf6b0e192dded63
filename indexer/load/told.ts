/**
 * What a judged page tells the counts of a run and the store, in some hundred bytes. It is kept in the page's gist, so
 * that a page which another run takes over need not be read again for them.
 */
import { hash } from 'node:crypto';
import type { EntityType } from '../../config/schema.ts';
import type { Article, CompletenessState } from '../../engine/article.ts';
import type { Entity } from '../draft.ts';
import { beginning } from './counts.ts';

/** Examples of what was removed that are kept of a rule, and characters of their short form. */
export const EXAMPLES = 3;
const SHORT_EXAMPLE = 100;
/** Letters of a hash: 60 bits. */
const HASH = 10;

/** What one rule removed of one kind from a page. */
export interface ToldRemovals {
  readonly rule: string;
  readonly kind: string;
  readonly blocks: number;
  readonly characters: number;
  /** Hash of the reason; null: there are several. */
  readonly reason: string | null;
  /** Hashes of the first EXAMPLES different texts, as their beginnings are shown. */
  readonly texts: readonly string[];
}

export interface Told {
  /** Hash of the page as JSON. */
  readonly page: string;
  /** Hash of what the article says, but for the names of its entities and its place among the stories. */
  readonly says: string;
  readonly language: string;
  readonly source: string;
  readonly state: CompletenessState;
  readonly year: string;
  readonly characters: number;
  readonly words: number;
  /** Whether cleaning left suspiciously little of it. */
  readonly lost: boolean;
  /** In the order in which a rule first removed something of a kind. */
  readonly removals: readonly ToldRemovals[];
}

/** An entity of an article, as far as it decides under which name it stands, and where among the others. */
export interface NamedHere {
  readonly type: EntityType;
  readonly name: string;
  readonly count: number;
  /** The offset that is listed first, and the smallest. */
  readonly at: number;
  readonly from: number;
}

export function namedHere({ type, name, count, offsets }: Entity): NamedHere {
  const at = offsets[0]?.[0] ?? 0;
  return { type, name, count, at, from: offsets.reduce((least, [start]) => Math.min(least, start), at) };
}

/** @param page the judged page as JSON: what the article was made of */
export function toldOf(article: Article, page: string): Told {
  return {
    page: hashOf(page),
    says: hashOf(saidBy(article)),
    language: article.language,
    source: article.source,
    state: article.completenessState,
    year: article.year,
    characters: article.body.length,
    words: article.wordCount,
    lost: article.bodyLoss,
    removals: removalsOf(article),
  };
}

/** The reason and the text of a removal as a summary shows them. */
export const shownReason = (reason: string): string => beginning(reason, SHORT_EXAMPLE);
export const shownText = (text: string): string => beginning(text, SHORT_EXAMPLE);

export const hashOf = (text: string): string => hash('sha1', text, 'base64url').slice(0, HASH);

function removalsOf({ removals }: Article): ToldRemovals[] {
  const groups = new Map<string, ToldRemovals & { blocks: number; characters: number; texts: string[] }>();
  const reasons = new Map<string, string>();
  for (const { rule, kind, reason, text } of removals) {
    const key = `${rule} ${kind}`;
    const shown = shownReason(reason);
    const hashed = reasons.get(shown) ?? hashOf(shown);
    reasons.set(shown, hashed);
    const before = groups.get(key) ?? { rule, kind, blocks: 0, characters: 0, reason: hashed, texts: [] };
    before.blocks++;
    before.characters += text.length;
    if (before.texts.length < EXAMPLES) {
      const example = hashOf(shownText(text));
      if (!before.texts.includes(example)) before.texts.push(example);
    }
    groups.set(key, before.reason === hashed ? before : { ...before, reason: null });
  }
  return [...groups.values()];
}

/** How often a line stands on other pages is no part of it either. */
const saidBy = (article: Article): string =>
  JSON.stringify([
    article.title,
    article.body,
    article.url,
    article.origin,
    article.carrier,
    article.agency,
    article.language,
    article.published,
    article.completeness,
    article.completenessState,
    article.bodyLoss,
    article.removals.map(({ rule, kind, text }) => [rule, kind, text]),
  ]);
