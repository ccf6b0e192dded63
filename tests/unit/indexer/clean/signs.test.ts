import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKETS, type Signs, signsOfPath, signsOfText } from '../../../../indexer/clean/signs.ts';

/** What was found, in a set of its own: the room is used again. */
const setOf = ({ found, count }: Signs): Set<number> => new Set(found.slice(0, count));
const ofText = (text: string) => setOf(signsOfText(text));
const ofPath = (path: string) => setOf(signsOfPath(path));

const shared = (one: ReadonlySet<number>, other: ReadonlySet<number>): number =>
  [...one].filter((sign) => other.has(sign)).length / Math.max(1, Math.min(one.size, other.size));

describe('the signs of a text', () => {
  it('are the same whatever its capitals, spaces and numbers', () => {
    expect(ofText('Read 17 MORE  stories')).toEqual(ofText('read 2048 more\nstories'));
  });

  it('tell its words, their order and its ends', () => {
    const signs = ofText('Subscribe to the evening letter');
    expect(shared(ofText('letter evening the to Subscribe'), signs)).toBeLessThan(0.7);
    expect(shared(ofText('A choir sang by the harbour wall'), signs)).toBeLessThan(0.3);
    expect(shared(ofText('Subscribe to the morning letter'), signs)).toBeGreaterThan(0.4);
  });

  it('are those of its characters where words have no spaces', () => {
    expect(shared(ofText('订阅晚报'), ofText('请订阅晚报吧'))).toBeGreaterThan(0.6);
  });

  it('are distinct buckets of the model, few for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        const { found, count } = signsOfText(text);
        const own = found.slice(0, count);
        expect(new Set(own).size).toBe(count);
        expect(own.every((sign) => sign >= 0 && sign < BUCKETS)).toBe(true);
      }),
    );
    expect(signsOfText('a b '.repeat(100_000)).count).toBeLessThan(20);
    expect(signsOfText('').count).toBe(0);
  });
});

describe('the signs of a path', () => {
  it('tell names and their parts, however they are written', () => {
    const signs = ofPath('main>div.article-body>p');
    expect(shared(ofPath('main>div.articleBody>p'), signs)).toBeGreaterThan(0.6);
    expect(shared(ofPath('aside>div.promo-box>p'), signs)).toBeLessThan(0.4);
  });

  it('tell the near from the far', () => {
    expect(ofPath('div.promo>div>div>div>div>p')).not.toEqual(ofPath('div>div>div>div>div.promo>p'));
  });
});
