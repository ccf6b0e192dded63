/**
 * `npm run bench:stories -- --articles N`: stories among made texts in any number, with what is planted among them.
 *
 * Words follow Zipf's law, stock sentences and agency passages stand in many texts, forms are filled by the thousand,
 * and three stories have thousands of versions each. Texts are made one at a time and forgotten.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStoryBook } from '../../indexer/enrich/stories/stories.ts';
import { type Chance, chanceOf } from './random.ts';

const VOCABULARY = 60_000;
const STOCK_SENTENCES = 3_000;
const PASSAGES = 24;
const FORMS = 60;
/** Shares of the articles: in small stories, filled forms; the rest stand alone. */
const IN_STORIES = 0.35;
const IN_FORMS = 0.05;
/** Versions of each of the large stories, as a share of the articles. */
const LARGE_STORIES = [
  { share: 0.005, kinds: ['copy'] },
  { share: 0.003, kinds: ['copy', 'excerpt'] },
  { share: 0.002, kinds: ['rewrite', 'copy', 'excerpt'] },
] as const;

type Kind = 'original' | 'copy' | 'excerpt' | 'rewrite' | 'form' | 'alone';
const KINDS: readonly Kind[] = ['original', 'copy', 'excerpt', 'rewrite', 'form', 'alone'];
type Sentence = readonly number[];

/** A word of the vocabulary: rank r comes about 1/r as often as the first. */
const wordAt = (chance: Chance): number => Math.floor(VOCABULARY ** chance.next()) - 1;
const sentence = (chance: Chance): Sentence =>
  Array.from({ length: chance.between(8, 26) }, () => wordAt(chance));
const sentences = (count: number, chance: Chance): Sentence[] =>
  Array.from({ length: count }, () => sentence(chance));

/** A number in letters, `a` to `z` for the digits. */
function letters(word: number): string {
  let written = '';
  for (let rest = word + 1; rest > 0; rest = Math.floor(rest / 26))
    written += String.fromCharCode(97 + (rest % 26));
  return written;
}

function spelled(text: readonly Sentence[]): string {
  const lines = text.map((words) => {
    const line = words.map((word) => (word < 0 ? String(-word) : letters(word))).join(' ');
    return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
  });
  const paragraphs: string[] = [];
  for (let at = 0; at < lines.length; at += 3) paragraphs.push(lines.slice(at, at + 3).join(' '));
  return paragraphs.join('\n\n');
}

interface Stock {
  readonly sentences: readonly Sentence[];
  readonly passages: readonly (readonly Sentence[])[];
  readonly forms: readonly (readonly Sentence[])[];
}

const article = (chance: Chance, stock: Stock): Sentence[] => {
  const own = sentences(chance.between(5, 24), chance);
  if (chance.happens(0.3)) own.splice(chance.between(1, own.length), 0, chance.pick(stock.sentences));
  return own;
};

/** Of every word in `share` another one takes its place, and some sentences go or come elsewhere. */
function rewrite(text: readonly Sentence[], chance: Chance): Sentence[] {
  const words = 0.1 + chance.next() * 0.25;
  const kept = text.filter((_, at) => at === 0 || !chance.happens(0.2));
  return (chance.happens(0.5) ? chance.shuffled(kept) : kept).map((one) =>
    one.map((word) => (chance.happens(words) ? wordAt(chance) : word)),
  );
}

function version(kind: Kind, text: readonly Sentence[], chance: Chance): Sentence[] {
  if (kind === 'copy') return [...text, ...(chance.happens(0.3) ? [sentence(chance)] : [])];
  if (kind === 'excerpt')
    return text.slice(0, Math.max(2, Math.round(text.length * (0.2 + chance.next() * 0.4))));
  return rewrite(text, chance);
}

const filledForm = (form: readonly Sentence[], chance: Chance): Sentence[] =>
  form.map((one) => one.map((word, at) => (at % 5 === 3 ? -chance.between(1, 4000) : word)));

interface Planted {
  readonly text: string;
  readonly story: number;
  readonly kind: Kind;
}

/** `count` articles in the order of their stories. */
function* planted(count: number): Generator<Planted> {
  const chance = chanceOf('scale');
  const stock: Stock = {
    sentences: sentences(STOCK_SENTENCES, chance),
    passages: Array.from({ length: PASSAGES }, () => sentences(4, chance)),
    forms: Array.from({ length: FORMS }, () => sentences(chance.between(4, 9), chance)),
  };
  let story = 0;
  let made = 0;
  const one = (kind: Kind, text: readonly Sentence[]): Planted => {
    made++;
    const passage = chance.happens(0.08) ? chance.pick(stock.passages) : [];
    return { text: spelled(kind === 'excerpt' ? text : [...text, ...passage]), story, kind };
  };
  function* told(versions: number, kinds: readonly Kind[]): Generator<Planted> {
    const text = article(chance, stock);
    yield one('original', text);
    for (let i = 1; i < versions; i++) {
      const kind = chance.pick(kinds);
      yield one(kind, version(kind, text, chance));
    }
    story++;
  }
  for (const { share, kinds } of LARGE_STORIES) yield* told(Math.round(count * share), kinds);
  while (made < count * IN_STORIES)
    yield* told(1 + Math.min(200, Math.ceil(1 / (chance.next() + 0.003))), ['copy', 'excerpt', 'rewrite']);
  for (let i = 0; i < count * IN_FORMS; i++, story++)
    yield one('form', filledForm(chance.pick(stock.forms), chance));
  for (; made < count; story++) yield one('alone', article(chance, stock));
}

/** Ids as the indexer makes them: of fixed length, in no order. */
const idOf = (at: number): string => {
  const mixed = Math.imul(at + 1, 0x9e3779b1) >>> 0;
  return `${mixed.toString(16).padStart(8, '0')}${at.toString(16).padStart(8, '0')}`;
};

/** Of this process, user and system: what other work on the machine does not change much. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const pairsOf = (size: number): number => (size * (size - 1)) / 2;
const sizes = (keys: Iterable<number | string>): number => {
  const counts = new Map<number | string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  let sum = 0;
  for (const size of counts.values()) sum += pairsOf(size);
  return sum;
};

/** Prints pairs found among those planted, what joined its original, peak memory, and processor time of both halves. */
export function measureScale(count: number, print: (line: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-stories-'));
  const book = createStoryBook(join(dir, 'overflow'));
  const stories = new Int32Array(count);
  const kinds = new Uint8Array(count);
  let at = 0;
  let adding = 0;
  for (const { text, story, kind } of planted(count)) {
    if (at === count) break;
    stories[at] = story;
    kinds[at] = KINDS.indexOf(kind);
    const start = cpuSeconds();
    book.add(idOf(at), text);
    adding += cpuSeconds() - start;
    at++;
  }
  const start = cpuSeconds();
  const found = book.resolve();
  const resolving = cpuSeconds() - start;
  book.close();
  rmSync(dir, { recursive: true });
  const peak = process.resourceUsage().maxRSS / 1024;

  const groups = new Map<string, number>();
  const groupOf = Int32Array.from(stories, (_, i) => {
    const name = found.get(idOf(i))?.storyId ?? '';
    const known = groups.get(name) ?? groups.size;
    groups.set(name, known);
    return known;
  });
  const large = LARGE_STORIES.length;
  for (const [name, isCounted] of [
    ['small stories', (i: number) => (stories[i] as number) >= large],
    ['large stories', (i: number) => (stories[i] as number) < large],
  ] as const) {
    const indices = Array.from(stories.keys()).filter(isCounted);
    const gold = sizes(indices.map((i) => stories[i] as number));
    const said = sizes(indices.map((i) => groupOf[i] as number));
    const right = sizes(indices.map((i) => `${stories[i]} ${groupOf[i]}`));
    print(
      `${name.padEnd(16)} pairs ${gold}: precision ${((100 * right) / (said || 1)).toFixed(2)} %, recall ${((100 * right) / (gold || 1)).toFixed(2)} %`,
    );
  }
  const originals = new Map<number, number>();
  for (const [i, kind] of kinds.entries())
    if (KINDS[kind] === 'original') originals.set(stories[i] as number, groupOf[i] as number);
  for (const kind of ['copy', 'excerpt', 'rewrite'] as const) {
    const ofKind = Array.from(kinds.keys()).filter((i) => KINDS[kinds[i] as number] === kind);
    const joined = ofKind.filter((i) => originals.get(stories[i] as number) === groupOf[i]);
    print(`${kind.padEnd(16)} with their original: ${joined.length} of ${ofKind.length}`);
  }
  print(
    `${count} articles: processor time of add ${adding.toFixed(1)} s, of resolve ${resolving.toFixed(1)} s; peak memory ${Math.round(peak)} MB`,
  );
}
