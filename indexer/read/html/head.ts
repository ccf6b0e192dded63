/** What the head of a page states about it, and the times it shows. */
import type { PageHead } from '../../draft.ts';
import { tidy } from '../tidy.ts';

/** Objects taken from JSON-LD at most, so that a page cannot fill the memory with them. */
const JSON_LD_LIMIT = 500;

/** Everything but the `time` elements, which the walk over the body finds. Must run before scripts are removed. */
export function readHead(document: Document): Omit<PageHead, 'times'> {
  const title = tidy(document.querySelector('title')?.textContent ?? '');
  const root = document.documentElement;
  const lang = (root.getAttribute('lang') ?? root.getAttribute('xml:lang') ?? '').trim();
  return {
    ...(title && { title }),
    ...(lang && { lang }),
    ...present('canonical', canonicalOf(document)),
    metas: metasOf(document),
    jsonLd: jsonLdOf(document),
  };
}

const present = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value ? { [key]: value } : {}) as { [P in K]?: string };

function canonicalOf(document: Document): string | undefined {
  for (const link of document.getElementsByTagName('link'))
    if (/(?:^|\s)canonical(?:\s|$)/i.test(link.getAttribute('rel') ?? ''))
      return link.getAttribute('href')?.trim() || undefined;
  return undefined;
}

function metasOf(document: Document): Record<string, string[]> {
  const metas: Record<string, string[]> = Object.create(null);
  for (const meta of document.getElementsByTagName('meta')) {
    const content = tidy(meta.getAttribute('content') ?? '');
    if (content === '') continue;
    for (const attribute of ['name', 'property', 'itemprop', 'http-equiv']) {
      const name = meta.getAttribute(attribute)?.trim().toLowerCase();
      if (!name) continue;
      metas[name] ??= [];
      if (!metas[name].includes(content)) metas[name].push(content);
    }
  }
  return metas;
}

function jsonLdOf(document: Document): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (const script of document.getElementsByTagName('script')) {
    if (!/^\s*application\/(?:ld\+json|json\+ld)\b/i.test(script.getAttribute('type') ?? '')) continue;
    flatten(parseLoosely(script.textContent ?? ''), found);
  }
  return found;
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
