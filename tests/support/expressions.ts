/** Every regular expression of the product: what its sources write down, and what they make of the rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import type { Config } from '../../config/schema.ts';
import { alternativesOf } from '../../indexer/text/literals.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['config', 'engine', 'indexer', 'operate', 'scripts', 'server'];

export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** The file it is written in, or that it is made when the program runs. */
  readonly at: string;
  /** Characters of a text it is tried on at most; absent: of any text. */
  readonly longest?: number;
}

/** The literals in the sources. */
export function writtenExpressions(): Expression[] {
  const found: Expression[] = [];
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      const loader = /\.(tsx?|m?js)$/.exec(name)?.[1]?.replace('mjs', 'js') as
        | 'ts'
        | 'tsx'
        | 'js'
        | undefined;
      if (!loader) continue;
      const { code } = transformSync(readFileSync(join(ROOT, folder, name), 'utf8'), {
        loader,
        jsx: 'automatic',
      });
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        if ('regex' in node && node.regex) {
          const { pattern, flags } = node.regex as { pattern: string; flags: string };
          found.push({ source: pattern, flags, at: `${folder}/${name}` });
        }
        for (const inner of Object.values(node)) visit(inner);
      };
      visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
    }
  return found;
}

/** Those of the rules, as cleaning and completeness try them on texts of a bounded length. */
export function ruleExpressions({ boilerplate, completeness }: Config): Expression[] {
  return [
    ...boilerplate.flatMap(({ id, pattern, letterCase, maxLength }) =>
      alternativesOf(pattern).map((source) => ({
        source,
        flags: letterCase === 'exact' ? 'u' : 'iu',
        at: `rule ${id}`,
        longest: maxLength,
      })),
    ),
    ...completeness.map(({ tells, pattern, maxLength }, i) => ({
      source: pattern,
      flags: '',
      at: `notice ${i + 1}, ${tells}`,
      longest: maxLength,
    })),
  ];
}

/** The expressions that are made while something works: of months, words and signs. */
export async function madeExpressions(work: () => Promise<void>): Promise<Expression[]> {
  const found = new Map<string, Expression>();
  const Native = RegExp;
  const noted = (made: RegExp): RegExp => {
    found.set(String(made), { source: made.source, flags: made.flags, at: 'made' });
    return made;
  };
  globalThis.RegExp = new Proxy(Native, {
    construct: (_, [pattern, flags]: [string | RegExp, string?]) => noted(new Native(pattern, flags)),
    apply: (_, __, [pattern, flags]: [string | RegExp, string?]) => noted(new Native(pattern, flags)),
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = Native;
  }
  return [...found.values()];
}
