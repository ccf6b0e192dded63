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

/** A path that was asked for does not exist, or nobody knows which: a fault of the call, not of the corpus. Its usage would not help. */
export class MissingPath extends Error {
  override name = 'MissingPath';
}

/** What went wrong, in the words of whoever threw it. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const KNOWN: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file, or it is a link that leads nowhere',
  ELOOP: 'it is a link that leads to itself',
  EACCES: 'it may not be read by this user',
};

/** Why the system does not let us read: without the path, since who reads the reason need not know this machine's folders. */
export function systemWordsOf(error: unknown): string {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return wordsOf(error);
  const code = String(error.code);
  const known = KNOWN[code];
  return known ? `${known} (${code})` : wordsOf(error).replace(/, [a-z]+(?: '.*')?$/s, '');
}
