/** Whose furniture a page carries: the site it was scraped from, as well as is known. */
import { getDomain } from 'tldts';
import type { Article } from '../../engine/article.ts';
import { fold } from '../text/words.ts';

/**
 * The name under which a page's repeated lines are counted: its carrier, else its origin, else the registrable domain
 * of its address, else the folder of its file. Null where none is known: such a page is never compared with others.
 */
export function siteOf({
  carrier,
  origin,
  url,
  path,
}: Pick<Article, 'carrier' | 'origin' | 'url' | 'path'>): string | null {
  const named = carrier ?? origin;
  if (named) return fold(named);
  const domain = url && getDomain(url, { allowPrivateDomains: true });
  if (domain) return domain;
  const folder = path.replace(/#\d+$/, '').split('/').slice(0, -1).join('/');
  return folder === '' ? null : `${folder}/`;
}
