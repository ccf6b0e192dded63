import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { together } from '../../../indexer/together.ts';

describe('together', () => {
  const writer = () => {
    const pieces: string[] = [];
    return { pieces, write: async (text: string) => void pieces.push(text) };
  };

  it('writes in one piece what comes without a pause, in order', async () => {
    const { pieces, write } = writer();
    await together(
      (async function* () {
        yield* ['a\n', 'b\n', 'c\n'];
      })(),
      write,
    );
    expect(pieces).toEqual(['a\nb\nc\n']);
  });

  it('writes what it has while it waits for more', async () => {
    const { pieces, write } = writer();
    let seen: readonly string[] = [];
    await together(
      (async function* () {
        yield 'a\n';
        await turn();
        await turn();
        seen = [...pieces];
        yield 'b\n';
      })(),
      write,
    );
    expect(seen).toEqual(['a\n']);
    expect(pieces).toEqual(['a\n', 'b\n']);
  });

  it('keeps no more back than a full piece, and waits for room', async () => {
    let writing = 0;
    let most = 0;
    const sizes: number[] = [];
    await together(
      (async function* () {
        for (let i = 0; i < 5; i++) yield 'x'.repeat(70_000);
      })(),
      async (text) => {
        most = Math.max(most, ++writing);
        sizes.push(text.length);
        await turn();
        writing--;
      },
    );
    expect(sizes).toEqual(Array(5).fill(70_000));
    expect(most).toBe(1);
  });

  it('writes what came before a fault, and throws it', async () => {
    const { pieces, write } = writer();
    const fault = together(
      (async function* () {
        yield 'a\n';
        throw new Error('the input broke');
      })(),
      write,
    );
    await expect(fault).rejects.toThrow('the input broke');
    expect(pieces).toEqual(['a\n']);
  });

  it('throws what the writer throws', async () => {
    const fault = together(
      (async function* () {
        yield 'a\n';
        await turn();
        await turn();
        yield 'b\n';
      })(),
      async () => {
        throw new Error('no room');
      },
    );
    await expect(fault).rejects.toThrow('no room');
  });
});
