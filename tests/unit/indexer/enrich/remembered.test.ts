import { expect, it } from 'vitest';
import { remembered } from '../../../../indexer/enrich/remembered.ts';
import { draftOf } from './draft.ts';

it('works out an answer once for the page at hand, and again for another page or another question', () => {
  const asked: string[] = [];
  const read = remembered((draft, order: string) => {
    asked.push(`${draft.path} ${order}`);
    return { order };
  });
  const [one, other] = [draftOf({ body: ['One.'] }), draftOf({ body: ['Other.'] })];
  expect(read(one, 'dmy')).toBe(read(one, 'dmy'));
  expect(read(one, 'mdy')).toEqual({ order: 'mdy' });
  expect(read(other, 'mdy')).toEqual({ order: 'mdy' });
  expect(read(one, 'dmy')).toEqual({ order: 'dmy' });
  expect(asked).toHaveLength(4);
});
