/** What a program says may go where nobody reads it any more: a pager was left, `head` has seen enough, a terminal is gone. */

interface Telling {
  on(event: 'error', listener: () => void): unknown;
}

/** Lets a program go on with its work when these streams cannot be written to. There is nobody left to be told why. */
export function goOnUnheard(...streams: readonly Telling[]): void {
  for (const stream of streams) stream.on('error', () => undefined);
}
