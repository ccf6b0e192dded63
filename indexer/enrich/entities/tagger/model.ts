/** The tagger's weights and how they turn features into tags. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { EntityType } from '../../../../config/schema.ts';
import { ROWS } from './hashes.ts';

/** A tag a token may have: outside, or the first or a later token of a name. */
export const TAGS = ['O', 'B-person', 'I-person', 'B-org', 'I-org', 'B-place', 'I-place'] as const;
export const TAG_COUNT: number = TAGS.length;
const TYPES: readonly (EntityType | undefined)[] = TAGS.map((tag) =>
  tag.endsWith('person')
    ? 'person'
    : tag.endsWith('org')
      ? 'org'
      : tag.endsWith('place')
        ? 'place'
        : undefined,
);

/** Scores of a tag: the sum of its weights over the features, and one weight for the tag before it. */
export interface Model {
  /** ROWS x TAG_COUNT. */
  readonly weights: Int16Array | Float64Array;
  /** (TAG_COUNT + 1) x TAG_COUNT: from tag (the last row: start of the sentence) to tag. */
  readonly steps: Int16Array | Float64Array;
}

export interface Span {
  /** Tokens of the sentence: from, and up to but without. */
  readonly from: number;
  readonly to: number;
  readonly type: EntityType;
}

/** The best sequence of tags (numbers in TAGS) for a sentence's features (Viterbi). */
export function decode(model: Model, features: readonly Int32Array[]): Uint8Array {
  const bestTags = decoder(model);
  return bestTags(features.length, (token, scores) => {
    const rows = features[token] ?? NO_ROWS;
    addScores(model, rows, rows.length, scores);
    return true;
  }).slice();
}

const NO_ROWS = new Int32Array(0);

/** Adds to the score of each tag what the first `size` of these rows say. Written out: the rows are fetched from all over the table, and a loop over tags would wait for each. */
export function addScores(
  { weights }: Pick<Model, 'weights'>,
  rows: Int32Array,
  size: number,
  scores: Float64Array,
): void {
  let outside = scores[0] as number;
  let beginsPerson = scores[1] as number;
  let insidePerson = scores[2] as number;
  let beginsOrg = scores[3] as number;
  let insideOrg = scores[4] as number;
  let beginsPlace = scores[5] as number;
  let insidePlace = scores[6] as number;
  for (let i = 0; i < size; i++) {
    const at = (rows[i] as number) * 7;
    outside += weights[at] as number;
    beginsPerson += weights[at + 1] as number;
    insidePerson += weights[at + 2] as number;
    beginsOrg += weights[at + 3] as number;
    insideOrg += weights[at + 4] as number;
    beginsPlace += weights[at + 5] as number;
    insidePlace += weights[at + 6] as number;
  }
  scores[0] = outside;
  scores[1] = beginsPerson;
  scores[2] = insidePerson;
  scores[3] = beginsOrg;
  scores[4] = insideOrg;
  scores[5] = beginsPlace;
  scores[6] = insidePlace;
}

/** The tag of what is no part of a name, the first of all. */
const OUTSIDE = 0;
/** Tags that only follow one of the same type, which are this one and the one before. */
const IS_INSIDE = Uint8Array.from(TAGS, (tag) => Number(tag.startsWith('I-')));

/** The best tag before an inner token of a name, which is one of the same name. */
function bestInside(score: Float64Array, steps: Model['steps'], tag: number): number {
  const begins = (score[tag - 1] as number) + (steps[(tag - 1) * TAG_COUNT + tag] as number);
  const inside = (score[tag] as number) + (steps[tag * TAG_COUNT + tag] as number);
  return inside > begins ? tag : tag - 1;
}

/** The best of all tags before one that may follow each; of equals the first. Written out, as it is asked four times a token. */
function bestBefore(score: Float64Array, steps: Model['steps'], tag: number): number {
  let best = (score[0] as number) + (steps[tag] as number);
  let before = 0;
  const one = (score[1] as number) + (steps[tag + 7] as number);
  if (one > best) {
    best = one;
    before = 1;
  }
  const two = (score[2] as number) + (steps[tag + 14] as number);
  if (two > best) {
    best = two;
    before = 2;
  }
  const three = (score[3] as number) + (steps[tag + 21] as number);
  if (three > best) {
    best = three;
    before = 3;
  }
  const four = (score[4] as number) + (steps[tag + 28] as number);
  if (four > best) {
    best = four;
    before = 4;
  }
  const five = (score[5] as number) + (steps[tag + 35] as number);
  if (five > best) {
    best = five;
    before = 5;
  }
  return (score[6] as number) + (steps[tag + 42] as number) > best ? 6 : before;
}

/** Adds the scores of a token's tags to zeros; where it answers false the token is outside any name, and no scores are needed. */
export type ScoresOf = (token: number, scores: Float64Array) => boolean;

/**
 * Returns what finds the best sequence of tags (numbers in TAGS) for a number of tokens (Viterbi). An answer is good
 * until the next one is asked for.
 */
export function decoder({ steps }: Pick<Model, 'steps'>): (length: number, scoresOf: ScoresOf) => Uint8Array {
  let tags = new Uint8Array(0);
  /** The best tag before each tag of each token. */
  let back = new Uint8Array(0);
  let score = new Float64Array(TAG_COUNT);
  let next = new Float64Array(TAG_COUNT);
  const own = new Float64Array(TAG_COUNT);
  const begin = (tagsLeft: number) => {
    for (let tag = 0; tag < tagsLeft; tag++)
      next[tag] = IS_INSIDE[tag]
        ? Number.NEGATIVE_INFINITY
        : (steps[TAG_COUNT * TAG_COUNT + tag] as number) + (own[tag] as number);
  };
  const goOn = (token: number, tagsLeft: number) => {
    for (let tag = 0; tag < tagsLeft; tag++) {
      const before = IS_INSIDE[tag] ? bestInside(score, steps, tag) : bestBefore(score, steps, tag);
      next[tag] =
        (score[before] as number) + (steps[before * TAG_COUNT + tag] as number) + (own[tag] as number);
      back[token * TAG_COUNT + tag] = before;
    }
  };
  return (length, scoresOf) => {
    if (length > tags.length) {
      tags = new Uint8Array(2 * length);
      back = new Uint8Array(tags.length * TAG_COUNT);
    }
    for (let token = 0; token < length; token++) {
      own.fill(0);
      // Where no name can be, one tag is left to be reached.
      const tagsLeft = scoresOf(token, own) ? TAG_COUNT : OUTSIDE + 1;
      if (tagsLeft < TAG_COUNT) next.fill(Number.NEGATIVE_INFINITY);
      if (token === 0) begin(tagsLeft);
      else goOn(token, tagsLeft);
      [score, next] = [next, score];
    }
    let tag = OUTSIDE;
    for (let other = 1; other < TAG_COUNT; other++)
      if ((score[other] as number) > (score[tag] as number)) tag = other;
    for (let token = length - 1; token >= 0; token--) {
      tags[token] = tag;
      tag = back[token * TAG_COUNT + tag] as number;
    }
    return tags.subarray(0, length);
  };
}

/** The names a sequence of tags marks. */
export function spansOf(tags: ArrayLike<number>): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < tags.length; i++) {
    const type = TYPES[tags[i] ?? 0];
    if (!type) continue;
    let to = i + 1;
    while (to < tags.length && TAGS[tags[to] ?? 0] === `I-${type}`) to++;
    spans.push({ from: i, to, type });
    i = to - 1;
  }
  return spans;
}

/** Weights of the file below this share of the largest say nothing and are left out. */
const LARGEST = 2047;

/** The model as a file: small whole numbers, rows that are all zero left out, gzipped. The same model, the same bytes. */
export function pack(model: Model): Buffer {
  let largest = 0;
  for (const weight of model.weights) largest = Math.max(largest, Math.abs(weight));
  const round = (weight: number) => Math.round((weight / largest) * LARGEST);
  const steps = Int16Array.from(model.steps, round);
  const rows: number[] = [];
  const values: number[] = [];
  let last = -1;
  for (let row = 0; row < ROWS; row++) {
    const own = Array.from(model.weights.subarray(row * TAG_COUNT, (row + 1) * TAG_COUNT), round);
    if (own.every((value) => value === 0)) continue;
    rows.push(row - last);
    values.push(...own);
    last = row;
  }
  const header = Int32Array.of(rows.length);
  const parts = [header, steps, Uint16Array.from(rows), Int16Array.from(values)];
  const bytes = Buffer.concat(
    parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)),
  );
  return gzipSync(bytes, { level: 9 });
}

/** Reads a file of `pack`. @throws when the file is cut or of another make */
export function unpack(file: Buffer): Model {
  const unpacked = gunzipSync(file);
  // Numbers of four bytes begin at a multiple of four.
  const { buffer, byteOffset, byteLength } =
    unpacked.byteOffset % 4 === 0 ? unpacked : Uint8Array.from(unpacked);
  const count = byteLength < 4 ? 0 : (new Int32Array(buffer, byteOffset, 1)[0] ?? 0);
  const stepCount = (TAG_COUNT + 1) * TAG_COUNT;
  const wanted = 4 + 2 * (stepCount + count + count * TAG_COUNT);
  if (byteLength !== wanted)
    throw new Error(
      `the name weights hold ${byteLength} bytes, not ${wanted}: train them again (npm run train:names)`,
    );
  const [gapsAt, valuesAt] = [byteOffset + 4 + 2 * stepCount, byteOffset + 4 + 2 * (stepCount + count)];
  // A copy: a view would keep all of the unpacked file in memory.
  const steps = new Int16Array(buffer, byteOffset + 4, stepCount).slice();
  const gaps = new Uint16Array(buffer, gapsAt, count);
  const values = new Int16Array(buffer, valuesAt, count * TAG_COUNT);
  const weights = new Int16Array(ROWS * TAG_COUNT);
  let at = -TAG_COUNT;
  let from = 0;
  // Number by number: a view of each of some hundred thousand rows takes ten times as long to make as to copy.
  for (let i = 0; i < count; i++) {
    at += (gaps[i] as number) * TAG_COUNT;
    for (let tag = 0; tag < TAG_COUNT; tag++) weights[at + tag] = values[from++] as number;
  }
  return { weights, steps };
}
