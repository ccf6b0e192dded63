/** Lessons for the headline forest: the lines above an article of which one is known to be its headline. */
import { decideWith, LENIENCE } from '../../indexer/clean/classify.ts';
import type { Forest } from '../../indexer/clean/forest.ts';
import { HEADLINE_FEATURES, headlineCandidates } from '../../indexer/clean/headline-features.ts';
import type { Column } from '../../indexer/clean/table.ts';
import { fold } from '../../indexer/text/words.ts';
import { type Settings, train } from './gbdt.ts';
import type { Lesson } from './labels.ts';

const SETTINGS: Settings = {
  trees: 150,
  leaves: 16,
  shrinkage: 0.1,
  minWeight: 5,
  lambda: 4,
  columns: 0.6,
  seed: 7,
};

const key = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');
/** Letters and digits from which a part of a headline is more than a section name. */
const LEAST_KEY = 10;

/** The same words, or one cut short or lengthened by the name of the site. */
export function isTitle(line: string, title: string): boolean {
  const [a, b] = [key(line), key(title)];
  if (!a || !b) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || (short.length >= LEAST_KEY && long.startsWith(short) && short.length * 2 >= long.length);
}

/** What a change between in and out costs where the headline is learned (see `decide`): what the shipped forest was learned with. */
const CHANGE = 0.3;

/** A page whose headline is not among the lines it could be teaches that none of them is one; it counts for less, as it may be worded otherwise there. */
const NONE_WEIGHT = 0.2;

/** A page of our own counts this much: they are few, and in scripts and kinds that the others hardly hold. */
const MADE_WEIGHT = 6;

/** On pages of HTML whose head says nothing, and in Markdown, a heading tells; in text, of which most is learned, nothing does. */
const HEADING = HEADLINE_FEATURES.indexOf('heading');

/**
 * Trains on every page of which the headline is known, with the article where a forest sees it that does not know the site.
 * The blocks of pages that people marked are read as lines of text: where such a page is cleaned, its head is asked first.
 */
export function trainHeadline(lessons: readonly Lesson[], unseen: ReadonlyMap<Lesson, Column>): Forest {
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const lesson of lessons) {
    const odds = unseen.get(lesson);
    const { title, prepared } = lesson;
    if (title === undefined || !odds) continue;
    const stays = decideWith(prepared, odds, LENIENCE.text, CHANGE);
    const candidates = headlineCandidates(prepared.page, stays, prepared.hits);
    const own = candidates.map(({ at }) =>
      title !== null && isTitle(prepared.page.blocks[at]?.text ?? '', title) ? 1 : 0,
    );
    const isKnown = title === null || own.some((label) => label === 1);
    candidates.forEach(({ values }, i) => {
      const row = Float64Array.from(values);
      if (lesson.isMarked) row[HEADING] = 0;
      rows.push(row);
      labels.push(own[i] ?? 0);
      weights.push((isKnown ? 1 : NONE_WEIGHT) * (lesson.isMade ? MADE_WEIGHT : 1));
    });
  }
  return train(HEADLINE_FEATURES, rows, labels, weights, SETTINGS);
}
