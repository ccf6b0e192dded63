/**
 * Which blocks of benchmark pages are article, as marked by reading them: for pages of which the sets know only a date,
 * or only some sentences. No text of a page stands here.
 *
 * `marks.txt` has one page a line: set, key of its id, key of its blocks, and runs of marks in the order of the blocks:
 * `12- 30+ 2?` are twelve that are not article, thirty that are, and two of which nobody can say, or readers disagree.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Block } from '../../indexer/draft.ts';

/** 1 article, 0 not, undefined: cannot be said. */
type Mark = 0 | 1 | undefined;

export interface Marks {
  /**
   * The marks of the blocks of a page; undefined where it has none, or where its blocks are not those that were marked,
   * because the reader cuts pages in another way since: such a page is named on stderr.
   */
  of(set: string, id: string, blocks: readonly Block[]): readonly Mark[] | undefined;
}

const RUN = /^(\d+)([-+?])$/;
const MEANING: Readonly<Record<string, Mark>> = { '+': 1, '-': 0, '?': undefined };

/** What ids and blocks are known by. */
export const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** The marks that are kept. */
const shipped = (): string => readFileSync(new URL('./marks.txt', import.meta.url), 'utf8');

/** Reads the marks once. @throws for a run that is none, with its line */
export function readMarks(text: string = shipped()): Marks {
  const lines = text.split('\n').filter(Boolean);
  const pages = new Map(
    lines.map((line, i) => {
      const [set, id, blocks, ...runs] = line.split(' ');
      return [`${set} ${id}`, { blocks, marks: runs.flatMap((run) => marksIn(run, i + 1)) }] as const;
    }),
  );
  return {
    of(set, id, blocks) {
      const page = pages.get(`${set} ${keyOf(id)}`);
      if (!page) return undefined;
      if (page.blocks === keyOf(blocks.map(({ text }) => text).join('\n'))) return page.marks;
      process.stderr.write(`${id}: its blocks are not those that were marked; its marks are left out\n`);
      return undefined;
    },
  };
}

function marksIn(run: string, line: number): Mark[] {
  const [, count, mark] = RUN.exec(run) ?? [];
  if (!count || !mark) throw new Error(`bench/train/marks.txt:${line}: «${run}» is no run of marks`);
  return new Array<Mark>(Number(count)).fill(MEANING[mark]);
}
