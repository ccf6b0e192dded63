/** @jsxImportSource preact */
/**
 * The histogram as a picture. Each bar is a link for the pointer; keyboard and screen reader have the same links in the
 * table beside it, where they are large enough to hit and one need not pass through all of them.
 */
import type { Bar, BarUnit, Histogram } from '../histogram.ts';
import { foundLabel, monthName } from '../labels.ts';
import { href } from '../query/href.ts';
import { UNDATED } from '../query/params.ts';

const WIDTH = 248;
const HEIGHT = 64;
const FOOT = 16;
/** Between two bars, and before those that are dated vaguely. */
const GAP = 2;
const WIDE_GAP = 10;
const MAX_BAR = 36;
const VAGUE_SLOT = { least: 10, most: 20 };
/** Room a label needs: of a year or month, and of a day. */
const LABEL_WIDTH = 32;
const DAY_WIDTH = 16;
/** Shortest bar of a count that is not 0. */
const LEAST_HEIGHT = 3;

/** A bar that may also tell in how many stories its articles are. */
export type ToldBar = Bar & { readonly stories?: number };

interface BarsProps {
  readonly dates: Pick<Histogram, 'unit'> & Readonly<Record<'bars' | 'vague', readonly ToldBar[]>>;
}

export function Bars({ dates: { unit, bars, vague } }: BarsProps) {
  const most = Math.max(...[...bars, ...vague].map(({ count }) => count), 1);
  const even = WIDTH / (bars.length + vague.length);
  const vagueSlot = Math.min(Math.max(even, VAGUE_SLOT.least), VAGUE_SLOT.most);
  const vagueWidth = vague.length === 0 ? 0 : vague.length * vagueSlot + WIDE_GAP;
  const slot = (WIDTH - vagueWidth) / bars.length;
  const labels = axisLabels(unit, bars, slot);
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} aria-hidden="true">
      <path class="base" d={`M0 ${HEIGHT}H${round(WIDTH - vagueWidth)}`} />
      {bars.map((bar, i) => (
        <Column bar={bar} left={slot * i} slot={slot} share={bar.count / most} label={labels[i]} />
      ))}
      {vague.map((bar, i) => (
        <Column
          bar={bar}
          left={WIDTH - vagueSlot * (vague.length - i)}
          slot={vagueSlot}
          share={bar.count / most}
          label={bar.value === UNDATED ? '?' : undefined}
          hollow
        />
      ))}
    </svg>
  );
}

interface ColumnProps {
  readonly bar: ToldBar;
  readonly left: number;
  readonly slot: number;
  /** Of the highest bar. */
  readonly share: number;
  readonly label?: string | undefined;
  readonly hollow?: boolean;
}

function Column({ bar, left, slot, share, label, hollow = false }: ColumnProps) {
  const height = bar.count === 0 ? 0 : Math.max(share * (HEIGHT - 2), LEAST_HEIGHT);
  const width = Math.min(slot - Math.min(GAP, slot / 3), MAX_BAR);
  const middle = left + slot / 2;
  const text = label && (
    <text x={round(Math.max(middle, LABEL_WIDTH / 2 - 2))} y={HEIGHT + 12}>
      {label}
    </text>
  );
  if (bar.count === 0 && !bar.selected) return <>{text}</>;
  return (
    <a
      class={[bar.selected && 'chosen', hollow && 'hollow'].filter(Boolean).join(' ') || undefined}
      href={href(bar.query)}
      tabIndex={-1}
      data-focus={`bar ${bar.facet ?? 'week'} ${bar.value}`}
    >
      <title>{`${bar.label}: ${foundLabel(bar.count, bar.stories)}`}</title>
      <path class="reach" d={`M${round(left)} 0h${round(slot)}v${HEIGHT + FOOT}h-${round(slot)}z`} />
      <path
        class="bar"
        d={`M${round(middle - width / 2)} ${HEIGHT}v-${round(height)}h${round(width)}v${round(height)}z`}
      />
      {text}
    </a>
  );
}

/** What stands under each bar, as far as there is room: years, or the first bar of a month or year. */
function axisLabels(unit: BarUnit, bars: readonly Bar[], slot: number): readonly (string | undefined)[] {
  const every = Math.ceil(LABEL_WIDTH / slot);
  const month = (value: string) => monthName(Number(value.slice(5, 7))).slice(0, 3);
  if (unit === 'year') return bars.map(({ value }, i) => (i % every === 0 ? value : undefined));
  if (unit === 'month' && bars.length <= 12) return bars.map(({ value }) => month(value).slice(0, 1));
  const group = unit === 'month' ? (value: string) => value.slice(0, 4) : month;
  const first = bars[0]?.value ?? '';
  const oneMonth = unit === 'day' && bars.every(({ value }) => value.slice(0, 7) === first.slice(0, 7));
  if (oneMonth)
    return bars.map(({ value }) => {
      const day = Number(value.slice(8));
      return slot >= DAY_WIDTH || day % 7 === 1 ? String(day) : undefined;
    });
  const labels = bars.map(({ value }, i) => {
    const before = bars[i - 1]?.value;
    return before === undefined || group(before) !== group(value) ? group(value) : undefined;
  });
  // The first group may be too short for its label.
  const second = labels.findIndex((label, i) => i > 0 && label !== undefined);
  return second > 0 && second < every ? labels.with(0, undefined) : labels;
}

const round = (value: number): number => Math.round(value * 10) / 10;
