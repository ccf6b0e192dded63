import { describe, expect, it, vi } from 'vitest';
import { keyOf, readMarks } from '../../../bench/train/marks.ts';
import { draftOf } from '../indexer/clean/draftOf.ts';

const { blocks } = draftOf([
  'Home',
  'The board closed the bridge.',
  'A ferry runs from Friday.',
  'By our reporter',
]);
const line = `date ${keyOf('page')} ${keyOf(blocks.map(({ text }) => text).join('\n'))} 1- 2+ 1?`;

describe('marks', () => {
  it('say of each block what was marked, and nothing of what cannot be said', () => {
    expect(readMarks(line).of('date', 'page', blocks)).toEqual([0, 1, 1, undefined]);
  });

  it('say nothing of a page that was not marked, or whose blocks are others now', () => {
    const marks = readMarks(line);
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(marks.of('seg', 'page', blocks)).toBeUndefined();
    expect(marks.of('date', 'other', blocks)).toBeUndefined();
    expect(write).not.toHaveBeenCalled();
    expect(marks.of('date', 'page', blocks.slice(1))).toBeUndefined();
    expect(write).toHaveBeenCalledWith(expect.stringContaining('page: its blocks are not those'));
    write.mockRestore();
  });

  it('name the line of what is no run', () => {
    expect(() => readMarks(`${line}\n${line}!`)).toThrow(/marks\.txt:2.*«1\?!»/);
  });

  it('that are kept can all be read', () => {
    expect(() => readMarks()).not.toThrow();
  });
});
