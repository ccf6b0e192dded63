/**
 * The headline that the head of an HTML page states. Titles of pages carry the name of the site and the way to the page
 * (`Site » Archive » Headline`, `Headline | Site | Its slogan`): a heading on the page, and the names the site gives
 * itself, tell which part is the headline.
 */
import { domainToUnicode } from 'node:url';
import { parseAddress } from '../../config/address.ts';
import type { Block, Draft, PageHead } from '../draft.ts';
import { siteNamesIn } from '../text/site-names.ts';
import { words } from '../text/words.ts';
import { HEAVIEST, type Headline, LIGHTEST, oneLine, withBlock } from './headline.ts';
import { keyOf } from './key.ts';
import { isCutOff, mass } from './measure.ts';
import type { Page } from './page.ts';

/** What the head says, and where. */
type Said = readonly [value: string, reader: string];

/** The head of an HTML page says it; a heading on the page that agrees gives the wording. */
export function fromHead(page: Page): Headline | undefined {
  const { head } = page.draft.meta;
  if (!head) return undefined;
  const siteNames = siteNamesOf(page.draft, head);
  const said = saidIn(head)
    .map(([value, reader]): Said => [withoutSiteName(value.trim(), siteNames), reader])
    .filter(([value]) => mass(value) > 0);
  const headings = page.blocks.filter(({ kind, text }) => kind === 'heading' && mass(text) <= HEAVIEST);
  return (
    confirmed(said, siteNames, (value) => headings.find(({ text }) => agrees(text, value))) ??
    confirmed(said, siteNames, (value) => headingOfPart(headings, value)) ??
    asSaid(page, said)
  );
}

function saidIn({ title, metas, jsonLd }: PageHead): Said[] {
  return [
    ...(metas['og:title'] ?? []).map((value): Said => [value, 'og:title']),
    ...(metas['twitter:title'] ?? []).map((value): Said => [value, 'twitter:title']),
    ...jsonLd.flatMap(({ headline }): Said[] =>
      typeof headline === 'string' ? [[headline, 'json-ld headline']] : [],
    ),
    ...(title ? [[title, 'title element'] satisfies Said] : []),
  ];
}

function confirmed(
  said: readonly Said[],
  siteNames: readonly string[],
  headingOf: (value: string) => Block | undefined,
): Headline | undefined {
  for (const [value, reader] of said) {
    const block = headingOf(value);
    if (!block) continue;
    // The heading gives the wording, unless the page cut it and its head did not.
    const whole = isCutOff(block.text) && !isCutOff(value) ? value : block.text;
    const own = withoutNames(oneLine(whole), siteNames);
    return { fact: { value: own, evidence: block.text, reader: `heading and ${reader}` }, block };
  }
  return undefined;
}

function asSaid(page: Page, said: readonly Said[]): Headline | undefined {
  const [value, reader] = said[0] ?? [];
  if (!value || !reader) return undefined;
  return withBlock(page, value, { value, evidence: value, reader });
}

/** Same words, or one is the other cut short. */
function agrees(a: string, b: string): boolean {
  const [x, y] = [keyOf(a), keyOf(b)];
  if (!x || !y) return false;
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return short.length >= LIGHTEST && long.startsWith(short) && short.length >= long.length / 2;
}

const SEPARATOR = /(?<!\s)\s+[|\-–—•·»«:›>]{1,2}\s+/u;

/** The heading that says one part of a title, where that is the part that says most: `Site » Archive » Headline`. */
function headingOfPart(headings: readonly Block[], title: string): Block | undefined {
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return undefined;
  const heaviest = parts.reduce((most, part) => (mass(part) > mass(most) ? part : most));
  if (mass(heaviest) < LIGHTEST) return undefined;
  const key = keyOf(heaviest);
  return headings.find(({ text }) => keyOf(text) === key);
}

/** Keys of what the site calls itself: what its head says, and its address with and without the last part. */
function siteNamesOf({ url }: Draft, head: PageHead): readonly string[] {
  const labels = hostOf(url)
    .replace(/^www\./, '')
    .split('.');
  const hosts = labels.flatMap((_, i) => [labels.slice(i).join('.'), labels.slice(i, -1).join('.')]);
  return [...siteNamesIn(head).map(({ name }) => name), ...hosts]
    .map(keyOf)
    .filter((key) => key.length >= SHORTEST_NAME);
}

/** Letters of a site's name: fewer are part of an address (`co`). */
const SHORTEST_NAME = 3;

/** As it is read, not as it is sent: `bücher.example`. */
const hostOf = (url: string | undefined): string =>
  domainToUnicode((url === undefined ? undefined : parseAddress(url))?.hostname ?? '');

/**
 * `Headline - The Outlet` without the outlet: what names the site goes, with the slogan behind it, and a last part that is much
 * shorter than the rest.
 * @param siteNames keys of what the site calls itself
 */
export function withoutSiteName(title: string, siteNames: readonly string[]): string {
  const own = withoutNames(title, siteNames);
  const parts = own.split(SEPARATOR);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2 || !title.endsWith(last)) return own;
  const rest = partsOf(own, parts, 0, parts.length - 1);
  const isShort = words(last).length <= 4 && mass(last) * 2 <= mass(rest);
  return isShort && mass(rest) >= LIGHTEST ? rest : own;
}

/** A title without the names of the site before and behind it, and what stands behind the latter; of names alone, as it is. */
function withoutNames(title: string, siteNames: readonly string[]): string {
  const parts = title.split(SEPARATOR);
  const isName = parts.map((part) => siteNames.includes(keyOf(part)));
  const from = isName.indexOf(false);
  if (from < 0) return title;
  const next = isName.indexOf(true, from);
  return partsOf(title, parts, from, next < 0 ? parts.length : next);
}

/** Some parts of a title, as it joins them. */
function partsOf(title: string, parts: readonly string[], from: number, to: number): string {
  let start = 0;
  let end = 0;
  parts.slice(0, to).forEach((part, i) => {
    const at = title.indexOf(part, end);
    if (i === from) start = at;
    end = at + part.length;
  });
  return title.slice(start, end);
}
