/** What the names in a block's path say: elements, classes and ids that sites use for the article and for what is not. */

import { CUE_IDS } from '../../config/schema.ts';
import type { Cues } from './cues.ts';

const LAST = 4;

/** The groups of `config/cues.yml` that are features of the classifier: one for the near and one for the whole path. */
const NAMES = CUE_IDS.flatMap((id) =>
  id.startsWith('name/') ? [[id.slice('name/'.length), id] as const] : [],
);

const parts = (path: string): string[] => path.toLowerCase().split('>');

/** Two names of a block's place that blocks of one kind share: its own element with its parents, and its parents alone. */
export function pathSignature(path: string): { readonly self: string; readonly parent: string } {
  const names = parts(path);
  return { self: names.slice(-3).join('>'), parent: names.slice(0, -1).join('>') };
}

/** Names of what `pathFeatures` tells. */
export const PATH_FEATURES: readonly string[] = [
  'depth',
  ...NAMES.flatMap(([name]) => [`near:${name}`, `path:${name}`]),
];

/** Flags for the words of the last few elements and of the whole path, and its depth; -1 everywhere for plain text. */
export function pathFeatures(path: string | undefined, cues: Cues): Record<string, number> {
  const names = path === undefined ? [] : parts(path);
  const near = names.slice(-LAST).join('>');
  const whole = names.join('>');
  const found: Record<string, number> = { depth: path === undefined ? -1 : names.length };
  for (const [name, id] of NAMES) {
    const pattern = cues[id];
    found[`near:${name}`] = path === undefined ? -1 : pattern.test(near) ? 1 : 0;
    found[`path:${name}`] = path === undefined ? -1 : pattern.test(whole) ? 1 : 0;
  }
  return found;
}
