/** Four decimals: enough for a tree, and the file stays small and the same everywhere. */
export const round = (value: number): number => Math.round(value * 10_000) / 10_000;
