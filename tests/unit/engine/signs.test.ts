import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasSign, signsApart, signsTogether } from '../../../engine/signs.ts';

it.each([
  ['paid $5', 'paid $|5'],
  ['US$5,000', 'US|$|5,000'],
  ['5€ or £6', '5|€ or £|6'],
  ['30°C', '30|°|C'],
  ['word→next', 'word|→|next'],
  ['\u{1F525}Breaking\u{1F6A2}\u{1F6A2}news', '\u{1F525}|Breaking|\u{1F6A2}\u{1F6A2}|news'],
  ['a ❤\ufe0flove', 'a ❤\ufe0f|love'],
  ['\u{20BB7}$\u{20BB7}', '\u{20BB7}|$|\u{20BB7}'],
  ['e\u0301$', 'e\u0301|$'],
  ['\u202aab\u202c', '\u202a|ab|\u202c'],
])('parts signs from the words at them: %s', (text, parted) => {
  expect(signsApart(text).replaceAll('\u1680', '|')).toBe(parted);
  expect(hasSign(text)).toBe(true);
});

it.each(['', 'plain', 'jean-luc', 'C++', "it's 50% (of A&B)", '$ 5', '→ → →', 'a\u200db'])(
  'leaves alone what the engine parts itself, and signs that stand alone: %s',
  (text) => {
    expect(signsApart(text)).toBe(text);
    expect(hasSign(text)).toBe(false);
  },
);

it('leaves no mark of direction at a word, and is no sign', () => {
  const text = '\u200fمرحبا\u200e (\u200fa)';
  expect(signsApart(text)).not.toMatch(/[\u200e\u200f]/);
  expect(signsTogether(signsApart(text))).toBe(text);
  expect(hasSign(text)).toBe(false);
});

it('gives back any text that holds no such space', () => {
  const texts = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('$', '\u200e', '\u200f', 'a', '5', ' '),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    })
    .map((text) => text.replace(/[\u1680\u3000]/g, ' '));
  fc.assert(
    fc.property(texts, (text) => {
      expect(signsTogether(signsApart(text))).toBe(text);
    }),
  );
});

it('keeps words apart that such a space parted', () => {
  expect(signsTogether(signsApart('two\u1680words of\u3000four'))).toBe('two words of four');
});
