/** Results as the API's answers: the shapes others script against. */
import type { ArticleSummary } from '../../engine/port.ts';
import { BuildSummary } from '../../engine/summary.ts';
import type { ArticleInStory } from '../article.ts';
import type { BuildReport } from '../build.ts';
import { perFacet } from '../query/facets.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { Hit, SearchResult, Typo } from '../search.ts';
import { toHtml } from '../snippets/marked.ts';
import type { ArticleBody, BuildBody, SearchBody } from './shapes.ts';

export function searchBody(result: SearchResult): SearchBody {
  const { query, total, stories, tookMs, build, hits, facets, hints, relaxed } = result;
  return {
    query: queryBody(query),
    total,
    stories,
    page: query.page,
    limit: query.limit,
    tookMs,
    build: { id: build.id, rules: build.rules },
    hits: hits.map(hitBody),
    facets: perFacet((name) => [...(facets[name] ?? [])]),
    hints: [...hints],
    typos: result.typos.map(typoBody),
    relaxed: relaxed && {
      dropped: [...relaxed.dropped],
      q: relaxed.query.q,
      total: relaxed.total,
      stories: relaxed.stories,
      hits: relaxed.hits.map(hitBody),
      typos: relaxed.typos.map(typoBody),
    },
  };
}

/** A search as it was understood. */
export function queryBody(query: SearchQuery): SearchBody['query'] {
  const { facets, excluded, story, from = null, to = null, ...rest } = query;
  return {
    ...perFacet((name) => [...facets[name]]),
    ...rest,
    excluded: perFacet((name) => [...excluded[name]]),
    story: [...story],
    from,
    to,
  };
}

const typoBody = ({ word, found }: Typo): SearchBody['typos'][number] => ({ word, found: [...found] });

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
    story: {
      id: article.storyId,
      size: article.storySize,
      ...nearness(article),
      members: members.map(memberBody),
    },
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
  ...nearness(member),
});

const nearness = (article: Pick<ArticleSummary, 'storyRelation' | 'storyScore' | 'storyShared'>) => ({
  relation: article.storyRelation,
  score: article.storyScore,
  shared: article.storyShared,
});

/** What is not known of an older build is null. */
const NOTHING_KNOWN = Object.fromEntries(Object.keys(BuildSummary.shape).map((key) => [key, null])) as Record<
  keyof BuildSummary,
  null
>;

export function buildBody({ build, summary }: BuildReport): BuildBody {
  const { id, rules, finishedAt, articles } = build;
  return { ...NOTHING_KNOWN, ...summary, build: { id, rules }, finishedAt, articles };
}
