import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { classifier, measure, shippedWeights, tableOf } from '../../../../indexer/clean/classify.ts';
import type { Forest } from '../../../../indexer/clean/forest.ts';
import { hearing } from '../../../../indexer/clean/hearing.ts';
import { preparer } from '../../../../indexer/clean/prepare.ts';
import { draftOf } from './draftOf.ts';

const prepare = preparer(loadConfig({}));

const PAGE = [
  'Home',
  'Old bridge at Millbrook closed after divers find cracks',
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.',
  'Engineers said the cracks had been growing since the floods of last winter, and that lorries had made them worse.',
  'More from Millbrook',
  'Ferry to run from Friday',
  'Comments',
  'riverrat88 says:',
  'They have had ten years to mend that bridge, and all they ever did was paint it and put up signs.',
];

describe('the shipped weights', () => {
  it('only know features that are measured', () => {
    const prepared = prepare(draftOf(PAGE));
    const measured = measure(prepared);
    const weights = shippedWeights();
    const heard = hearing(weights)(prepared.page);
    for (const [first, ...later] of [weights.text, weights.html]) {
      const known = tableOf(measured, heard).names;
      for (const name of first?.features ?? []) expect(known).toContain(name);
      const { names } = tableOf(measured, heard, new Float64Array(PAGE.length));
      for (const forest of later) for (const name of forest.features) expect(names).toContain(name);
    }
  });

  it('are refused when they know one that is not', () => {
    const forest: Forest = { features: ['wind'], base: 0, trees: [] };
    const { wording, naming } = shippedWeights();
    expect(() =>
      classifier({ wording, naming, text: [forest], html: [forest] })(prepare(draftOf(PAGE))),
    ).toThrow(/«wind».*train:blocks/);
  });
});

describe('features', () => {
  it('are one finite number a name for every block, in any script and for empty blocks', () => {
    for (const lines of [
      PAGE,
      ['', ' '],
      ['市议会星期二晚上关闭了河上的旧桥。', '更多'],
      ['أغلق المجلس الجسر القديم.'],
    ]) {
      const prepared = prepare(draftOf(lines));
      const heard = hearing(shippedWeights())(prepared.page);
      const odds = Float64Array.from(lines, (_, at) => at - 1);
      const { names, column } = tableOf(measure(prepared), heard, odds);
      for (const name of names) {
        expect(column(name)).toHaveLength(lines.length);
        expect(column(name).every(Number.isFinite)).toBe(true);
      }
    }
  });
});
