/** Progress on stderr that tells the truth: a bar on a terminal, now and then a plain line elsewhere. */

/** Milliseconds between two drawings. */
const BAR_EVERY = 100;
const LINE_EVERY = 10_000;
const BAR_WIDTH = 24;

/** Where a phase stands. */
export interface Standing {
  readonly phase: string;
  readonly done: number;
  /** Absent: not known. */
  readonly total?: number;
  readonly unit: string;
  readonly refused: number;
}

export interface Progress {
  /** Shows where the run stands, at most as often as is useful; cheap to call for every page. */
  show(standing: Standing): void;
  /** A line that stays, above the bar. */
  say(line: string): void;
  /** Takes the bar away. */
  clear(): void;
}

/** Progress on `stream`. @param show `none` draws nothing but still says lines */
export function progressOn(
  stream: { write(text: string): unknown },
  show: 'bar' | 'lines' | 'none',
  now: () => number = Date.now,
): Progress {
  let phase = '';
  let began = 0;
  let drawn = 0;
  let barStands = false;
  const clear = () => {
    if (barStands) stream.write('\r\u001b[K');
    barStands = false;
  };
  return {
    show(standing) {
      if (show === 'none') return;
      const time = now();
      if (standing.phase !== phase) {
        phase = standing.phase;
        began = time;
        drawn = time;
        return;
      }
      if (time - drawn < (show === 'bar' ? BAR_EVERY : LINE_EVERY)) return;
      drawn = time;
      const text = describe(standing, (time - began) / 1000);
      if (show === 'lines') stream.write(`${text}\n`);
      else {
        clear();
        stream.write(bar(standing) + text);
        barStands = true;
      }
    },
    say(line) {
      clear();
      stream.write(`${line}\n`);
    },
    clear,
  };
}

/** `reading: 1,200 of 80,000 files, 230/s, 6 min left, 3 refused`. */
export function describe({ phase, done, total, unit, refused }: Standing, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [
    total === undefined ? `${grouped(done)} ${unit}` : `${grouped(done)} of ${grouped(total)} ${unit}`,
    `${rate >= 10 ? grouped(Math.round(rate)) : rate.toFixed(1)}/s`,
  ];
  if (total !== undefined && rate > 0 && done > 0 && total >= done)
    parts.push(`${duration((total - done) / rate)} left`);
  if (refused > 0) parts.push(`${grouped(refused)} refused`);
  return `${phase}: ${parts.join(', ')}`;
}

/** `45 s`, `12 min`, `3 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `1,234,567`. */
export const grouped = (count: number): string => count.toLocaleString('en');

function bar({ done, total }: Standing): string {
  if (!total) return '';
  const full = Math.round((BAR_WIDTH * Math.min(done, total)) / total);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} `;
}
