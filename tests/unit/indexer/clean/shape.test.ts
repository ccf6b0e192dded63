import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../../indexer/clean/shape.ts';

describe('the shape of a text', () => {
  it('counts letters, capitals and beginnings of words', () => {
    expect(shapeOf('Two Ferries at 9')).toMatchObject({
      letters: 12,
      capitals: 2,
      digits: 1,
      starts: 3,
      capitalStarts: 2,
      hasCase: true,
    });
  });

  it('counts sentence ends inside the text, behind closing quotes too, and not the last', () => {
    expect(shapeOf('He left. “Never again!” she said. Nobody came.').stops).toBe(3);
    expect(shapeOf('市议会关闭了旧桥。渡轮周五开始。').stops).toBe(1);
    expect(shapeOf('Version 2.1 of the plan').stops).toBe(0);
  });

  it('tells bars from other marks', () => {
    expect(shapeOf('Home | News › Sport: today')).toMatchObject({ bars: 2, marks: 3 });
  });

  it('knows scripts without case', () => {
    expect(shapeOf('أغلق المجلس الجسر').hasCase).toBe(false);
    expect(shapeOf('«Мост закрыт!»')).toMatchObject({ hasCase: true, hasQuote: true, exclaims: true });
  });
});
