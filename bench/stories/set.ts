/**
 * A syndication set: stories in many versions, and articles that only look as if they belonged to one.
 *
 * Gold is what was done, never what is alike: two articles are a pair when both were made of the same text.
 */
import {
  brief,
  copied,
  cut,
  excerpt,
  FREE,
  HEAVY,
  LIGHT,
  MEDIUM,
  type Paragraphs,
  type Rewrite,
  rewritten,
  updated,
  wordCount,
} from './changes.ts';
import { eventOf, independentReport } from './events.ts';
import { type Chance, chanceOf } from './random.ts';
import { BOILERPLATE, filled, formsOf } from './templates.ts';
import type { BaseText, Half } from './texts.ts';

export type Relation = 'copy' | 'excerpt' | 'rewrite';

export interface MadeArticle {
  readonly id: string;
  readonly text: string;
  /** How it was made: `copy`, `heavy rewrite`, `template weather` ... */
  readonly kind: string;
  /** The text it was made of; an article that stands alone has one of its own. */
  readonly story: string;
  /** What it is to that text. */
  readonly relation: Relation | 'original' | 'alone';
}

/** Instances of each form, articles with each fixed paragraph, round-ups, and short articles of a half. */
const FILLED = 12;
const WITH_BOILERPLATE = 12;
const ROUND_UPS = 8;
const SHORT = 30;

/** Hands out each sentence once. */
function donorsOf(sentences: readonly string[], chance: Chance): (words: number) => string[] {
  const left = chance.shuffled(sentences);
  return (words) => {
    const taken: string[] = [];
    while (left.length > 0 && wordCount(taken) < words) taken.push(left.pop() ?? '');
    if (wordCount(taken) < words)
      throw new Error('the sentences of other articles are used up: make a smaller set');
    return taken;
  };
}

/** Every version of one text. */
function* versions(
  base: BaseText,
  strangers: readonly string[],
  donated: (words: number) => string[],
  turn: number,
): Generator<Omit<MadeArticle, 'id' | 'story'> & { readonly paragraphs?: Paragraphs }> {
  const chance = chanceOf(`${base.id} ${turn}`);
  const { paragraphs } = base;
  const made = (kind: string, relation: MadeArticle['relation'], text: Paragraphs) => ({
    kind,
    relation,
    text: text.join('\n\n'),
  });
  const rewrite = (from: Paragraphs, how: Rewrite) => rewritten(from, how, strangers, chance);
  yield made('original', 'original', paragraphs);
  yield made('copy', 'copy', copied(paragraphs, chance));
  yield made('copy', 'copy', copied(paragraphs, chance));
  yield made('cut by a paywall', 'excerpt', cut(paragraphs, 0.08 + chance.next() * 0.4, chance));
  yield made('excerpt', 'excerpt', excerpt(paragraphs, 0.2 + chance.next() * 0.4, chance));
  const news = Array.from({ length: chance.between(1, 3) }, () => donated(30).join(' '));
  yield made('update', 'copy', updated(paragraphs, news, chance));
  const light = rewrite(paragraphs, LIGHT);
  yield made('light rewrite', 'rewrite', light);
  yield made('medium rewrite', 'rewrite', rewrite(paragraphs, MEDIUM));
  yield made('heavy rewrite', 'rewrite', rewrite(paragraphs, HEAVY));
  yield made('free rewrite', 'rewrite', rewrite(paragraphs, FREE));
  yield made('rewritten excerpt', 'rewrite', rewrite(excerpt(paragraphs, 0.5, chance), LIGHT));
  const second = rewrite(light, LIGHT);
  yield made('chain, second hand', 'rewrite', second);
  yield made('chain, third hand', 'rewrite', rewrite(second, LIGHT));
  if (chance.happens(0.5)) yield made('brief', 'excerpt', brief(paragraphs, chance));
}

/** A set of one half; each turn is another one of the same texts. */
export function syndicationSet({ name: half, bases, donors }: Half, turn = 0): MadeArticle[] {
  const chance = chanceOf(`set ${half} ${turn}`);
  const donated = donorsOf(donors, chance);
  const made: MadeArticle[] = [];
  const alone = (kind: string, text: Paragraphs) => {
    const id = `${kind} ${made.length}`;
    made.push({ id, kind, text: text.join('\n\n'), story: id, relation: 'alone' });
  };
  const strangersOf = new Map<string, string[]>();
  for (const { language, paragraphs } of bases)
    strangersOf.set(language, [...(strangersOf.get(language) ?? []), ...longWords(paragraphs)]);

  for (const base of bases) {
    const strangers = strangersOf.get(base.language) ?? [];
    for (const version of versions(base, strangers, donated, turn))
      made.push({ ...version, id: `${base.id} ${made.length}`, story: base.id });
    const event = eventOf(base.paragraphs);
    if (event.names.length >= 4)
      for (const quoted of [chance.next() * 0.15, 0.15 + chance.next() * 0.2])
        alone(
          'independent report',
          independentReport(event, donated(chance.between(120, 300)), quoted, chance),
        );
  }
  for (const form of formsOf(half))
    for (let i = 0; i < FILLED; i++) alone(`template ${form}`, filled(form, chance));
  for (const [at, fixed] of BOILERPLATE.entries())
    if (at < BOILERPLATE.length / 2 === (half === 'seen'))
      for (let i = 0; i < WITH_BOILERPLATE; i++)
        alone('boilerplate', [...grouped(donated(chance.between(80, 350))), fixed]);
  for (let i = 0; i < ROUND_UPS; i++) {
    const quoted = chance.shuffled(bases).slice(0, chance.between(3, 6));
    alone(
      'round-up',
      quoted.flatMap((base) => [base.title, ...excerpt(base.paragraphs, 0.2, chance)]),
    );
  }
  for (let i = 0; i < SHORT; i++) alone('short', [donated(chance.between(12, 45)).join(' ')]);
  return chance.shuffled(made);
}

/** Small words of a text that carry meaning, to stand in for what has no synonym. */
const longWords = (paragraphs: Paragraphs): string[] =>
  paragraphs.flatMap((text) => text.match(/(?<![\p{L}])\p{Ll}{5,}(?![\p{L}])/gu) ?? []);

const grouped = (sentences: readonly string[]): string[] => {
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; at += 3) paragraphs.push(sentences.slice(at, at + 3).join(' '));
  return paragraphs;
};
