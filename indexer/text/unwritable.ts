/** A fault of the system while a file of the run was written, in words that say what to do. */
export function cannotBeWritten(path: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `${path} cannot be written (${why}): see that there is room and that it may be written, and start again; ` +
      'what was judged until now is taken over',
    { cause },
  );
}
