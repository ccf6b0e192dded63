/** Dates by statement: sidecar, scraper's record, JSON-LD, meta elements, the page's address. */
import type { Draft, Stated } from '../../draft.ts';
import { dayOf, machineDate, type Order } from './parse.ts';
import type { Candidate, DateReader } from './reader.ts';

/** What a sidecar states. */
export const fromSidecar: DateReader = (draft, order) => statedIn(draft.meta.sidecar, order);
/** What the scraper's record states. */
export const fromRecord: DateReader = (draft, order) => statedIn(draft.meta.record, order);

function statedIn(stated: Stated | undefined, order: Order): Candidate[] {
  return [
    ...candidate(stated?.published, 'published', 'published', order),
    ...candidate(stated?.updated, 'updated', 'updated', order),
  ];
}

function candidate(
  said: string | undefined,
  where: string,
  role: Candidate['role'],
  order: Order,
): Candidate[] {
  const read = said ? machineDate(said, order) : undefined;
  return said && read ? [{ ...read, role, evidence: `${where}: ${said.trim().slice(0, 100)}` }] : [];
}

const ARTICLE = /article|posting|report|review|story|recipe|liveblog/i;
/** Types whose dates are not those of an article. */
const OTHER = /organization|website|person|comment|breadcrumb|imageobject|event|offer|product|rating|list/i;
const PUBLISHED_KEYS = ['datePublished', 'dateCreated', 'uploadDate'] as const;

/** JSON-LD of the article, else of the page; `dateModified` where there is nothing else. */
export const fromJsonLd: DateReader = (draft, order) => {
  const objects = draft.meta.head?.jsonLd ?? [];
  const typed = objects.map((object) => ({ object, type: String([object['@type']].flat().join(' ')) }));
  const articles = typed.filter(({ type }) => ARTICLE.test(type));
  const pages = typed.filter(({ type }) => !ARTICLE.test(type) && !OTHER.test(type));
  return inOrder(
    [...articles, ...pages].map(({ object, type }) => ({
      published: PUBLISHED_KEYS.map((key) => [`JSON-LD ${type} ${key}`, textOf(object[key])] as const),
      updated: [[`JSON-LD ${type} dateModified`, textOf(object.dateModified)] as const],
    })),
    order,
  );
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** Names of meta elements that hold a date of publication, the more specific first. */
const PUBLISHED_METAS = (
  'article:published_time og:article:published_time og:published_time og:pubdate article:published rnews:datepublished ' +
  'datepublished itemprop:datepublished parsely-pub-date sailthru.date article.published pubdate publishdate publish_date ' +
  'publish-date publication_date publicationdate publication-date published_time published-date published_date ' +
  'published cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date citation_date ' +
  'citation_online_date dc.date.issued dcterms.issued dcsext.articlefirstpublished article_date_original article:date ' +
  'article-publication-date originalpublicationdate bt:pubdate shareaholic:article_published_time vr:published_time date_published'
).split(' ');
const UPDATED_METAS = (
  'article:modified_time og:updated_time article:modified datemodified lastmodified last-modified modified ' +
  'dc.date.modified dcterms.modified dc.modified revised updated_time date.updated'
).split(' ');
/** Names under which systems put a date of their own as often as that of publication. */
const VAGUE_META =
  /(?:^|[.:_-])(?:date|created|datecreated|uploaded|timestamp|gentime|ptime|time)(?:$|[.:_-])|^date/;
const NOT_VAGUE = /modif|updat|expir|revis|event|start|end|birth|death|reading|format|timezone/;

/** `meta` elements of the head that say they hold the publication. */
export const fromMeta: DateReader = (draft, order) => {
  const metas = draft.meta.head?.metas;
  if (!metas) return [];
  const said = (names: readonly string[]) =>
    names.flatMap((name) => (metas[name] ?? []).map((content) => [`meta ${name}`, content] as const));
  return inOrder([{ published: said(PUBLISHED_METAS), updated: said(UPDATED_METAS) }], order);
};

/** `meta` elements whose name only says that they hold a date. */
export const fromVagueMeta: DateReader = (draft, order) =>
  Object.entries(draft.meta.head?.metas ?? {})
    .filter(([name]) => VAGUE_META.test(name) && !NOT_VAGUE.test(name))
    .flatMap(([name, contents]) =>
      contents.flatMap((text) => candidate(text, `meta ${name}`, 'published', order)),
    );

type Said = readonly (readonly [where: string, text: string | undefined])[];

/** All that is said to be published before all that is said to be updated. */
function inOrder(
  parts: readonly { readonly published: Said; readonly updated: Said }[],
  order: Order,
): Candidate[] {
  const read = (said: Said, role: Candidate['role']) =>
    said.flatMap(([where, text]) => candidate(text, where, role, order));
  return [
    ...parts.flatMap(({ published }) => read(published, 'published')),
    ...parts.flatMap(({ updated }) => read(updated, 'updated')),
  ];
}

const IN_PATH = /(?<!\d)((?:19|20)\d{2})([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)/u;
const MONTH_IN_PATH = /\/((?:19|20)\d{2})\/(0[1-9]|1[0-2])(?:\/|$)/u;

/** A day in the address: `/2023/08/22/`, `/2023-08-22-`, `-20230822`. */
export const fromAddress: DateReader = (draft) =>
  addressesOf(draft).flatMap((url) => {
    const path = pathOf(url);
    const match = IN_PATH.exec(path);
    const [, year = '', separator = '', month = '', dayOfMonth = ''] = match ?? [];
    const loose = separator === '' && (month.length < 2 || dayOfMonth.length < 2);
    const date = match && !loose && dayOf(Number(year), Number(month), Number(dayOfMonth));
    return date ? [{ date, precision: 'day' as const, role: 'published' as const, evidence: url }] : [];
  });

/** A month in the address, for pages that tell no more: `/2023/08/`. */
export const fromAddressMonth: DateReader = (draft) =>
  addressesOf(draft).flatMap((url) => {
    const match = MONTH_IN_PATH.exec(pathOf(url));
    return match
      ? [
          {
            date: `${match[1]}-${match[2]}`,
            precision: 'month' as const,
            role: 'published' as const,
            evidence: url,
          },
        ]
      : [];
  });

function addressesOf({ url, meta }: Draft): string[] {
  const urls = [
    url,
    meta.sidecar?.url,
    meta.record?.url,
    meta.head?.canonical,
    meta.head?.metas['og:url']?.[0],
  ];
  return [...new Set(urls.filter((one) => one !== undefined))];
}

/** Path and query alone: a date in a host name is none of the page's. */
const pathOf = (url: string): string => url.slice(0, 1000).replace(/^[a-z]+:\/\/[^/]*/i, '');
