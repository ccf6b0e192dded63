/**
 * The document as the engine holds it: the text stands in it once. A paragraph of the body is told by its length, so
 * that a page needs half the room in payload and index, and twice as long a page fits.
 */
import { aliasesOf } from './alias.ts';
import type { Article, ArticleParagraph } from './article.ts';

/** What joins the paragraphs of a body. */
const BLANK_LINE = '\n\n';

/** A paragraph whose text is the next `length` UTF-16 units of the body. */
interface StoredParagraph {
  readonly kind: string;
  readonly line: number;
  readonly length: number;
  readonly language?: string;
}

export interface StoredArticle extends Omit<Article, 'paragraphs'> {
  /** With their texts only where these are not the body. */
  readonly paragraphs: readonly (StoredParagraph | ArticleParagraph)[];
  /** Other names of its entities, to be searched. */
  readonly alias: readonly string[];
}

/** An article as it is written. */
export function toStored(article: Article): StoredArticle {
  const { body, paragraphs } = article;
  const alias = aliasesOf(article.entities);
  if (paragraphs.map(({ text }) => text).join(BLANK_LINE) !== body) return { ...article, alias };
  return {
    ...article,
    alias,
    paragraphs: paragraphs.map(({ text, ...told }) => ({ ...told, length: text.length })),
  };
}

/** An article as it was given to `toStored`. */
export function fromStored({ alias: _alias, ...stored }: StoredArticle): Article {
  let at = 0;
  const paragraphs = stored.paragraphs.map((paragraph) => {
    if ('text' in paragraph) return paragraph;
    const { kind, line, length, ...own } = paragraph;
    const text = stored.body.slice(at, at + length);
    at += length + BLANK_LINE.length;
    return { kind, text, line, ...own };
  });
  return { ...stored, paragraphs };
}
