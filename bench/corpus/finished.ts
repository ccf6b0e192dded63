/**
 * Made articles as finished documents, without a page around them and without cleaning: an index of any size in the time
 * the engine takes, for benches of searching. Names are those the article was made about, stories those it was made of.
 */
import type { Article, StoryRelation } from '../../engine/article.ts';
import type { Block, Draft, Entity, Fact } from '../../indexer/draft.ts';
import { inStory, type StoryPlace, toArticle } from '../../indexer/load/document.ts';
import { articleOf, kinship, type MadeArticle, type Materials } from './articles.ts';
import type { Name } from './wording.ts';

const RELATIONS: Readonly<Record<MadeArticle['kind'], StoryRelation>> = {
  original: 'copy',
  copy: 'copy',
  excerpt: 'excerpt',
  rewrite: 'rewrite',
};
const MADE = 'made';

/** The articles 0 to `count`, one at a time. */
export function* finishedArticles(materials: Materials, seed: string, count: number): Generator<Article> {
  const sizes = new Map<number, number>();
  for (let number = 0; number < count; number++) {
    const { of } = kinship(seed, number);
    sizes.set(of, (sizes.get(of) ?? 0) + 1);
  }
  const told = new Map<number, number>();
  for (let number = 0; number < count; number++) {
    const made = articleOf(materials, seed, number);
    const rank = told.get(made.original) ?? 0;
    told.set(made.original, rank + 1);
    const size = sizes.get(made.original) ?? 1;
    const place: StoryPlace = {
      storyId: idOf(made.original),
      size,
      rank,
      relation: size === 1 ? 'only' : RELATIONS[made.kind],
      score: 1,
      shared: made.kind === 'rewrite' ? 0.4 : 1,
    };
    yield inStory(toArticle(draftOf(made)), place);
  }
}

/** The id of an article by its number; of a story it is that of its original. */
export const idOf = (number: number): string => number.toString(16).padStart(16, '0');

function draftOf(made: MadeArticle): Draft {
  const { number, source, title, paragraphs, published, agency } = made;
  const id = idOf(number);
  const known = <T>(value: T): Fact<T> => ({ value, evidence: MADE, reader: MADE });
  const block = (kind: Block['kind'], text: string, line: number): Block => ({ kind, text, line, offset: 0 });
  return {
    id,
    path: `${source.domain}/${id}.txt`,
    url: `https://${source.domain}/${id}`,
    format: 'text',
    blocks: [block('title', title, 1), ...paragraphs.map((text, at) => block('paragraph', text, at + 3))],
    meta: {},
    facts: {
      title: known(title),
      language: known(source.language),
      origin: known(source.name),
      ...(agency !== null && { agency: known(agency) }),
      ...(published && {
        published: known({
          date: `${published.toISOString().slice(0, 16)}Z`,
          precision: 'minute' as const,
          role: 'published' as const,
        }),
      }),
      completeness: known(number % 12 === 0 ? null : 1),
      entities: entitiesOf(made),
    },
    removals: [
      {
        rule: 'newsletter/sign-up',
        kind: 'newsletter',
        reason: 'asks to sign up for a newsletter',
        block: block('paragraph', `${source.name}: ${title}`, paragraphs.length + 4),
      },
    ],
  };
}

function entitiesOf({ cast, title, paragraphs }: MadeArticle): Entity[] {
  const text = `${title}\n\n${paragraphs.join('\n\n')}`;
  const found = new Map<string, Entity>();
  for (const { type, full, short } of cast.names) {
    const offsets = placesOf({ full, short }, text);
    if (offsets.length === 0) continue;
    found.set(full, { name: full, type, count: offsets.length, forms: [full], offsets });
  }
  return [...found.values()];
}

/** Where the name stands, the short form where it is no part of the long one. */
function placesOf({ full, short }: Pick<Name, 'full' | 'short'>, text: string): [number, number][] {
  const places: [number, number][] = [];
  for (let at = text.indexOf(short); at >= 0; at = text.indexOf(short, at + short.length)) {
    const start = at - (full.length - short.length);
    places.push([text.startsWith(full, start) ? start : at, at + short.length]);
  }
  return places;
}
