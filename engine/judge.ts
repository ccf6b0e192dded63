/** What the engine says of one article under one search, read from its answer. */
import { z } from 'zod';
import type { Result } from './one-build.ts';
import type { Ranking, Verdict } from './port.ts';
import { signsTogether } from './signs.ts';

const Place = z.object({ start: z.number(), length: z.number() });
/** Beside `score` and `order` a rule tells what it counted, each in words of its own. */
const Detail = z.looseObject({ order: z.number(), score: z.number().optional() });
const Judged = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  _rankingScore: z.number(),
  _rankingScoreDetails: z.record(z.string(), Detail),
  _matchesPosition: z.object({
    title: z.array(Place).default([]),
    body: z.array(Place).default([]),
  }),
});

/** The verdict on the article with this id. */
export function judgement(result: Result | undefined, id: string): Verdict {
  const hit = result?.hits.find((one) => one.id === id);
  if (!hit) return { found: false, score: null, ranking: [], places: { title: [], body: [] } };
  const { title, body, _rankingScore, _rankingScoreDetails, _matchesPosition } = Judged.parse(hit);
  return {
    found: true,
    score: _rankingScore,
    ranking: rankingOf(_rankingScoreDetails),
    places: { title: inUnits(title, _matchesPosition.title), body: inUnits(body, _matchesPosition.body) },
  };
}

const rankingOf = (details: z.infer<typeof Judged>['_rankingScoreDetails']): readonly Ranking[] =>
  Object.entries(details)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([rule, { order: _, score = null, ...rest }]) => ({
      rule,
      score,
      details: Object.fromEntries(
        Object.entries(rest).map(([name, value]) => [
          name,
          typeof value === 'number' || value === null ? value : String(value),
        ]),
      ),
    }));

/** The engine counts bytes of UTF-8 in the text it was given, we count UTF-16 units of the text as it is. */
function inUnits(
  text: string,
  places: readonly z.infer<typeof Place>[],
): readonly (readonly [number, number])[] {
  const bytes = Buffer.from(text);
  const unitsOf = (from: number, to: number) => signsTogether(bytes.toString('utf8', from, to)).length;
  const sorted = [...places].sort((a, b) => a.start - b.start);
  let [byte, unit] = [0, 0];
  return sorted.map(({ start, length }) => {
    unit += unitsOf(byte, start);
    byte = start;
    return [unit, unit + unitsOf(start, start + length)];
  });
}
