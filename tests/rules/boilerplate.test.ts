import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import { compile } from '../../indexer/clean/rules.ts';

const rules = loadConfig({}).boilerplate;

/** Texts that make a pattern with nested repeats try every way to split them. */
const ADVERSARIAL = [
  'a'.repeat(4_000),
  'a '.repeat(2_000),
  `${'the '.repeat(1_000)}!`,
  '- '.repeat(2_000),
  '1 '.repeat(2_000),
  'photo: '.repeat(700),
  'share '.repeat(800),
  'A. B. '.repeat(700),
  `${'слово '.repeat(700)}…`,
  '文'.repeat(4_000),
];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const pattern = compile(rule);
  const takes = (text: string) => text.length <= rule.maxLength && pattern.test(text.trim());

  it.each(rule.match)('takes «%s»', (text) => {
    expect(takes(text)).toBe(true);
  });

  it.each(rule.keep)('keeps «%s»', (text) => {
    expect(takes(text)).toBe(false);
  });

  it('finishes on texts made to stall it, within its longest input', () => {
    for (const text of ADVERSARIAL) expect(() => pattern.test(text.slice(0, rule.maxLength))).not.toThrow();
  });
});
