/** What a run says about itself: its figures, and lists of every page, line and name a person should look at. */
import type { Counts } from './counts.ts';
import type { RuleUse } from './removal-tally.ts';
import type { Refused } from './spool.ts';

/** A second page with an id that was already taken: it was left out. */
export interface Duplicate {
  readonly id: string;
  readonly path: string;
  /** The page that stayed. */
  readonly first: string;
}

/** A page of which cleaning left suspiciously little; it is in the index all the same. */
export interface BodyLoss {
  readonly id: string;
  readonly path: string;
  readonly kept: string;
  readonly evidence: string;
}

/** A line that stands on many pages of its source. */
export interface RepeatedLine {
  readonly site: string;
  readonly text: string;
  /** Pages of the source it stands on, and pages of the source. */
  readonly pages: number;
  readonly of: number;
  readonly verdict: 'removed' | 'kept';
  readonly why: string;
}

/** What the second look at the whole corpus found and did. */
export interface Repeats {
  readonly lines: number;
  readonly pages: number;
  readonly tooMuch: number;
  readonly listed: readonly RepeatedLine[];
}

/** An entity that articles name in several ways. */
export interface JoinedName {
  readonly name: string;
  readonly type: string;
  /** Each way, by how many articles it is used. */
  readonly spellings: readonly { readonly name: string; readonly articles: number }[];
}

/** What was found among the names of the whole corpus. */
export interface Names {
  /** Names that became another one. */
  readonly spellings: number;
  readonly listed: readonly JoinedName[];
}

/** The figures of a run, without lists that grow with the corpus. Counts are sorted, largest first. */
export interface Summary {
  readonly build: string;
  readonly rules: string;
  readonly files: number;
  /** Files copied from the previous build's spool because nothing about them changed. */
  readonly filesReused: number;
  /** Articles, refused and duplicates together. */
  readonly pages: number;
  readonly articles: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly warnings: number;
  readonly bodyLoss: number;
  readonly undated: number;
  /** Groups of articles with the same text, articles that stand alone included. */
  readonly stories: number;
  /** Articles that share their story with another. */
  readonly articlesInSharedStories: number;
  readonly languages: Counts;
  readonly sources: Counts;
  readonly completeness: Counts;
  readonly removedBlocks: number;
  readonly removalKinds: Counts;
  readonly removalRules: Counts;
  /** Different lines that were removed because they stand on many pages of their source. */
  readonly repeatedLines: number;
  /** Pages they were removed from. */
  readonly repeatedPages: number;
  /** Pages that keep theirs, since they are too large a share of the text. */
  readonly repeatedTooMuch: number;
  /** Names that became another one, which most articles use for the same entity. */
  readonly joinedNames: number;
}

/** The summary with every list: what `--report` writes. */
export interface Report extends Omit<Summary, 'refused' | 'duplicates' | 'warnings' | 'bodyLoss'> {
  readonly outcome: string;
  readonly paths: readonly string[];
  readonly counts: {
    readonly refused: number;
    readonly duplicates: number;
    readonly warnings: number;
    readonly bodyLoss: number;
  };
  readonly refused: readonly Refused[];
  readonly duplicates: readonly Duplicate[];
  readonly warnings: readonly { readonly path: string; readonly warning: string }[];
  readonly bodyLoss: readonly BodyLoss[];
  readonly removals: readonly RuleUse[];
  /** Lines that stand on many pages of their source among different texts: removed, or kept and worth a look. */
  readonly repeated: readonly RepeatedLine[];
  /** The entities of the most articles among those that articles name in several ways. */
  readonly names: readonly JoinedName[];
  /** Milliseconds of each phase. */
  readonly timings: Counts;
  readonly peakMemoryBytes: number;
}
