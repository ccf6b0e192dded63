/** Whose furniture a page carries: the site it was scraped from, as well as is known. */
import { getDomain } from 'tldts';
import type { Draft } from '../draft.ts';
import { fold } from '../text/words.ts';

/**
 * The name under which a page's repeated lines are counted: its carrier, else its origin, else the registrable domain
 * of its address, else the folder of its file. Null where none is known: such a page is never compared with others.
 */
export function siteOf({ facts, url, path }: Pick<Draft, 'facts' | 'url' | 'path'>): string | null {
  const named = facts.carrier?.value ?? facts.origin?.value;
  if (named) return fold(named);
  const domain = url && getDomain(url, { allowPrivateDomains: true });
  if (domain) return domain;
  const folder = path.replace(/#\d+$/, '').split('/').slice(0, -1).join('/');
  return folder === '' ? null : `${folder}/`;
}
