/** What reading can refuse. */

/** Content that is no page: empty, binary, or without any text. The message is the reason a report shows. */
export class ReadError extends Error {
  override name = 'ReadError';
  /** 1-based line of the fault, where there is one. */
  readonly line: number | undefined;
  constructor(reason: string, line?: number) {
    super(reason);
    this.line = line;
  }
}

/** A path that was asked for does not exist: a fault of the call, not of the corpus. */
export class MissingPath extends Error {
  override name = 'MissingPath';
}

/** What went wrong, in the words of whoever threw it. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
