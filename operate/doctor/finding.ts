/** One thing that was looked at. */
export interface Finding {
  /** `warning`: it works, and something is to be known; `fault`: something is broken or will not start. */
  readonly state: 'ok' | 'warning' | 'fault';
  readonly about: string;
  /** What was seen. */
  readonly seen: string;
  /** What to do; only where there is something to do. */
  readonly advice?: string;
}

export const ok = (about: string, seen: string): Finding => ({ state: 'ok', about, seen });
export const warning = (about: string, seen: string, advice: string): Finding => ({
  state: 'warning',
  about,
  seen,
  advice,
});
export const fault = (about: string, seen: string, advice: string): Finding => ({
  state: 'fault',
  about,
  seen,
  advice,
});

export const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** What a look finds; where the file system does not let it look, that is what was found. */
export function looked(about: string, advice: string, look: () => Finding[]): Finding[] {
  try {
    return look();
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    return [fault(about, wordsOf(cause), advice)];
  }
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size for a person. */
export function sized(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const value = bytes / 1000 ** unit;
  return `${value.toFixed(unit > 0 && value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}
