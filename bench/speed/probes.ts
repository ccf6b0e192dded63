/** Searches of which it is known what should be found, and how well an answer does: for benches of what settings cost the ranking. */
import { articleOf, type Materials } from '../corpus/articles.ts';
import { idOf } from '../corpus/finished.ts';
import { type Chance, chanceOf } from '../stories/random.ts';

export const KINDS = ['near words', 'begun word', 'phrase'] as const;
export type Kind = (typeof KINDS)[number];

export interface Probe {
  readonly kind: Kind;
  readonly q: string;
  /** The story it was taken from: each of its articles is as good. */
  readonly storyId: string;
}

/** What of a hit a probe is judged by. */
export interface Found {
  readonly storyId: string;
  readonly title: string;
  readonly body: string;
}

/** Letters a word must have: shorter ones stand in every text. */
const LETTERS = 4;
/** Letters that are typed of the last word of a `begun word`. */
const BEGUN = 4;
/** Hits that are looked at. */
export const DEPTH = 10;

/**
 * So many probes of each kind, each always the same for its number: three words of one sentence, the same with the last one only
 * begun, and two words in quotes, of which every other pair stands in the text with a word between.
 */
export function probesOf(materials: Materials, seed: string, articles: number, each: number): Probe[] {
  const probes: Probe[] = [];
  for (const kind of KINDS)
    for (let number = 0, made = 0; made < each; number++) {
      const chance = chanceOf(`${seed} probe ${kind} ${number}`);
      const { original, paragraphs } = articleOf(materials, seed, chance.between(0, articles - 1));
      const q = asked(kind, wordsOf(chance.pick(paragraphs)), chance, made % 2 === 1);
      if (q === undefined) continue;
      made++;
      probes.push({ kind, q, storyId: idOf(original) });
    }
  return probes;
}

/** Undefined where the words give none. */
function asked(kind: Kind, words: readonly string[], chance: Chance, apart: boolean): string | undefined {
  if (words.length < 8) return undefined;
  const at = chance.between(0, words.length - 6);
  const long = words.slice(at, at + 6).filter((word) => word.length >= LETTERS);
  const [first, second, third] = long;
  if (first === undefined || second === undefined || third === undefined) return undefined;
  if (kind === 'near words') return `${first} ${second} ${third}`;
  if (kind === 'begun word') return `${first} ${second} ${third.slice(0, BEGUN)}`;
  return `"${words[at]} ${words[at + (apart ? 2 : 1)]}"`;
}

/**
 * How well an answer does, from 0 to 1: of a phrase the share of the hits that hold it, 1 where nothing is found; else one divided by
 * the place of the first hit of the story (reciprocal rank), 0 where it is not among the hits.
 */
export function judged({ kind, q, storyId }: Probe, hits: readonly Found[]): number {
  if (kind !== 'phrase') {
    const at = hits.findIndex((hit) => hit.storyId === storyId);
    return at < 0 ? 0 : 1 / (at + 1);
  }
  if (hits.length === 0) return 1;
  const phrase = spoken(q);
  return (
    hits.filter(({ title, body }) => [title, body].some((text) => spoken(text).includes(phrase))).length /
    hits.length
  );
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Words in their order with a space on either side, without case and accents, as the engine reads them. */
const spoken = (text: string): string =>
  ` ${wordsOf(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()).join(' ')} `;
