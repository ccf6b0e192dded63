/** What every reader of written dates answers with. */
import type { Precision } from '../../draft.ts';

/** A date with the span of the text it was read from. */
export interface Stamp {
  /** `2023`, `2023-08`, `2023-08-22`, `2023-08-22T06:38` with `Z` or an offset where one is stated. */
  readonly date: string;
  readonly precision: Precision;
  readonly start: number;
  readonly end: number;
}
