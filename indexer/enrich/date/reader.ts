/** What a date reader is given and what it answers with. */
import type { Draft, Precision, Published } from '../../draft.ts';
import type { Order } from './parse.ts';

export interface Candidate {
  readonly date: string;
  readonly precision: Precision;
  readonly role: Published['role'];
  /** The words of the page it rests on. */
  readonly evidence: string;
}

/** One small way to learn of the date, best candidate first; it answers with nothing rather than with a guess. */
export type DateReader = (draft: Draft, order: Order) => readonly Candidate[];
