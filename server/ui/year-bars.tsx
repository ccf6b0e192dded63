/** @jsxImportSource preact */
/** The years of a build as a picture: one bar a year, each a link to its articles. */
import type { Counted } from '../../engine/summary.ts';
import { countLabel } from '../labels.ts';
import { href, searchFor } from '../query/href.ts';

/** Years drawn without gaps; a longer span shows only years that have articles. */
const MAX_SPAN = 60;
const WIDTH = 640;
const HEIGHT = 150;
const FOOT = 18;
const LABEL_WIDTH = 42;
const MOST_WIDTH = 48;

export function YearBars({ years }: { readonly years: Counted }) {
  const bars = barsOf(years);
  const most = Math.max(...bars.map(({ count }) => count), 1);
  const slot = WIDTH / bars.length;
  const width = Math.min(slot * 0.8, MOST_WIDTH);
  const every = Math.ceil(LABEL_WIDTH / slot);
  return (
    <svg class="year-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}>
      <title>Articles by year</title>
      <line class="base" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {bars.map(({ year, count }, i) => {
        const height = count === 0 ? 0 : Math.max((count / most) * (HEIGHT - 10), 3);
        const middle = slot * i + slot / 2;
        const drawn = (
          <>
            <rect class="reach" x={round(slot * i)} y="0" width={round(slot)} height={HEIGHT + FOOT} />
            <rect
              class="bar"
              x={round(middle - width / 2)}
              y={round(HEIGHT - height)}
              width={round(width)}
              height={round(height)}
            />
            {i % every === 0 && (
              <text x={round(middle)} y={HEIGHT + 14} text-anchor="middle">
                {year}
              </text>
            )}
          </>
        );
        return count === 0 ? (
          <g>{drawn}</g>
        ) : (
          <a href={href(searchFor('year', year))} aria-label={`${year}: ${countLabel(count, 'article')}`}>
            <title>{`${year}: ${countLabel(count, 'article')}`}</title>
            {drawn}
          </a>
        );
      })}
    </svg>
  );
}

function barsOf({ top }: Counted): readonly { readonly year: string; readonly count: number }[] {
  const counts = new Map(top.map(({ value, count }) => [Number(value), count]));
  const numbers = [...counts.keys()].sort((a, b) => a - b);
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  const all =
    last - first < MAX_SPAN ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : numbers;
  return all.map((year) => ({ year: String(year).padStart(4, '0'), count: counts.get(year) ?? 0 }));
}

const round = (value: number): number => Math.round(value * 10) / 10;
