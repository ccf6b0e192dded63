/** The real texts a syndication set is made of, read at run time and kept in memory only. */
import { foldOf, type LinesPage, readSet } from '../pages.ts';

/** Texts of fewer words are no base of a story: nothing is left when they are cut. */
const LEAST_WORDS = 120;
/** What is more than this many words is a collection: its beginning stands for it. */
const MOST_PARAGRAPHS = 60;

/** A clean article. */
export interface BaseText {
  readonly id: string;
  readonly site: string;
  readonly title: string;
  readonly language: string;
  readonly paragraphs: readonly string[];
}

/** One half of the texts, split by site: thresholds are looked at on the first, the second is told only in figures. */
export interface Half {
  readonly name: 'seen' | 'unseen';
  readonly bases: readonly BaseText[];
  /** Sentences of other articles, each used at most once in a set. */
  readonly donors: readonly string[];
}

interface Sentences {
  readonly id: string;
  readonly text: string;
}

const words = (text: string): number => text.split(/\s+/).length;

/** Reads the clean texts and the sentences of `entities.dev` of a folder, as two halves. */
export function readHalves(dir: string): readonly [Half, Half] {
  const bases = readSet<LinesPage>(dir, 'text')
    .map((page) => ({
      id: page.id,
      site: page.site,
      title: page.title ?? '',
      language: page.lang ?? '',
      paragraphs: page.truth
        .split(/\n+/)
        .map((text) => text.trim())
        .filter(Boolean)
        .slice(0, MOST_PARAGRAPHS),
    }))
    .filter(({ paragraphs }) => words(paragraphs.join(' ')) >= LEAST_WORDS);
  const donors = readSet<Sentences>(dir, 'entities');
  const half = (name: Half['name'], at: number): Half => ({
    name,
    bases: bases.filter(({ site }) => foldOf(site, 2) === at),
    donors: donors
      .filter(({ id }) => foldOf(id, 2) === at)
      .flatMap(({ text }) => text.split('\n'))
      .filter((sentence) => words(sentence) >= 8 && words(sentence) <= 45),
  });
  return [half('seen', 0), half('unseen', 1)];
}

/** Sentences of a paragraph. A full stop after a short capitalised word ("Mr.", "St.") ends none. */
export function sentencesOf(paragraph: string): string[] {
  return paragraph
    .split(/(?<=(?<!\b\p{Lu}\p{Ll}{0,3})[.!?]["”’»)]*)\s+(?=["“‘«(]*[\p{Lu}\p{N}])|(?<=[。！？])/u)
    .filter(Boolean);
}
