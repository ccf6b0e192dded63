/** The stable identity of a page. */
import { createHash } from 'node:crypto';
import { parseAddress } from '../../config/address.ts';

/** Query parameters that say how a reader came to the page, never which page it is. */
const TRACKING =
  /^(utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|hsctatracking|vero_id|vero_conv|oly_anon_id|oly_enc_id|__twitter_impression|_ga|_gl|ncid|cmpid|cmp|smid|smtyp|ref_src|ref_url|at_medium|at_campaign|at_custom\d|wt_mc|wtmc|xtor|sr_share|spm|guccounter|guce_referrer|guce_referrer_sig)$/i;

/**
 * The URL without what does not tell pages apart: fragment, tracking parameters and default port dropped, host in
 * lower case. Undefined for anything that is no absolute http(s) URL.
 */
export function canonicalUrl(url: string | undefined): string | undefined {
  if (!url) return undefined;
  const trimmed = url.trim();
  const parsed = /^https?:\/\//i.test(trimmed) ? parseAddress(trimmed) : undefined;
  if (!parsed) return undefined;
  if (parsed.href.includes('#')) parsed.hash = '';
  if (parsed.search === '') return parsed.href;
  const tracking = [...parsed.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) parsed.searchParams.delete(name);
  return parsed.href;
}

/** 16 hex digits of the SHA-256 of the canonical URL, else of the path. */
export function idOf(url: string | undefined, path: string): string {
  return createHash('sha256')
    .update(canonicalUrl(url) ?? path)
    .digest('hex')
    .slice(0, 16);
}
