/** What the head of a page states about it. */
import type { PageHead } from '../../draft.ts';
import { tidy } from '../tidy.ts';
import type { PageElement, Visitor } from './elements.ts';

/** Objects taken from JSON-LD at most, so that a page cannot fill the memory with them. */
const JSON_LD_LIMIT = 500;

const JSON_LD = /^\s*application\/(?:ld\+json|json\+ld)\b/i;
const CANONICAL = /(?:^|\s)canonical(?:\s|$)/i;

/** Everything but the `time` elements, which the walk over the body finds. */
export type StatedHead = Omit<PageHead, 'times'>;

export interface HeadReader extends Omit<Visitor, 'end'> {
  /** Complete once the page has been read. */
  readonly head: () => StatedHead;
}

/** Hears a page and remembers what it states of itself, in the head or wherever else it stands. */
export function headReader(): HeadReader {
  const metas = new Map<string, Set<string>>();
  const jsonLd: Record<string, unknown>[] = [];
  let lang: string | undefined;
  let title: string | undefined;
  let canonical: string | undefined;
  let drawing = 0;
  /** The title or script whose text is being taken down. */
  let heard: PageElement | undefined;
  let words = '';
  return {
    open(element) {
      const { name, attributes } = element;
      if (name === 'html' && element.isFrame) lang ??= attributes.lang ?? attributes['xml:lang'];
      else if (name === 'meta') addMeta(metas, attributes);
      else if (name === 'link' && CANONICAL.test(attributes.rel ?? '')) canonical ??= attributes.href ?? '';
      else if (name === 'svg') drawing += 1;
      const isTitle = name === 'title' && drawing === 0 && title === undefined;
      if (isTitle || (name === 'script' && JSON_LD.test(attributes.type ?? ''))) {
        heard = element;
        words = '';
      }
    },
    text(text) {
      if (heard) words += text;
    },
    close(element) {
      if (element.name === 'svg') drawing -= 1;
      if (element !== heard) return;
      heard = undefined;
      if (element.name === 'title') title = tidy(words);
      else flatten(parseLoosely(words), jsonLd);
    },
    head: () => ({
      ...present('title', title),
      ...present('lang', lang?.trim()),
      ...present('canonical', canonical?.trim()),
      metas: listed(metas),
      jsonLd,
    }),
  };
}

const present = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value ? { [key]: value } : {}) as { [P in K]?: string };

/** Without a prototype: a page may call a property of its own `__proto__`. */
function listed(metas: ReadonlyMap<string, ReadonlySet<string>>): Record<string, string[]> {
  const lists: Record<string, string[]> = Object.create(null);
  for (const [name, contents] of metas) lists[name] = [...contents];
  return lists;
}

function addMeta(metas: Map<string, Set<string>>, attributes: PageElement['attributes']): void {
  const content = tidy(attributes.content ?? '');
  if (content === '') return;
  for (const attribute of ['name', 'property', 'itemprop', 'http-equiv']) {
    const name = attributes[attribute]?.trim().toLowerCase();
    if (!name) continue;
    const contents = metas.get(name);
    if (contents) contents.add(content);
    else metas.set(name, new Set([content]));
  }
}

/** JSON-LD as pages really have it: in comments, with raw line ends in strings, with a comma or semicolon too many. */
function parseLoosely(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^(?:\/\/\s*)?<!(?:--|\[CDATA\[)/, '')
    .replace(/(?:\/\/\s*)?(?:-->|\]\]>)$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: raw controls are the fault that is mended
  const mended = bare.replace(/[\0-\x1f]+/g, ' ').replace(/;\s*$/, '');
  for (const attempt of [bare, mended, mended.replace(/,\s*(?=[}\]])/g, '')]) {
    const parsed = parsedOrNot(attempt);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

/** Undefined for what is no JSON: a page's faulty JSON-LD says nothing, and the other readers go on. */
function parsedOrNot(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function flatten(value: unknown, found: Record<string, unknown>[]): void {
  const queue: unknown[] = [value];
  while (queue.length > 0 && found.length < JSON_LD_LIMIT) {
    const next = queue.shift();
    if (Array.isArray(next)) queue.unshift(...next.slice(0, JSON_LD_LIMIT));
    else if (next && typeof next === 'object') {
      const { '@graph': graph, ...own } = next as Record<string, unknown>;
      if (Object.keys(own).some((key) => key !== '@context')) found.push(own);
      if (graph !== undefined) queue.unshift(graph);
    }
  }
}
