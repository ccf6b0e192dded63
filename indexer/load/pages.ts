/** Single pages of a spool, by their place in it. */
import { open } from 'node:fs/promises';
import type { Draft } from '../draft.ts';

export interface SpooledPages {
  /** The page at a place that holds one that was not refused. */
  at(place: { readonly offset: number; readonly bytes: number }): Promise<Draft>;
  close(): Promise<void>;
}

/** Opens a spool that is whole. @throws errors of the file system */
export async function openPages(spool: string): Promise<SpooledPages> {
  const file = await open(spool);
  return {
    async at({ offset, bytes }) {
      const buffer = Buffer.alloc(bytes);
      await file.read(buffer, 0, bytes, offset);
      return (JSON.parse(buffer.toString('utf8')) as { draft: Draft }).draft;
    },
    close: () => file.close(),
  };
}
