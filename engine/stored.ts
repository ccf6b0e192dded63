/**
 * The document as the engine holds it: the text stands in it once. A paragraph of the body is told by its length, so
 * that a page needs half the room in payload and index, and twice as long a page fits. Who is not known is a word, so
 * that it is counted and can be chosen like any other value.
 *
 * What only the article page shows is one string. The engine parses every key of each document that it gives, whichever
 * are asked for: a hit took it 0.11 ms of processor time with lists of paragraphs and removals in it, and takes 0.05 so.
 */
import { aliasesOf, NAME_FACETS } from './alias.ts';
import type { Article, ArticleParagraph } from './article.ts';
import { toJson } from './payload.ts';
import { type ArticleSummary, UNKNOWN_NAME } from './port.ts';
import { signsApart, signsTogether } from './signs.ts';

/** What joins the paragraphs of a body. */
const BLANK_LINE = '\n\n';

/** A paragraph whose text is the next `length` UTF-16 units of the body. */
interface StoredParagraph {
  readonly kind: string;
  readonly line: number;
  readonly length: number;
  readonly language?: string;
}

/** Who stands behind an article, each null in ours where it is not known, and whom it names, in ours perhaps nobody. */
type Hands = 'origin' | 'carrier' | 'agency';
type Named = (typeof NAME_FACETS)[number];
type Names = Pick<Article, Hands | Named>;
type Texts = Pick<Article, 'title' | 'body'>;

/** What no result list needs. */
type Detail = 'paragraphs' | 'removals' | 'facts' | 'entities';
interface Details extends Pick<Article, Exclude<Detail, 'paragraphs'>> {
  /** With their texts only where these are not the body. */
  readonly paragraphs: readonly (StoredParagraph | ArticleParagraph)[];
}

export interface StoredArticle extends Omit<Article, Detail | Hands> {
  /** Written with a build, not told of the article itself: see added.ts. */
  readonly addedAt?: number;
  readonly origin: string;
  readonly carrier: string;
  readonly agency: string;
  /** Other names of its entities, to be searched. */
  readonly alias: readonly string[];
  /** `Details` as JSON. */
  readonly details: string;
}

/** An article as it is written. */
export function toStored(article: Article): StoredArticle {
  const { paragraphs: _, removals: __, facts: ___, entities: ____, ...rest } = article;
  return { ...toSearched(rest), ...withEntities(article) };
}

/** Any document with its texts and unknown names as the engine takes them. */
export const toSearched = <T extends Names & Texts>(document: T) => ({
  ...withNames(document),
  title: signsApart(document.title),
  body: signsApart(document.body),
});

/** What of a document changes with the names of an article's entities, their facets aside. */
export const withEntities = (article: Article): Pick<StoredArticle, 'alias' | 'details'> => ({
  alias: aliasesOf(article.entities),
  details: toJson(detailsOf(article)),
});

function detailsOf({ body, paragraphs, removals, facts, entities }: Article): Details {
  const rest = { removals, facts, entities };
  if (paragraphs.map(({ text }) => text).join(BLANK_LINE) !== body) return { paragraphs, ...rest };
  return { paragraphs: paragraphs.map(({ text, ...told }) => ({ ...told, length: text.length })), ...rest };
}

/** An article as it was given to `toStored`. */
export function fromStored({ alias: _alias, addedAt: _addedAt, details, ...stored }: StoredArticle): Article {
  const { paragraphs: told, ...rest } = JSON.parse(details) as Details;
  const article = fromSearched(stored);
  let at = 0;
  const paragraphs = told.map((paragraph) => {
    if ('text' in paragraph) return paragraph;
    const { kind, line, length, ...own } = paragraph;
    const text = article.body.slice(at, at + length);
    at += length + BLANK_LINE.length;
    return { kind, text, line, ...own };
  });
  return { ...article, ...rest, paragraphs };
}

/** A document of a result list as it is read. */
export const fromSummary = (stored: StoredSummary): ArticleSummary => fromSearched(stored);

/** The documents of a result list, in its order. */
export const summariesOf = (result: { readonly hits: readonly object[] } | undefined): ArticleSummary[] =>
  ((result?.hits ?? []) as StoredSummary[]).map(fromSummary);

export type StoredSummary = Omit<ArticleSummary, Hands> & Pick<StoredArticle, Hands>;

/** Any document with its unknown names as a word. */
const withNames = <T extends Names>(document: T) => ({
  ...document,
  origin: document.origin ?? UNKNOWN_NAME,
  carrier: document.carrier ?? UNKNOWN_NAME,
  agency: document.agency ?? UNKNOWN_NAME,
  ...namesToWrite(document),
});

/** The names of a document; where there are none, the word for that. */
export const namesToWrite = (document: Pick<Names, Named>): Record<Named, readonly string[]> =>
  eachName((facet) => (document[facet].length === 0 ? [UNKNOWN_NAME] : document[facet]));

/** What `toSearched` was given. */
const fromSearched = <T extends Pick<StoredArticle, Hands | Named> & Texts>(document: T) => ({
  ...document,
  title: signsTogether(document.title),
  body: signsTogether(document.body),
  origin: knownName(document.origin),
  carrier: knownName(document.carrier),
  agency: knownName(document.agency),
  ...eachName((facet) => document[facet].filter((name) => name !== UNKNOWN_NAME)),
});

const eachName = (names: (facet: Named) => readonly string[]) =>
  Object.fromEntries(NAME_FACETS.map((facet) => [facet, names(facet)])) as Record<Named, readonly string[]>;

const knownName = (name: string): string | null => (name === UNKNOWN_NAME ? null : name);
