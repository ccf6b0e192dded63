/** What the head of a page states about its text: who may read it, and how long it is. Evidence, never proof. */
import type { Block, PageHead } from '../../draft.ts';
import { countLetters, countWords } from '../../text/words.ts';

/** A statement with its words. */
interface Statement<T> {
  readonly value: T;
  readonly quote: string;
}

/** Depth to which JSON-LD is searched for the article. */
const DEPTH = 3;
/** Blocks of a locked part from which on it is shown, and not only begun. */
const LOCKED_BLOCKS = 3;
/** Scripts in which a count of words may count anything. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** A stated count beyond this factor of what is there is no count of the article's words. */
const SANE_FACTOR = 30;
/** `articleBody` must be longer than the text by this, and begin like it. */
const LONGER = 1.3;
const BEGINNING = 60;

/** `locked`: for subscribers; `free`: for everybody; undefined where nothing is stated, or both. */
export function statedAccess(head: PageHead | undefined): Statement<'locked' | 'free'> | undefined {
  if (!head) return undefined;
  const found: Statement<'locked' | 'free'>[] = [];
  for (const value of valuesOf(head.jsonLd, 'isAccessibleForFree')) {
    const free = /^(?:true|1|yes)$/i.test(String(value).replace(/^.*\//, ''));
    found.push({ value: free ? 'free' : 'locked', quote: `isAccessibleForFree: ${String(value)}` });
  }
  for (const name of ['article:content_tier', 'og:article:content_tier', 'article.access', 'article:access'])
    for (const value of head.metas[name] ?? [])
      if (/^(?:locked|paid|premium)$/i.test(value))
        found.push({ value: 'locked', quote: `${name}: ${value}` });
      else if (/^free$/i.test(value)) found.push({ value: 'free', quote: `${name}: ${value}` });
  const first = found[0];
  return found.every(({ value }) => value === first?.value) ? first : undefined;
}

/**
 * Whether the part that the page states is locked (`hasPart` with a `cssSelector`) is shown: then the lock is open. That
 * nothing has its class proves nothing; scripts often set it.
 */
export function showsLockedPart(head: PageHead | undefined, blocks: readonly Block[]): boolean {
  const classes = new Set(
    (head?.jsonLd ?? [])
      .flatMap(({ hasPart }) => (Array.isArray(hasPart) ? hasPart : [hasPart]) as unknown[])
      .flatMap((part) =>
        part && typeof part === 'object' && 'cssSelector' in part ? [part.cssSelector] : [],
      )
      .flatMap(
        (selector) =>
          String(selector)
            .toLowerCase()
            .match(/(?<=[.#])[\w-]+/g) ?? [],
      ),
  );
  if (classes.size === 0) return false;
  const shown = blocks.filter(
    ({ text, markup }) =>
      text.length >= BEGINNING &&
      markup?.path
        .toLowerCase()
        .split(/[>.]/)
        .some((word) => classes.has(word)),
  );
  return shown.length >= LOCKED_BLOCKS;
}

/** Words the page states the article has; undefined where it states none that can be, or the script has no words. */
export function statedWords(head: PageHead | undefined, text: string): Statement<number> | undefined {
  if (!head || UNSPACED.test(text.slice(0, 1_000))) return undefined;
  const stated = [
    ...valuesOf(head.jsonLd, 'wordCount').map((value) => ({ name: 'wordCount', value: String(value) })),
    ...['article:word_count', 'word_count', 'wordcount'].flatMap((name) =>
      (head.metas[name] ?? []).map((value) => ({ name, value })),
    ),
  ];
  const there = countWords(text);
  for (const { name, value } of stated) {
    const count = Number(value.replace(/[\s,.]/g, ''));
    if (count > 0 && count <= there * SANE_FACTOR) return { value: count, quote: `${name}: ${value}` };
  }
  return undefined;
}

/**
 * The share of the article that is shown, where JSON-LD carries more of it than the page: its `articleBody` begins like
 * the text and its end is nowhere on the page.
 */
export function shareOfStatedBody(
  head: PageHead | undefined,
  text: string,
  page: () => string,
): Statement<number> | undefined {
  let start: string | undefined;
  for (const value of valuesOf(head?.jsonLd ?? [], 'articleBody')) {
    if (
      typeof value !== 'string' ||
      value.length < text.length * LONGER ||
      /[<[]\/?\w[^<>[\]]*[>\]]|&lt;/.test(value)
    )
      continue;
    const whole = squeezed(value);
    start ??= squeezed(text).slice(0, BEGINNING);
    const at = whole.indexOf(start);
    if (start.length < BEGINNING || at < 0 || at > whole.length / 5) continue;
    const end = whole.slice(-BEGINNING);
    const middle = whole.slice(Math.floor(whole.length * 0.9)).slice(0, BEGINNING);
    const seen = squeezed(page());
    if (seen.includes(end) || seen.includes(middle)) continue;
    const share = countLetters(text) / countLetters(value);
    if (share * LONGER < 1)
      return { value: share, quote: `articleBody ends «…${value.trim().slice(-BEGINNING)}»` };
  }
  return undefined;
}

const squeezed = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

/** Values of a key in JSON-LD objects that are an article or part of one, not deep inside. */
function valuesOf(objects: readonly unknown[], key: string, depth = DEPTH): unknown[] {
  return objects.flatMap((object) => {
    if (!object || typeof object !== 'object' || depth === 0) return [];
    const own: unknown = (object as Record<string, unknown>)[key];
    const parts: unknown = (object as Record<string, unknown>).mainEntity;
    return [
      ...(own === undefined || own === null || typeof own === 'object' ? [] : [own]),
      ...(parts && typeof parts === 'object' ? valuesOf([parts], key, depth - 1) : []),
    ];
  });
}
