/** Figures as a table for the terminal. */

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  /** Who was measured, then a figure for each column; `undefined` where nobody tells. */
  readonly rows: readonly (readonly [who: string, ...figures: (number | undefined)[]])[];
  /** What was held out, and whatever a reader of the figures must know. */
  readonly notes: readonly string[];
}

/** Shares in percent with one digit, everything else as it is. */
export function table({ title, columns, rows, notes }: Table): string {
  const first = Math.max(...rows.map(([who]) => who.length));
  const widths = columns.map((column) => Math.max(column.length, 6));
  const line = (who: string, cells: readonly string[]) =>
    `${who.padEnd(first)}  ${cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')}`.trimEnd();
  const shown = (figure: number | undefined) =>
    figure === undefined ? '-' : figure <= 1 ? (100 * figure).toFixed(1) : figure.toFixed(0);
  return [
    `${title}`,
    line('', columns),
    ...rows.map(([who, ...figures]) => line(who, figures.map(shown))),
    ...notes.map((note) => `  ${note}`),
    '',
  ].join('\n');
}
