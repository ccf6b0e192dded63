/** No text makes a regular expression of the product try every way to split it: told by analysis, and by trying. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import {
  type Expression,
  madeExpressions,
  ruleExpressions,
  writtenExpressions,
} from '../support/expressions.ts';
import { pumped } from '../support/pumped.ts';

const SEEDS = fileURLToPath(new URL('../../seeds/harbour-gazette', import.meta.url));
/** Of a text of any length: long enough that exponential work on it has no end, and cubic work next to none. */
const LENGTH = 1_000;
/** An expression that takes exponential time on so long a text never ends: it is stopped, so that its name is told. */
const NEVER_MS = 10_000;

const config = loadConfig({});
/** Everything that makes expressions, on some pages. */
const made = await madeExpressions(async () => {
  const [{ pipeline }, { readPage }, { understand }] = await Promise.all([
    import('../../indexer/pipeline.ts'),
    import('../../indexer/read/read.ts'),
    import('../../server/query/words.ts'),
  ]);
  const judge = pipeline(config);
  const pages = readdirSync(SEEDS, { recursive: true, encoding: 'utf8' });
  for (const path of pages.filter((name) => /\.(?:txt|html)$/.test(name)))
    judge(readPage({ content: readFileSync(join(SEEDS, path), 'utf8'), path }));
  understand('dam "red car" source:Post date:2023..');
});
const rules = ruleExpressions(config);
const bounded = new Set(rules.map(({ source }) => source));
/** Each once, the rules with the length of what they are tried on. */
const all = [
  ...rules,
  ...new Map(
    [...writtenExpressions(), ...made]
      .filter(({ source }) => !bounded.has(source))
      .map((one) => [`/${one.source}/${one.flags}`, one]),
  ).values(),
];
const named = ({ source, flags, at }: Expression) => `${at}: /${source.slice(0, 200)}/${flags}`;

const exponential = ({ source, flags }: Expression): boolean =>
  analyse({ source, flags }, { reportTypes: { Move: false, Self: true, Trade: true } }).reports.some(
    (report) => report.exponential,
  );

const context = createContext({ source: '', flags: '', texts: [], at: 0 });
const trying = new Script(
  '{ const tried = new RegExp(source, flags); for (at = 0; at < texts.length; at++) tried.test(texts[at]); }',
);

/** @returns a text it does not come to an end with */
function stalling(expression: Expression, patienceMs = NEVER_MS): string | undefined {
  const texts = [...pumped(expression, expression.longest ?? LENGTH)];
  Object.assign(context, { source: expression.source, flags: expression.flags.replace(/[gy]/g, ''), texts });
  try {
    trying.runInContext(context, { timeout: patienceMs });
    return undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
    return texts[context.at as number];
  }
}

describe('the regular expressions', () => {
  it('are all looked at: those of the sources and those of every rule', () => {
    expect(all.length).toBeGreaterThan(700);
    const places = ['config', 'engine', 'indexer', 'made', 'operate', 'scripts', 'server', 'rule', 'notice'];
    expect(new Set(all.map(({ at }) => at.split(/[/ ]/)[0]))).toEqual(new Set(places));
  });

  it('are none that analysis finds exponential', () => {
    expect(all.filter(exponential).map(named)).toEqual([]);
  });

  it('come to an end with what each of their repeats takes, again and again', () => {
    expect(all.filter((one) => stalling(one) !== undefined).map(named)).toEqual([]);
  });

  it('would be found: the test knows expressions that never end', () => {
    const of = (source: string): Expression => ({ source, flags: 'u', at: 'here' });
    expect(['^(?:\\p{L}+ ?)+$', '^(?:\\w+\\s?){1,40}!$'].map(of).map(exponential)).toEqual([true, true]);
    // Analysis sees repeats in repeats, not two ways to take the same by alternatives: that is what trying is for.
    expect(exponential(of('^By (?:a|b|ab)*$'))).toBe(false);
    expect(stalling(of('^By (?:a|b|ab)*$'), 500)).toMatch(/^By (?:ab)+/);
  });
});
