/** Progress on stderr that tells the truth: a bar on a terminal, now and then a plain line elsewhere. */

/** Milliseconds between two drawings. */
const BAR_EVERY = 100;
const LINE_EVERY = 10_000;
const BAR_WIDTH = 24;
/** Columns of a terminal that does not tell. */
const NARROW = 80;

/** Where a phase stands. */
export interface Standing {
  readonly phase: string;
  readonly done: number;
  /** Absent: not known. */
  readonly total?: number;
  readonly unit: string;
  readonly refused: number;
  /** How much of the phase is done, 0..1, where `total` does not tell it: of files of any size the bytes do. */
  readonly share?: number;
}

export interface Progress {
  /** Shows where the run stands, at most as often as is useful; cheap to call for every page. */
  show(standing: Standing): void;
  /** Shows a phase that cannot tell how far it is. */
  note(phase: string): void;
  /** A line that stays, above the bar. */
  say(line: string): void;
  /** Takes the bar away. */
  clear(): void;
}

/** The rate is that of the last half minute: what was taken over at the start went faster than what is left. */
const LOOK_BACK = 30_000;
/** Milliseconds between two remembered standings. */
const REMEMBER_EVERY = 1_000;

/** How far a phase was at a time. */
interface Moment {
  readonly time: number;
  readonly done: number;
  readonly share: number | undefined;
}

/** Progress on `stream`. @param show `none` draws nothing but still says lines */
export function progressOn(
  stream: { write(text: string): unknown; readonly columns?: number },
  show: 'bar' | 'lines' | 'none',
  now: () => number = Date.now,
): Progress {
  let phase = '';
  let drawn = 0;
  let barStands = false;
  let moments: Moment[] = [];
  const clear = () => {
    if (barStands) stream.write('\r\u001b[K');
    barStands = false;
  };
  const draw = (bar: string, text: string) => {
    if (show === 'lines') stream.write(`${text}\n`);
    else {
      clear();
      stream.write(fitting(bar, text, (stream.columns ?? NARROW) - 1));
      barStands = true;
    }
  };
  return {
    show(standing) {
      if (show === 'none') return;
      const time = now();
      const moment = { time, done: standing.done, share: shareOf(standing) };
      if (standing.phase !== phase) {
        phase = standing.phase;
        drawn = time;
        moments = [moment];
        return;
      }
      if (time - (moments.at(-1)?.time ?? 0) >= REMEMBER_EVERY) moments.push(moment);
      while ((moments[1]?.time ?? time) <= time - LOOK_BACK) moments.shift();
      if (time - drawn < (show === 'bar' ? BAR_EVERY : LINE_EVERY)) return;
      drawn = time;
      draw(bar(standing), describe(standing, moments[0] ?? moment, time));
    },
    note(named) {
      if (show === 'none' || named === phase) return;
      phase = named;
      draw('', `${named} …`);
    },
    say(line) {
      clear();
      stream.write(`${line}\n`);
    },
    clear,
  };
}

/** On one line: what does not fit is told without the bar, and at worst cut. A line that wraps is never taken away whole. */
function fitting(bar: string, text: string, room: number): string {
  if (bar.length + text.length <= room) return bar + text;
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
}

const shareOf = ({ done, total, share }: Standing): number | undefined =>
  total === undefined ? share : total > 0 ? done / total : undefined;

/** `reading: 1,200 pages, 43 %, 230/s, 6 min left, 3 refused`; the rate since an earlier moment. */
export function describe(standing: Standing, since: Moment, time: number): string {
  const { phase, done, total, unit, refused } = standing;
  const seconds = (time - since.time) / 1000;
  const rate = seconds > 0 ? (done - since.done) / seconds : 0;
  const share = shareOf(standing);
  const parts = [
    total === undefined ? `${grouped(done)} ${unit}` : `${grouped(done)} of ${grouped(total)} ${unit}`,
    ...(total === undefined && share !== undefined ? [`${Math.floor(100 * share)} %`] : []),
    `${rate >= 10 ? grouped(Math.round(rate)) : rate.toFixed(1)}/s`,
  ];
  const gained = share === undefined ? 0 : share - (since.share ?? 0);
  if (share !== undefined && gained > 0 && share <= 1)
    parts.push(`${duration(((1 - share) * seconds) / gained)} left`);
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

function bar(standing: Standing): string {
  const share = shareOf(standing);
  if (share === undefined) return '';
  const full = Math.round(BAR_WIDTH * Math.min(share, 1));
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} `;
}
