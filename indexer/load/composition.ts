/** What the articles of a build are: their languages, sources, years, sizes and places among the stories. */
import { COPIES, copiesOf } from '../../engine/article.ts';
import { SEARCHABLE_WORDS } from '../../engine/port.ts';
import type { BuildSummary } from '../../engine/summary.ts';
import { add, beginning } from './counts.ts';
import { type StoryPlace, UNDATED } from './document.ts';
import type { Told } from './told.ts';

/** Articles listed that are too long to be searched to their end, and characters of a headline. */
const LONGEST = 5;
export const TITLE_LENGTH = 120;

/** An article as it is listed. */
export interface Titled {
  readonly id: string;
  readonly title: string;
}

/** Whether an article cannot be searched to its end. */
export const isTooLong = ({ words }: Pick<Told, 'words'>): boolean => words > SEARCHABLE_WORDS;

/** Counts articles as they are sent. */
export class Composition {
  readonly languages = new Map<string, number>();
  readonly sources = new Map<string, number>();
  readonly completeness = new Map<string, number>();
  readonly years = new Map<string, number>();
  readonly #copies = new Map<string, { stories: number; articles: number }>();
  readonly #longest: { id: string; title: string; words: number }[] = [];
  undated = 0;
  stories = 0;
  /** Articles that share their story with another. */
  shared = 0;
  /** Characters of all bodies. */
  characters = 0;
  tooLong = 0;

  /** @param titled the article's id and title; the title is only asked for where `isTooLong` */
  add(told: Told, { size, rank }: Pick<StoryPlace, 'size' | 'rank'>, titled: () => Titled): void {
    add(this.languages, told.language);
    add(this.sources, told.source);
    add(this.completeness, told.state);
    if (told.year === UNDATED) this.undated++;
    else add(this.years, told.year);
    if (size > 1) this.shared++;
    this.characters += told.characters;
    this.#countCopies(copiesOf(size), rank);
    if (isTooLong(told)) this.#countLong(titled(), told.words);
  }

  /** By class of story size, ascending; classes without a story too. */
  get copies(): BuildSummary['copies'] {
    return COPIES.map(String).map((value) => ({
      value,
      ...(this.#copies.get(value) ?? { stories: 0, articles: 0 }),
    }));
  }

  /** The longest articles of those that are too long, longest first. */
  get longest(): BuildSummary['longest'] {
    return [...this.#longest];
  }

  #countCopies(copies: string, rank: number): void {
    const use = this.#copies.get(copies) ?? { stories: 0, articles: 0 };
    use.articles++;
    if (rank === 0) {
      use.stories++;
      this.stories++;
    }
    this.#copies.set(copies, use);
  }

  #countLong({ id, title }: Titled, words: number): void {
    this.tooLong++;
    this.#longest.push({ id, title: beginning(title, TITLE_LENGTH), words });
    this.#longest.sort((a, b) => b.words - a.words || (a.id < b.id ? -1 : 1));
    this.#longest.length = Math.min(this.#longest.length, LONGEST);
  }
}
