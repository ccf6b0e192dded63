/** A linear model over signs as data: reads it, and gives the log-odds that a block is article. */
import { BUCKETS, type Signs } from './signs.ts';

export interface Linear {
  readonly bias: number;
  /** What one step of a weight is worth. */
  readonly step: number;
  /** Base64 of one signed byte a bucket. */
  readonly weights: string;
}

/** Log-odds by the signs alone; a block counts the same however many signs it has. */
export type Score = (signs: Signs) => number;

/** @throws if the weights are not of `BUCKETS` buckets */
export function compileLinear({ bias, step, weights }: Linear): Score {
  const bytes = Buffer.from(weights, 'base64');
  if (bytes.length !== BUCKETS)
    throw new Error(`a linear model holds ${bytes.length} weights, not ${BUCKETS}: run npm run train:blocks`);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return ({ found, count }) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[found[i] as number] as number;
    return count === 0 ? bias : bias + (sum * step) / Math.sqrt(count);
  };
}
