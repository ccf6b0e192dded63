/** A moment of the machine, as a reader is told it. */
import { dateLabel } from '../labels.ts';

/** `2026-11-26T07:54:31.005Z` as `26 November 2026, 07:54 UTC`. */
export const moment = (iso: string): string =>
  dateLabel({ date: iso, precision: 'minute', role: 'published' });
