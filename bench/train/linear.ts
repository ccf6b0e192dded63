/**
 * Logistic regression over hashed signs: one pass after another over the rows in a shuffled order, each weight with a
 * step of its own (AdaGrad: Duchi et al., 2011). Deterministic.
 */
import type { Linear } from '../../indexer/clean/linear.ts';
import { BUCKETS, type Signs } from '../../indexer/clean/signs.ts';
import { lcg } from './random.ts';

/** Passes over the rows, size of the steps, and pull of the weights towards zero; chosen by cross-validation over sites. */
const PASSES = 6;
const RATE = 0.5;
const PULL = 2e-4;
/** Weights are kept within this, one signed byte each: a single sign never decides. */
const LARGEST = 5;
const STEP = LARGEST / 127;

/** Blocks by their signs, likelihood of being article and weight. */
export interface LinearRows {
  /** Appends a row; the signs are copied. */
  add(signs: Signs, chance: number, weight: number): void;
  train(): Linear;
}

export function linearRows(): LinearRows {
  const signs: Int32Array[] = [];
  const chances: number[] = [];
  const weights: number[] = [];
  return {
    add({ found, count }, chance, weight) {
      signs.push(found.slice(0, count));
      chances.push(chance);
      weights.push(weight);
    },
    train: () => train(signs, chances, weights),
  };
}

function train(rows: readonly Int32Array[], chances: readonly number[], weights: readonly number[]): Linear {
  const values = new Float64Array(BUCKETS + 1);
  const squares = new Float64Array(BUCKETS + 1).fill(1e-6);
  const move = (at: number, gradient: number) => {
    squares[at] = (squares[at] as number) + gradient * gradient;
    values[at] = (values[at] as number) - (RATE * gradient) / Math.sqrt(squares[at] as number);
  };
  const order = Int32Array.from(rows, (_, i) => i);
  const random = lcg(11);
  for (let pass = 0; pass < PASSES; pass++) {
    shuffle(order, random);
    for (const row of order) {
      const own = rows[row] as Int32Array;
      const size = 1 / Math.sqrt(Math.max(1, own.length));
      let odds = values[BUCKETS] as number;
      for (const sign of own) odds += (values[sign] as number) * size;
      const fault = (1 / (1 + Math.exp(-odds)) - (chances[row] as number)) * (weights[row] as number);
      for (const sign of own) move(sign, fault * size + PULL * (values[sign] as number));
      move(BUCKETS, fault);
    }
  }
  const bytes = Int8Array.from(values.subarray(0, BUCKETS), (value) =>
    Math.round(Math.max(-LARGEST, Math.min(LARGEST, value)) / STEP),
  );
  return {
    bias: Math.round((values[BUCKETS] as number) * 1e4) / 1e4,
    step: STEP,
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const own = order[i] as number;
    order[i] = order[other] as number;
    order[other] = own;
  }
}
