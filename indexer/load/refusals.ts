/** Refused pages by reason, for the summary of a build. */
import type { BuildSummary } from '../../engine/summary.ts';
import { beginning, sumOf } from './counts.ts';
import type { Refused } from './spool.ts';

/** Reasons listed, files of each, and characters of a reason and of a path. */
const REASONS = 10;
const EXAMPLES = 3;
const LENGTH = 200;

/** What differs from file to file: quoted text and numbers. */
const PARTICULAR = /«[^»]*»|"[^"]*"|'[^']*'|\d[\d.,]*/g;

/** Reasons that say the same of different files are one, in the words of the first; most frequent first. */
export function refusalsOf(refused: readonly Refused[]): BuildSummary['refusals'] {
  const groups = new Map<string, Refused[]>();
  for (const one of refused) {
    const key = one.reason.replace(PARTICULAR, '…');
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const all = [...groups.values()].sort((a, b) => b.length - a.length);
  const listed = all.slice(0, REASONS);
  return {
    reasons: listed.map((group) => ({
      reason: beginning(group[0]?.reason ?? '', LENGTH),
      count: group.length,
      examples: group.slice(0, EXAMPLES).map(({ path, line }) => ({ path: beginning(path, LENGTH), line })),
    })),
    others: {
      reasons: all.length - listed.length,
      count: refused.length - sumOf(listed.map((group) => group.length)),
    },
  };
}
