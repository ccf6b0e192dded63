/** The texts a rule must and must not match, tried on the rule. The shipped ones are tried by the tests. */
import type { BoilerplateRule } from './shapes/boilerplate.ts';

/** An example that comes out otherwise: where it stands in its file, and what is wrong. */
export interface Failing {
  readonly keys: readonly (string | number)[];
  readonly message: string;
}

export function failingExample(rules: readonly BoilerplateRule[]): Failing | undefined {
  for (const [i, rule] of rules.entries()) {
    const pattern = new RegExp(rule.pattern, rule.letterCase === 'exact' ? 'u' : 'iu');
    const takes = (text: string) => text.length <= rule.maxLength && pattern.test(text.trim());
    const lost = rule.match.findIndex((text) => !takes(text));
    if (lost >= 0)
      return {
        keys: [i, 'match', lost],
        message: `the rule ${rule.id} does not take «${rule.match[lost]}», which it must: mend its pattern or maxLength`,
      };
    const taken = rule.keep.findIndex(takes);
    if (taken >= 0)
      return {
        keys: [i, 'keep', taken],
        message: `the rule ${rule.id} takes «${rule.keep[taken]}», which it must keep: mend its pattern`,
      };
  }
  return undefined;
}
