/** What the articles of a build are: their languages, sources, years, sizes and places among the stories. */
import { type Article, COPIES } from '../../engine/article.ts';
import { SEARCHABLE_WORDS } from '../../engine/port.ts';
import type { BuildSummary } from '../../engine/summary.ts';
import { add, beginning } from './counts.ts';
import { UNDATED } from './document.ts';

/** Articles listed that are too long to be searched to their end, and characters of a headline. */
const LONGEST = 5;
export const TITLE_LENGTH = 120;

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

  add(article: Article): void {
    add(this.languages, article.language);
    add(this.sources, article.source);
    add(this.completeness, article.completenessState);
    if (article.year === UNDATED) this.undated++;
    else add(this.years, article.year);
    if (article.storySize > 1) this.shared++;
    this.characters += article.body.length;
    this.#countCopies(article);
    if (article.wordCount > SEARCHABLE_WORDS) this.#countLong(article);
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

  #countCopies({ storyRank, copies }: Article): void {
    const use = this.#copies.get(copies) ?? { stories: 0, articles: 0 };
    use.articles++;
    if (storyRank === 0) {
      use.stories++;
      this.stories++;
    }
    this.#copies.set(copies, use);
  }

  #countLong({ id, title, wordCount }: Article): void {
    this.tooLong++;
    this.#longest.push({ id, title: beginning(title, TITLE_LENGTH), words: wordCount });
    this.#longest.sort((a, b) => b.words - a.words || (a.id < b.id ? -1 : 1));
    this.#longest.length = Math.min(this.#longest.length, LONGEST);
  }
}
