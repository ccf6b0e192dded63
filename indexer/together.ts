/** Many short answers in few writes: a pipe takes longer to be called than to take what it is given. */

/** Characters that are written at once; more is not kept back. */
const FULL = 65_536;

/**
 * Writes texts in their order, those together that come without a pause between them. None waits for input that has not
 * come yet: what is there is written as soon as the event loop turns.
 * @param write resolves when there is room for more
 * @throws what `texts` or `write` throw; the texts before a fault are written
 */
export async function together(
  texts: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
): Promise<void> {
  let waiting: string[] = [];
  let length = 0;
  let turn: NodeJS.Immediate | undefined;
  let written = Promise.resolve();
  const flush = (): Promise<void> => {
    clearImmediate(turn);
    turn = undefined;
    const text = waiting.join('');
    waiting = [];
    length = 0;
    if (text !== '') written = written.then(() => write(text));
    return written;
  };
  try {
    for await (const text of texts) {
      waiting.push(text);
      length += text.length;
      if (length >= FULL) await flush();
      // A fault of this write is thrown by the next one, or by the last.
      else turn ??= setImmediate(() => flush().catch(() => undefined));
    }
  } finally {
    await flush();
  }
}
