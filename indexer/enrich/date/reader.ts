/** What a date reader is given and what it answers with. */
import type { Draft, Precision, Published } from '../../draft.ts';
import type { Order } from './parse.ts';

export interface Candidate {
  readonly date: string;
  readonly precision: Precision;
  readonly role: Published['role'];
  /** The words of the page it rests on. */
  readonly evidence: string;
  /** Who found it, where a reader is made of several. */
  readonly reader?: string;
}

/** A date the page shows, with how likely it is that of the article. */
export interface Scored extends Candidate {
  readonly points: number;
  /** Whether it stands below the headline: the date of the day stands above. */
  readonly isBelow: boolean;
}

/** One small way to learn of the date, best candidate first; it answers with nothing rather than with a guess. */
export type DateReader = (draft: Draft, order: Order) => readonly Candidate[];
