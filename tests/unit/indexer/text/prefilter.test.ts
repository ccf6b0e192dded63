import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { alternativesOf, requiredLiterals } from '../../../../indexer/text/literals.ts';
import { literalSearch, prefilter } from '../../../../indexer/text/prefilter.ts';

describe('the literals an expression cannot do without', () => {
  it.each([
    ['harbour', ['harbour']],
    ['(?:fog|ice) ?horn', ['foghorn', 'fog horn', 'icehorn', 'ice horn']],
    ['.{0,9}(?:tide|wave)s?$', ['tides', 'tide', 'waves', 'wave']],
    ['[ab]nchor', ['anchor', 'bnchor']],
    ['keel\\b.*', ['keel']],
    ['(?<!no )sail(?=or)', ['sail']],
    ['(?:mast){2}', ['mastmast']],
    ['quay+', ['qua']],
    ['(?=pier)', ['pier']],
    ['^(?!no)(?=.*(?:tide|wave))(?=.*\\p{L}).{3,9}$', ['tide', 'wave']],
    ['\\u006dole', ['mole']],
  ])('of %s are %j', (source, literals) => {
    expect([...(requiredLiterals(source) ?? [])].sort()).toEqual([...literals].sort());
  });

  it.each(['.*', '\\p{L}+', '(?:pier)?', 'pier|', '(?:pier|[^x])', '(?!pier)', '(?=pier)?', '(?<=pier)'])(
    'of %s are none',
    (source) => {
      expect(requiredLiterals(source)).toBeUndefined();
    },
  );
});

describe('the alternatives of an expression', () => {
  it.each([
    ['fog|ice', ['fog', 'ice']],
    ['(?:fog|ice(?:berg|cap)?)', ['fog', 'ice(?:berg|cap)?']],
    ['(?:(?:fog|ice)|sleet)', ['(?:fog|ice)', 'sleet']],
    ['(?:fog|ice) ?horn', ['(?:fog|ice) ?horn']],
    ['(?:fog)(?:horn|bank)', ['(?:fog)(?:horn|bank)']],
    ['^(?:fog|ice)$', ['^(?:fog|ice)$']],
    ['(?=fog|ice)', ['(?=fog|ice)']],
    ['[|(]fog|ice\\|cap\\(', ['[|(]fog', 'ice\\|cap\\(']],
    ['(?:[)]fog|ice\\))', ['[)]fog', 'ice\\)']],
    ['fog|', ['fog', '']],
  ])('of %s are %j', (source, alternatives) => {
    expect(alternativesOf(source)).toEqual(alternatives);
  });

  it('match where the expression does, in every shipped rule', () => {
    const rules = loadConfig({}).boilerplate;
    const texts = rules.flatMap((rule) => [...rule.match, ...rule.keep]);
    const compiled = rules.map(({ pattern }) => ({
      whole: new RegExp(pattern, 'iu'),
      parts: alternativesOf(pattern).map((source) => new RegExp(source, 'iu')),
    }));
    for (const text of texts)
      for (const { whole, parts } of compiled)
        expect(
          parts.some((part) => part.test(text)),
          text,
        ).toBe(whole.test(text));
  });
});

describe('the filter before many expressions', () => {
  it('finds exactly the literals that stand in a text', () => {
    const unit = fc.constantFrom('a', 'b', 'é', '年', '😀', ' ');
    const Text = fc.string({ unit, maxLength: 12 });
    const Literal = fc.string({ unit, minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(fc.array(Literal, { minLength: 1 })), Text, Text, (lists, one, other) => {
        const found = literalSearch(lists);
        for (const text of [one + other, one]) {
          found.look(text);
          expect(lists.map((_, i) => found.mayMatch(i))).toEqual(
            lists.map((list) => list.some((literal) => text.includes(literal))),
          );
        }
      }),
    );
  });

  const sources = loadConfig({}).boilerplate.map((rule) => rule.pattern);
  const possible = prefilter(sources);

  it('lets through what matches, in every case of its letters', () => {
    const one = prefilter(['straße', 'σίγμας', '^kelvin', '\\bis\\b']);
    for (const [i, text] of ['STRASSE STRAẞE', 'ΣΊΓΜΑΣ', '\u212aELVIN', 'I\u017f'].entries()) {
      one.look(text);
      expect(one.mayMatch(i), text).toBe(true);
    }
  });

  it('rules out what lacks a literal, text by text', () => {
    const two = prefilter(['lighthouse', '\\d{3}']);
    two.look('the LightHouse stands');
    expect([two.mayMatch(0), two.mayMatch(1)]).toEqual([true, false]);
    two.look('room 101');
    expect([two.mayMatch(0), two.mayMatch(1)]).toEqual([false, true]);
  });

  it('never rules out a text that a shipped rule matches', () => {
    const rules = loadConfig({}).boilerplate;
    const texts = rules.flatMap((rule) => [...rule.match, ...rule.keep]);
    const patterns = sources.map((source) => new RegExp(source, 'iu'));
    const check = (text: string) => {
      possible.look(text);
      patterns.forEach((pattern, i) => {
        if (!possible.mayMatch(i)) expect(pattern.test(text), `${rules[i]?.id}: ${text}`).toBe(false);
      });
      const named: number[] = [];
      for (let i = possible.next(0); i >= 0; i = possible.next(i + 1)) named.push(i);
      expect(named).toEqual(patterns.flatMap((_, i) => (possible.mayMatch(i) ? [i] : [])));
    };
    for (const text of texts) for (const same of [text, text.toUpperCase(), text.toLowerCase()]) check(same);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.nat(60), (one, other, at) => {
        check(one.slice(0, at) + other.slice(at));
      }),
    );
  });
});
