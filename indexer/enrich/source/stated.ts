/** Sources by statement: a sidecar, the scraper's record, the page's address and its head. */
import type { Draft } from '../../draft.ts';
import { nameIn, siteNamesIn } from '../../text/site-names.ts';
import { fold } from '../../text/words.ts';
import { addressOf, isSource, type Known } from './known.ts';
import { partsOfName } from './name.ts';
import { type Finding, nameOf, roleOf, type SourceReader } from './reader.ts';

/** A sidecar's `source` is who wrote it, unless it names an aggregator; it may be a name or a host. */
export const fromSidecar: SourceReader = (draft, known) => {
  const said = draft.meta.sidecar?.source;
  const name = said && nameOrHost(said, known);
  return said && name ? [{ role: roleOf(name, known, 'origin'), name, evidence: `source: ${said}` }] : [];
};

/** A scraper's record says from whose site it scraped. */
export const fromRecord: SourceReader = (draft, known) => {
  const said = draft.meta.record?.source;
  const name = said && nameOrHost(said, known);
  return said && name ? [{ role: 'carrier', name, evidence: `source: ${said}` }] : [];
};

/** The page's address, where it is one of `sources.yml`. */
export const fromKnownAddress: SourceReader = (draft, known) =>
  urlsOf(draft, known).flatMap((url) => {
    const address = addressOf(url);
    const entry = address && known.byHost(address.host);
    return address && entry && isSource(entry)
      ? [{ role: 'carrier' as const, name: entry.name, evidence: address.host }]
      : [];
  });

/** The name the site gives itself in its head. */
export const fromSiteName: SourceReader = (draft, known) => {
  const head = draft.meta.head;
  if (!head) return [];
  const titles = [draft.facts.title?.value, ...(head.metas['og:title'] ?? [])].flatMap((one) =>
    one === undefined ? [] : [fold(one.trim())],
  );
  const site = draft.url ? addressOf(draft.url)?.domain.split('.')[0] : undefined;
  return siteNamesIn(head).flatMap(({ name: text, where }) => {
    const own = partOfSiteName(text, site, titles);
    const name = own && nameOrHost(own, known);
    if (name && known.isNobody(name)) return [];
    return name ? [{ role: 'carrier' as const, name, evidence: `${where}: ${text}` }] : [];
  });
};

/**
 * `Infoportal | Diakonie`, `Headline | Diakonie`: the part of what a site says it is called that its address says too, else the
 * first that is not the headline; undefined where it is nothing but the headline.
 * @param site `diakonie` of `www.diakonie.example`
 * @param titles the headline and what the head says it is, folded
 */
function partOfSiteName(
  text: string,
  site: string | undefined,
  titles: readonly string[],
): string | undefined {
  const parts = partsOfName(text).filter((part) => !titles.includes(fold(part)));
  if (parts.length < 2) return parts[0];
  const ofAddress = parts.find((part) => {
    const folded = fold(part).replace(/[^\p{L}\p{N}\s]/gu, '');
    return folded.replace(/\s/gu, '') === site || folded.split(/\s+/u).some((word) => word === site);
  });
  return ofAddress ?? parts[0];
}

/** The registrable domain, where nothing better is known; on a platform, the host that is the site's own. */
export const fromAddress: SourceReader = (draft, known) =>
  urlsOf(draft, known).flatMap((url) => {
    const address = addressOf(url);
    if (!address) return [];
    const host = address.host.replace(/^www\./, '');
    const name = known.byHost(host)?.role === 'platform' ? host : address.domain;
    return [{ role: 'carrier' as const, name, evidence: address.host }];
  });

/**
 * Who wrote it, as the head states: a canonical address on another site, `syndication-source`, `original-source`, an
 * organisation as author, or, on an aggregator's page, a publisher that is not the aggregator.
 */
export const fromSyndication: SourceReader = (draft, known) => {
  const head = draft.meta.head;
  if (!head) return [];
  const own = draft.url ? addressOf(draft.url) : siteOf(draft, known);
  const found: Finding[] = [];
  const linked: [string, string | undefined][] = [
    ['canonical', head.canonical],
    ['syndication-source', head.metas['syndication-source']?.[0]],
    ['original-source', head.metas['original-source']?.[0]],
  ];
  for (const [where, url] of linked) {
    const address = url && ABSOLUTE.test(url) ? addressOf(url) : undefined;
    if (!address || !own || address.domain === own.domain) continue;
    const entry = known.byHost(address.host);
    if (entry && !isSource(entry)) continue;
    const name = entry?.name ?? address.domain;
    const role = entry?.role === 'aggregator' ? 'carrier' : 'origin';
    found.push({ role, name, evidence: `${where}: ${url}` });
  }
  const carrier = own && known.byHost(own.host);
  const publisher = publisherOf(head.jsonLd);
  const name = publisher && nameOf(publisher, known);
  if (carrier?.role === 'aggregator' && name && name !== carrier.name)
    found.push({ role: roleOf(name, known, 'origin'), name, evidence: `JSON-LD publisher: ${publisher}` });
  const author = head.jsonLd.map((object) => nameIn(object.author)).find((one) => one && known.byName(one));
  const writer = author ? known.byName(author) : undefined;
  if (author && writer?.role === 'agency')
    found.push({
      role: 'agency',
      name: writer.name,
      evidence: `JSON-LD author: ${author}`,
      isAlone: true,
    });
  return found;
};

/** An address with its host: `index.html` is on the same one. */
const ABSOLUTE = /^(?:https?:)?\/\//i;

/** The address of the aggregator that a page without one names as its site. */
function siteOf({ meta: { head } }: Draft, known: Known): ReturnType<typeof addressOf> {
  const entry = known.byName(head?.metas['og:site_name']?.[0] ?? '');
  const [domain] = entry?.role === 'aggregator' ? entry.domains : [];
  return domain ? addressOf(domain) : undefined;
}

/** The page's own addresses, else the one it states: on an aggregator's page that one is of the site it took it from. */
function urlsOf(draft: Draft, known: Known): string[] {
  const { sidecar, record, head } = draft.meta;
  const own = [draft.url, sidecar?.url, record?.url].filter((one) => one !== undefined);
  const canonical = head?.canonical ?? head?.metas['og:url']?.[0];
  return own.length > 0 || !canonical || siteOf(draft, known) ? own : [canonical];
}

/** A host name stands for its entry, else for its registrable domain. */
function nameOrHost(said: string, known: Known): string | undefined {
  const address = /^\S+\.\S+$/.test(said.trim()) ? addressOf(said) : undefined;
  const name = known.byName(said)?.name;
  if (name) return name;
  return address ? (known.byHost(address.host)?.name ?? address.domain) : nameOf(said, known);
}

const publisherOf = (jsonLd: readonly Readonly<Record<string, unknown>>[]): string | undefined =>
  jsonLd.map(({ publisher }) => nameIn(publisher)).find((name) => name);
