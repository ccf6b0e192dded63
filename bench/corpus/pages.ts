/** Articles as scrapers leave them: text dumps, HTML in four layouts, Markdown and JSON, each with its source's furniture. */
import { type Chance, chanceOf } from '../stories/random.ts';
import { articleOf, type MadeArticle, type Materials } from './articles.ts';
import type { Material } from './material.ts';
import { PHRASES } from './phrases.ts';
import { headline, nameOf } from './wording.ts';

export type PageFormat = 'html' | 'text' | 'markdown' | 'json';

/** One raw page. */
export interface MadePage {
  readonly number: number;
  readonly format: PageFormat;
  /** As a scraper would store it, UTF-8. */
  readonly content: string;
  readonly url: string;
  readonly source: string;
  /** Path of its file, with folder and ending. */
  readonly path: string;
  /** What a sidecar states, or null: there is none. */
  readonly sidecar: Readonly<Record<string, string>> | null;
  readonly article: MadeArticle;
}

/** What decides the pages. `first` and `count` choose a part of the corpus, which is the same in any part. */
export interface CorpusPlan {
  readonly materials: Materials;
  readonly seed: string;
  readonly first?: number;
  readonly count: number;
  /** Pages with another text than the corpus first had, by number. */
  readonly revised?: (number: number) => boolean;
  /** Every page in this format. */
  readonly only?: PageFormat;
}

const ENDINGS: Readonly<Record<PageFormat, string>> = {
  html: 'html',
  text: 'txt',
  markdown: 'md',
  json: 'json',
};
/** Pages of one folder at most: a folder of a hundred thousand files is slow anywhere. */
const FOLDER = 1_000;
const PAYWALLED = 0.07;

/** The pages of a plan, one at a time, never held. */
export function* madePages({
  materials,
  seed,
  first = 0,
  count,
  revised,
  only,
}: CorpusPlan): Generator<MadePage> {
  for (let number = first; number < first + count; number++)
    yield pageOf(materials, articleOf(materials, seed, number, revised?.(number) ? 1 : 0), seed, only);
}

function pageOf(materials: Materials, article: MadeArticle, seed: string, only?: PageFormat): MadePage {
  const chance = chanceOf(`${seed} layout ${article.number}`);
  const lot = chance.next();
  const format = only ?? (lot < 0.45 ? 'text' : lot < 0.87 ? 'html' : lot < 0.97 ? 'json' : 'markdown');
  const { source, number } = article;
  const material = materials.get(source.language);
  if (!material) throw new Error(`there is no material in ${source.language}`);
  const page = furnished(article, material, chance);
  const url = `https://${source.domain}/${['news', 'world', 'local', 'sport'][number % 4]}/${number.toString(36)}`;
  const content = { html, text, markdown, json }[format](page, url);
  const folder = `${source.domain.replace('.example', '')}/${Math.floor(number / FOLDER)
    .toString()
    .padStart(4, '0')}`;
  return {
    number,
    format,
    content,
    url,
    source: source.name,
    path: `${folder}/${number.toString().padStart(7, '0')}.${ENDINGS[format]}`,
    sidecar: format !== 'json' && chance.happens(0.3) ? { url, source: source.name } : null,
    article,
  };
}

/** An article with what stands around it on the pages of its source. */
interface Furnished {
  readonly article: MadeArticle;
  readonly menu: readonly string[];
  readonly teasers: readonly string[];
  readonly body: readonly string[];
  readonly after: readonly string[];
  readonly footer: string;
  readonly byline: string;
  readonly dateline: string | null;
}

function furnished(article: MadeArticle, material: Material, chance: Chance): Furnished {
  const { source, published, agency, author } = article;
  const phrases = PHRASES[source.language];
  const own = (text: string) => text.replace('{}', source.name);
  const paywalled = chance.happens(PAYWALLED);
  const left = chance.between(20, 75);
  const paragraphs = paywalled
    ? article.paragraphs.slice(0, Math.max(2, Math.ceil((article.paragraphs.length * (100 - left)) / 100)))
    : article.paragraphs;
  const cast = { names: [nameOf(chance.between(0, 2_000))] };
  return {
    article,
    menu: phrases.menu,
    teasers: Array.from({ length: chance.between(2, 6) }, () =>
      chance.happens(0.3) ? chance.pick(material.lines) : headline(material, cast, chance),
    ),
    body: agency === null ? paragraphs : [`(${agency}) - ${paragraphs[0]}`, ...paragraphs.slice(1)],
    after: [
      ...(paywalled ? [phrases.paywall.replace('{}', String(left))] : []),
      ...(source.number % 3 === 0 ? phrases.newsletter.map(own) : []),
      ...(source.number % 4 === 1 ? [own(phrases.donate)] : []),
      ...(source.number % 2 === 0 ? [phrases.share] : []),
    ],
    footer: own(phrases.rights),
    byline: `${phrases.by} ${author}${agency === null ? '' : `, ${agency}`}`,
    dateline: published && `${phrases.published} ${spelled(published, source.language, source.number)}`,
  };
}

/** A date as a newsroom of the language prints it. */
function spelled(date: Date, language: string, style: number): string {
  if (style % 3 === 0) return date.toISOString().slice(0, 10);
  const name = `${language} ${style % 3}`;
  const format =
    FORMATS.get(name) ??
    new Intl.DateTimeFormat(language, {
      timeZone: 'UTC',
      day: 'numeric',
      month: style % 3 === 1 ? 'long' : '2-digit',
      year: 'numeric',
      numberingSystem: 'latn',
      calendar: 'gregory',
    });
  FORMATS.set(name, format);
  return format.format(date);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

const text = ({ article, menu, teasers, body, after, footer, byline, dateline }: Furnished): string =>
  [
    article.source.name,
    menu.join('  '),
    ...(teasers.length > 4 ? teasers.slice(0, 2) : []),
    '',
    article.title,
    '',
    byline,
    ...(dateline === null ? [] : [dateline]),
    '',
    ...body.flatMap((one) => [one, '']),
    ...after,
    PHRASES[article.source.language].related,
    ...teasers,
    footer,
    '',
  ].join('\n');

const markdown = ({ article, body, after, byline, dateline, teasers }: Furnished): string =>
  [
    `# ${article.title}`,
    '',
    `*${byline}*`,
    ...(dateline === null ? [] : ['', dateline]),
    '',
    ...body.flatMap((one) => [one, '']),
    ...after,
    '',
    ...teasers.map((one) => `- [${one}](/x)`),
    '',
  ].join('\n');

const json = ({ article, body, after }: Furnished, url: string): string =>
  JSON.stringify({
    url,
    title: article.title,
    text: [...body, ...after].join('\n\n'),
    ...(article.published && { published: article.published.toISOString() }),
    site: article.source.name,
    author: article.author,
  });

const escaped = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const element = (tag: string, value: string): string => `<${tag}>${escaped(value)}</${tag.split(' ', 1)[0]}>`;
const links = (values: readonly string[]): string =>
  `<ul>${values.map((value) => `<li>${`<a href="/x">${escaped(value)}</a>`}</li>`).join('')}</ul>`;

function html(
  { article, menu, teasers, body, after, footer, byline, dateline }: Furnished,
  url: string,
): string {
  const { source, title, published, author } = article;
  const layout = source.number % 4;
  const iso = published?.toISOString();
  const wrap = [
    ['article', 'post-body'],
    ['div class="story"', 'story__text'],
    ['main', 'content'],
    ['section class="entry"', 'entry-text'],
  ][layout] as [string, string];
  const head = [
    '<meta charset="utf-8">',
    element('title', `${title} | ${source.name}`),
    `<link rel="canonical" href="${url}">`,
    `<meta property="og:site_name" content="${escaped(source.name)}">`,
    `<meta property="og:title" content="${escaped(title)}">`,
    ...(iso !== undefined && layout < 2
      ? [
          `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: title, datePublished: iso, author: { '@type': 'Person', name: author } }).replace(/</g, '\\u003c')}</script>`,
        ]
      : []),
    ...(iso !== undefined && layout === 2
      ? [`<meta property="article:published_time" content="${iso}">`]
      : []),
    '<style>.site-header{display:flex}.nav li{margin:0 4px}</style>',
    '<script>window.dataLayer=window.dataLayer||[];</script>',
  ];
  return [
    '<!DOCTYPE html>',
    `<html lang="${source.language}">`,
    `<head>${head.join('\n')}</head>`,
    '<body>',
    `<header class="site-header"><a class="logo" href="/">${escaped(source.name)}</a><nav class="nav">${links(menu)}</nav></header>`,
    `<${wrap[0]}>`,
    element('h1', title),
    element('p class="byline"', byline),
    ...(dateline === null
      ? []
      : [
          iso === undefined
            ? element('p class="date"', dateline)
            : `<time datetime="${iso}">${escaped(dateline)}</time>`,
        ]),
    `<div class="${wrap[1]}">`,
    ...body.map((one) => element('p', one)),
    '</div>',
    `</${wrap[0].split(' ', 1)[0]}>`,
    ...after.map((one) => `<div class="box">${element('p', one)}</div>`),
    `<aside class="recirc">${element('h2', PHRASES[source.language].related)}${links(teasers)}</aside>`,
    `<footer class="site-footer">${links(menu.slice(0, 4))}${element('p', footer)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
