/** The measures of the public article-extraction benchmark: precision and recall a page, their means, F1 of the means. */

/** True positives, false positives, false negatives of one page. */
export type Counts = readonly [tp: number, fp: number, fn: number];

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const mean = (values: readonly number[]): number =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

const scoreOf = (precision: number, recall: number): Score => ({
  precision,
  recall,
  f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
});

/** Every page counts alike; a page without a prediction has no precision, one without truth no recall. */
export function macro(pages: readonly Counts[]): Score {
  const precision = mean(pages.filter(([tp, fp]) => tp + fp > 0).map(([tp, fp]) => tp / (tp + fp)));
  const recall = mean(pages.filter(([tp, , fn]) => tp + fn > 0).map(([tp, , fn]) => tp / (tp + fn)));
  return scoreOf(precision, recall);
}

/** Every item counts alike. */
export function micro(pages: readonly Counts[]): Score {
  const [tp, fp, fn] = pages.reduce<Counts>((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]);
  return scoreOf(tp / (tp + fp || 1), tp / (tp + fn || 1));
}

const GRAM = 4;

function grams(text: string): Map<string, number> {
  const tokens = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const found = new Map<string, number>();
  for (let i = 0; i < Math.max(1, tokens.length - GRAM + 1); i++) {
    const key = tokens.slice(i, i + GRAM).join('\u0001');
    if (key) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** Shares of the word 4-grams that both texts have, that only the prediction has, that only the truth has. */
export function gramCounts(truth: string, predicted: string): Counts {
  const wanted = grams(truth);
  const got = grams(predicted);
  let tp = 0;
  let fp = 0;
  let fn = 0;
  for (const [key, count] of wanted) {
    tp += Math.min(count, got.get(key) ?? 0);
    fn += Math.max(0, count - (got.get(key) ?? 0));
  }
  for (const [key, count] of got) fp += Math.max(0, count - (wanted.get(key) ?? 0));
  const sum = tp + fp + fn || 1;
  return [tp / sum, fp / sum, fn / sum];
}

/** Sentences that must stay and do, that must go and stay, that must stay and went. */
export function sentenceCounts(stay: readonly string[], go: readonly string[], predicted: string): Counts {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  const text = flat(predicted);
  const kept = stay.filter((sentence) => text.includes(flat(sentence))).length;
  return [kept, go.filter((sentence) => text.includes(flat(sentence))).length, stay.length - kept];
}
