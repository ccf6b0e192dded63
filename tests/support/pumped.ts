/** Texts made to stall an expression, out of itself: what one of its repeats takes, again and again, and then what it cannot take. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Expression } from './expressions.ts';

/** Repeats of fewer times make no text long. */
const FEW = 6;
/** Words of one repeat that are tried: the first of its alternatives, and two of them in a row. */
const WORDS = 4;
const CANDIDATES = [...'a1 .-,|:/"«»„“”\'’()[]{}<>&%€$@#_+*=?!;…–—·•\n\tAézßяЯ文あ한عא०٣Ⅷ\u0301\u200b\ud83d'];
/** No class of letters, and hardly any other, has it: the match must fail after it. */
const REJECTED = '\u0000\u0001';

const parser = new RegExpParser({ ecmaVersion: 2024 });

/** For each repeat of the expression some texts of at most about this length, with what must stand before it. */
export function* pumped({ source, flags }: Expression, length: number): Generator<string> {
  const pattern = parser.parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const one = sampler(flags);
  for (const { before, repeat } of repeatsIn(pattern.alternatives, '', one)) {
    const words = [...new Set(wordsOf(repeat.element, one))].filter((word) => word !== '').slice(0, WORDS);
    for (const word of words.length > 1 ? [...words, words.join('')] : words) {
      for (const start of new Set([before, ''])) {
        const times = Math.max(1, Math.floor((length - start.length - REJECTED.length) / word.length));
        yield `${start}${word.repeat(times)}${REJECTED}`;
      }
    }
  }
}

type Sampler = (node: AST.Element) => string;

interface Found {
  /** What the elements before take. */
  readonly before: string;
  readonly repeat: AST.Quantifier;
}

function* repeatsIn(alternatives: readonly AST.Alternative[], start: string, one: Sampler): Generator<Found> {
  for (const { elements } of alternatives) {
    let before = start;
    for (const element of elements) {
      const inner = element.type === 'Quantifier' ? element.element : element;
      if (element.type === 'Quantifier' && element.max > FEW) yield { before, repeat: element };
      if ('alternatives' in inner) yield* repeatsIn(inner.alternatives, before, one);
      before += one(element);
    }
  }
}

/** The texts of each alternative of what is repeated; of what has none, its own. */
function wordsOf(element: AST.Element, one: Sampler): string[] {
  if (!('alternatives' in element)) return [one(element)];
  return element.alternatives.flatMap(({ elements }) => {
    const [only] = elements;
    if (elements.length === 1 && only && 'alternatives' in only) return wordsOf(only, one);
    const least = elements.map(one).join('');
    const most = elements
      .map((each) => (each.type === 'Quantifier' ? one(each.element) : one(each)))
      .join('');
    return [most, least];
  });
}

/** A text that an element takes, the shortest that is easily found. */
function sampler(flags: string): Sampler {
  const kept = new Map<string, string>();
  const sign = (raw: string): string => {
    const known = kept.get(raw);
    if (known !== undefined) return known;
    const takes = new RegExp(`^${raw}$`, flags.replace(/[gy]/g, ''));
    const found = CANDIDATES.find((candidate) => takes.test(candidate)) ?? '';
    kept.set(raw, found);
    return found;
  };
  const one: Sampler = (element) => {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterSet':
      case 'CharacterClass':
        return sign(element.raw);
      case 'Quantifier':
        return one(element.element).repeat(element.min);
      case 'Group':
      case 'CapturingGroup':
        return (element.alternatives[0]?.elements ?? []).map(one).join('');
      default:
        return ''; // looks around, and refers back: takes nothing of its own
    }
  };
  return one;
}
