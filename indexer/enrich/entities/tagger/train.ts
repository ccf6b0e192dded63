/** Trains the tagger: an averaged perceptron over whole sentences, deterministic to the last bit. */
import { ROWS } from './hashes.ts';
import { decode, type Model, TAG_COUNT } from './model.ts';

export interface Example {
  readonly features: readonly Int32Array[];
  /** Numbers in TAGS, one a token. */
  readonly tags: Uint8Array;
}

export interface TrainOptions {
  readonly epochs: number;
  readonly seed: number;
  /** Told after each epoch how many of the examples were tagged wrongly. */
  readonly report?: (epoch: number, wrong: number) => void;
}

/**
 * So many of so many features of a token are left out, others each time (dropout, Srivastava et al. 2014): names that
 * nobody knows must be told by what is left.
 */
const LEFT_OUT = 154;
const OF = 1024;

/** Steps of a linear congruential generator: the same order of examples on every machine. */
function createDice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Goes through the examples `epochs` times in an order drawn from `seed`; the answer is the mean of all weights on the
 * way, which forgets what only the last examples taught.
 */
export function train(examples: readonly Example[], { epochs, seed, report }: TrainOptions): Model {
  const weights = new Float64Array(ROWS * TAG_COUNT);
  const steps = new Float64Array((TAG_COUNT + 1) * TAG_COUNT);
  // the sum of each change times the moment it was made: the mean is taken once, at the end
  const laterWeights = new Float64Array(weights.length);
  const laterSteps = new Float64Array(steps.length);
  let moment = 1;
  const change = (table: Float64Array, later: Float64Array, at: number, by: number) => {
    table[at] = (table[at] ?? 0) + by;
    later[at] = (later[at] ?? 0) + by * moment;
  };
  const learn = (features: readonly Int32Array[], tags: Uint8Array, other: Uint8Array, by: number) => {
    let before = TAG_COUNT;
    let otherBefore = TAG_COUNT;
    tags.forEach((tag, i) => {
      const differs = tag !== other[i];
      if (differs)
        for (const row of features[i] ?? []) change(weights, laterWeights, row * TAG_COUNT + tag, by);
      if (differs || before !== otherBefore) change(steps, laterSteps, before * TAG_COUNT + tag, by);
      before = tag;
      otherBefore = other[i] ?? 0;
    });
  };

  const order = Uint32Array.from(examples, (_, i) => i);
  const dice = createDice(seed);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = dice(i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    let wrong = 0;
    for (const at of order) {
      const example = examples[at];
      if (!example) continue;
      const features = example.features.map((rows) => rows.filter(() => dice(OF) >= LEFT_OUT));
      const guess = decode({ weights, steps }, features);
      if (guess.some((tag, i) => tag !== example.tags[i])) {
        wrong++;
        learn(features, example.tags, guess, 1);
        learn(features, guess, example.tags, -1);
      }
      moment++;
    }
    report?.(epoch, wrong);
  }
  return {
    weights: weights.map((weight, i) => weight - (laterWeights[i] ?? 0) / moment),
    steps: steps.map((weight, i) => weight - (laterSteps[i] ?? 0) / moment),
  };
}

/** The mean of several models of the same examples: steadier than each. */
export function mean(models: readonly Model[]): Model {
  const of = (table: 'weights' | 'steps') =>
    Float64Array.from({ length: models[0]?.[table].length ?? 0 }, (_, i) =>
      models.reduce((sum, model) => sum + (model[table][i] ?? 0) / models.length, 0),
    );
  return { weights: of('weights'), steps: of('steps') };
}
