/** @jsxImportSource preact */
/** Numbers as bars and as a table at once: each row has its bar beside its number, and the number leads to its search. */
import type { ComponentChildren } from 'preact';
import { countLabel, numberLabel } from '../labels.ts';

/** A search behind a number, and what it finds, for a listener who hears a link without its row: `articles in French`. */
export interface Search {
  readonly to: string;
  readonly about: string;
}

export interface BarRow {
  readonly label: ComponentChildren;
  /** Null: not known. */
  readonly count: number | null;
  /** Where the number leads to. */
  readonly search?: Search;
  /** More columns behind the bar. */
  readonly more?: readonly ComponentChildren[];
}

interface BarTableProps {
  readonly caption: string;
  /** Heads of the labels, of the numbers and, where rows have them, of more columns. */
  readonly heads: readonly [string, string, ...string[]];
  readonly rows: readonly BarRow[];
  /** What a full bar stands for; the largest number where it is not said. */
  readonly full?: number;
  readonly write?: (count: number) => string;
}

export function BarTable({ caption, heads, rows, full, write = numberLabel }: BarTableProps) {
  const most = Math.max(full ?? 0, ...rows.map(({ count }) => count ?? 0), 1);
  const [label, number, ...more] = heads;
  return (
    <table class="bar-table">
      <caption>
        <span class="unseen">{caption}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col" colSpan={2}>
            {number}
          </th>
          {more.map((head) => (
            <th scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">{row.label}</th>
            <td class="number">
              <FoundNumber count={row.count} search={row.search} write={write} />
            </td>
            <td class="bar-cell">
              <RowBar share={(row.count ?? 0) / most} />
            </td>
            {row.more?.map((text) => (
              <td class="number">{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NumberProps {
  readonly count: number | null;
  readonly search?: Search | undefined;
  readonly write?: (count: number) => string;
}

/** A number that leads to the search that counts it; there is none for nothing. */
export function FoundNumber({ count, search, write = numberLabel }: NumberProps) {
  if (count === null) return <>not known</>;
  if (!search || count === 0) return <>{write(count)}</>;
  return (
    <a href={search.to}>
      {write(count)}
      <span class="unseen"> {search.about}</span>
    </a>
  );
}

/** The least that is seen of a bar that is not empty, in percent. */
const LEAST = 0.8;

const RowBar = ({ share }: { readonly share: number }) => (
  <svg class="row-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="10" />
    {share > 0 && <rect class="bar" width={Math.round(Math.max(100 * share, LEAST) * 10) / 10} height="10" />}
  </svg>
);

/** What a list leaves out, in words; nothing where it leaves out nothing. */
export const rest = (values: number, one: string, many: string, count: number): string =>
  values === 0 ? '' : `${countLabel(values, one, many)} more, with ${countLabel(count, 'article')}.`;
