/** An explanation as the API's answer. */
import type { Explanation } from '../explain/explain.ts';
import { hintsOf } from '../search.ts';
import { toHtml } from '../snippets/marked.ts';
import { queryBody } from './answers.ts';
import type { ExplainBody } from './explain-shapes.ts';

type WordBody = ExplainBody['words'][number];
type Word = Explanation['words'][number];

export function explainBody(explanation: Explanation): ExplainBody {
  const { article, build, query, matches, score, ranking, words, conditions, reasons, differences } =
    explanation;
  const {
    page: _page,
    limit: _limit,
    sort: _sort,
    collapse: _collapse,
    count: _count,
    ...asked
  } = queryBody(query);
  return {
    id: article.id,
    title: article.title,
    query: asked,
    matches,
    reasons: [...reasons],
    words: words.map(wordBody),
    conditions: conditions.map(({ parameter, on, excluded, values, days, has, matches: holds }) => ({
      parameter,
      on,
      excluded,
      values: [...values],
      days,
      has: [...has],
      matches: holds,
    })),
    score,
    ranking: ranking.map(({ rule, score: part, details }) => ({
      rule,
      score: part,
      details: { ...details },
    })),
    differences: [...differences],
    hints: [...hintsOf(query.q)],
    build: { id: build.id, rules: build.rules },
  };
}

const wordBody = ({
  kind,
  text,
  excluded,
  at,
  read,
  matches,
  title,
  body,
  found,
  snippets,
}: Word): WordBody => ({
  kind,
  text,
  excluded,
  at,
  read,
  matches,
  title: placesBody(title),
  body: placesBody(body),
  found: [...found],
  snippets: snippets.map(toHtml),
});

const placesBody = ({ count, places }: Word['title']): WordBody['title'] => ({
  count,
  places: places.map(([start, end]) => [start, end]),
});
