/** Results as the API's answers: the shapes others script against. */
import type { ArticleSummary } from '../../engine/port.ts';
import type { ArticleInStory } from '../article.ts';
import type { Hit, SearchResult } from '../search.ts';
import { toHtml } from '../snippets/marked.ts';
import type { ArticleBody, SearchBody } from './shapes.ts';

export function searchBody(result: SearchResult): SearchBody {
  const { query, total, stories, tookMs, build, hits, facets } = result;
  const { facets: chosen, story, from = null, to = null, ...rest } = query;
  const listed = (name: keyof typeof chosen) => [...(facets[name] ?? [])];
  const selected = (name: keyof typeof chosen) => [...chosen[name]];
  return {
    query: { ...everyFacet(selected), ...rest, story: [...story], from, to },
    total,
    stories,
    page: query.page,
    limit: query.limit,
    tookMs,
    build,
    hits: hits.map(hitBody),
    facets: everyFacet(listed),
  };
}

const everyFacet = <T>(of: (name: keyof SearchBody['facets']) => T) => ({
  source: of('source'),
  year: of('year'),
  month: of('month'),
  entity: of('entity'),
  person: of('person'),
  org: of('org'),
  place: of('place'),
  language: of('language'),
  completeness: of('completeness'),
});

const hitBody = (hit: Hit): SearchBody['hits'][number] => ({
  ...hit,
  titleMarked: toHtml(hit.titleMarked),
  snippets: hit.snippets.map(toHtml),
  entities: [...hit.entities],
});

export function articleBody({ article, members, build }: ArticleInStory): ArticleBody {
  return {
    id: article.id,
    path: article.path,
    url: article.url,
    title: article.title,
    source: article.source,
    origin: article.origin,
    carrier: article.carrier,
    agency: article.agency,
    published: article.published,
    language: article.language,
    completeness: article.completeness,
    completenessState: article.completenessState,
    bodyLoss: article.bodyLoss,
    wordCount: article.wordCount,
    paragraphs: [...article.paragraphs],
    removals: [...article.removals],
    facts: [...article.facts],
    entities: article.entities.map((entity) => ({
      ...entity,
      forms: [...entity.forms],
      offsets: entity.offsets.map(([start, end]) => [start, end]),
    })),
    story: { id: article.storyId, size: article.storySize, members: members.map(memberBody) },
    build: { id: build.id, rules: build.rules },
  };
}

const memberBody = (member: ArticleSummary): ArticleBody['story']['members'][number] => ({
  id: member.id,
  title: member.title,
  source: member.source,
  published: member.published,
  language: member.language,
  url: member.url,
  completeness: member.completeness,
  wordCount: member.wordCount,
});
