import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../../config/load.ts';
import { createGazetteer } from '../../../../../indexer/enrich/entities/gazetteer.ts';
import { featureMaker } from '../../../../../indexer/enrich/entities/tagger/all-features.ts';
import { type Reading, readDocuments } from '../../../../../indexer/enrich/entities/tagger/corpus.ts';
import type { WordLists } from '../../../../../indexer/enrich/entities/tagger/features.ts';
import { ROWS } from '../../../../../indexer/enrich/entities/tagger/hashes.ts';
import { packWords, unpackWords } from '../../../../../indexer/enrich/entities/tagger/known-words.ts';
import {
  decode,
  decoder,
  pack,
  spansOf,
  TAGS,
  unpack,
} from '../../../../../indexer/enrich/entities/tagger/model.ts';
import { createTagger } from '../../../../../indexer/enrich/entities/tagger/tagger.ts';
import { type Example, mean, train } from '../../../../../indexer/enrich/entities/tagger/train.ts';
import { sentences } from '../../../../../indexer/enrich/entities/tokens.ts';
import { createTrimmer } from '../../../../../indexer/enrich/entities/trim.ts';

const config = loadConfig({});
const reading: Reading = {
  trimmer: createTrimmer(config.entities),
  lookUp: createGazetteer(config.entities).lookUp,
  isAboutSport: () => false,
};
const noLists: WordLists = {
  classOf: () => '',
  knownWords: unpackWords(packWords([], { middle: [], wide: [] })),
  namesIn: () => [],
  isAboutSport: () => false,
};

const bio = (text: string) => text.trim().replaceAll(' ', '\t').replaceAll('|', '\n');
const school = bio(
  'Ada B-PER|Molvane I-PER|lives O|in O|Velmora B-LOC|. O||Piet B-PER|Orvedal I-PER|works O|for O|Acme B-ORG|Corp I-ORG|. O||Ada B-PER|Orvedal I-PER|lives O|in O|Tarsk B-LOC|. O',
);

function examples(): Example[] {
  const featuresOf = featureMaker(noLists);
  return readDocuments(school, reading).flatMap((document) => {
    const features = [...featuresOf(document.map((sentence) => sentence.tokens))];
    return document.map(({ tags }, i) => ({ features: features[i] ?? [], tags }));
  });
}

describe('training', () => {
  it('learns what it is shown', () => {
    const shown = examples();
    const model = train(shown, { epochs: 10, seed: 1 });
    for (const { features, tags } of shown) expect([...decode(model, features)]).toEqual([...tags]);
  });

  it('gives the same bytes for the same data, and reads them back', () => {
    const make = () => pack(mean([1, 2].map((seed) => train(examples(), { epochs: 3, seed }))));
    expect(make().equals(make())).toBe(true);
    const model = unpack(make());
    for (const { features, tags } of examples()) expect([...decode(model, features)]).toEqual([...tags]);
  });

  it('takes titles and what has no capital out of the names of its data', () => {
    const [document] = readDocuments(
      bio('President B-PER|Ada I-PER|Molvane I-PER|left O|the B-LOC|town I-LOC'),
      reading,
    );
    expect([...(document?.[0]?.tags ?? [])].map((tag) => TAGS[tag])).toEqual([
      'O',
      'B-person',
      'I-person',
      'O',
      'O',
      'O',
    ]);
  });

  it('gives known names the type we know, and leaves teams and other names alone', () => {
    const rows = bio('Ghana B-ORG|and O|Tarsk B-ORG|agreed O|, O|the O|Muslim B-ORG|leader O|said O');
    const typesIn = (own: Reading) =>
      [...(readDocuments(rows, own)[0]?.[0]?.tags ?? [])]
        .map((tag) => TAGS[tag])
        .filter((tag) => tag !== 'O');
    expect(typesIn(reading)).toEqual(['B-place', 'B-org']);
    expect(typesIn({ ...reading, isAboutSport: () => true })).toEqual(['B-org', 'B-org']);
  });

  it('joins what its data split at a hyphen', () => {
    const [document] = readDocuments(bio('Claire B-PER|Bailey I-PER|- I-PER|Ross I-PER|left O'), reading);
    expect(document?.[0]?.tokens.map((token) => token.text)).toEqual(['Claire', 'Bailey-Ross', 'left']);
  });

  it('refuses a weights file that was cut', () => {
    const file = pack(train(examples(), { epochs: 1, seed: 1 }));
    expect(() => unpack(file.subarray(0, file.length - 20))).toThrow();
  });
});

describe('a sequence of tags', () => {
  const number = (tag: (typeof TAGS)[number]) => TAGS.indexOf(tag);

  it('marks names from their first to their last token', () => {
    const tags = ['O', 'B-person', 'I-person', 'B-place', 'O', 'B-org'] as const;
    expect(spansOf(tags.map(number))).toEqual([
      { from: 1, to: 3, type: 'person' },
      { from: 3, to: 4, type: 'place' },
      { from: 5, to: 6, type: 'org' },
    ]);
  });

  it('is the best of all that are allowed', () => {
    const size = TAGS.length;
    const weight = fc.integer({ min: -9, max: 9 });
    const allowed = (tag: number, before: number | undefined) =>
      !TAGS[tag]?.startsWith('I-') ||
      (before !== undefined && TAGS[before]?.slice(1) === TAGS[tag]?.slice(1));
    const sequences = (length: number): number[][] =>
      length === 0
        ? [[]]
        : sequences(length - 1).flatMap((tags) =>
            TAGS.flatMap((_, tag) => (allowed(tag, tags.at(-1)) ? [[...tags, tag]] : [])),
          );
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: size * (size + 1), maxLength: size * (size + 1) }),
        fc.array(fc.option(fc.array(weight, { minLength: size, maxLength: size })), { maxLength: 3 }),
        (steps, scores) => {
          const worth = (tags: ArrayLike<number>) =>
            scores.reduce((sum, own, i) => {
              const tag = tags[i] ?? 0;
              if (!own && tag !== 0) return Number.NEGATIVE_INFINITY;
              const before = i === 0 ? size : (tags[i - 1] ?? 0);
              return sum + (own?.[tag] ?? 0) + (steps[before * size + tag] ?? 0);
            }, 0);
          const bestTags = decoder({ steps: Float64Array.from(steps) });
          const found = bestTags(scores.length, (token, into) => {
            into.set(scores[token] ?? []);
            return scores[token] !== null;
          });
          expect(worth(found)).toBe(Math.max(...sequences(scores.length).map(worth)));
        },
      ),
    );
  });

  it('never begins inside a name, whatever the weights', () => {
    const weights = new Float64Array(ROWS * TAGS.length).fill(0);
    for (let row = 0; row < ROWS; row++) weights[row * TAGS.length + number('I-org')] = 5;
    const model = { weights, steps: new Float64Array((TAGS.length + 1) * TAGS.length) };
    const tags = decode(model, [Int32Array.of(1), Int32Array.of(2)]);
    expect(TAGS[tags[0] ?? 0]).not.toMatch(/^I-/);
  });
});

describe('the shipped weights', () => {
  const gazetteer = createGazetteer(config.entities);
  const tagger = createTagger(config.entities.sport);
  const found = (text: string) => {
    const split = sentences(text);
    const names = tagger(split, split.map(gazetteer.spans));
    return names.map(({ start, end, type }) => `${type} ${text.slice(start, end)}`);
  };

  it('are at most 5 MB', () => {
    const file = new URL('../../../../../indexer/enrich/entities/tagger/weights.bin.gz', import.meta.url);
    expect(readFileSync(file).length).toBeLessThan(5_000_000);
  });

  it('find people, organisations and places that no list knows', () => {
    const text =
      'Marek Dolvani, who teaches at the University of Tarnowice, told the Harbour Workers Union that ships would leave the port of Skelmar on Friday.';
    expect(found(text)).toEqual(
      expect.arrayContaining([
        'person Marek Dolvani',
        'org University of Tarnowice',
        'org Harbour Workers Union',
        'place Skelmar',
      ]),
    );
  });

  it('find nothing in prose without names', () => {
    expect(found('It was raining when the talks began, and nobody expected them to last long.')).toEqual([]);
  });
});
