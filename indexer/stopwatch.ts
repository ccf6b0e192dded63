/** How long each phase of a run took. */

export interface Stopwatch {
  lap(phase: string): void;
  /** Milliseconds of each phase. */
  readonly laps: Record<string, number>;
}

export function stopwatch(): Stopwatch {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap(phase) {
      const now = performance.now();
      laps[phase] = Math.round(now - last);
      last = now;
    },
  };
}
