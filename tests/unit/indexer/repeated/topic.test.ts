import { describe, expect, it } from 'vitest';
import { topicOf, topicWords } from '../../../../indexer/repeated/topic.ts';

const article = [
  'The dredger Orion ran aground off Cape Morn on Sunday, and its captain asked the harbour office for tugs.',
  'Two tugs reached the dredger before noon; the captain said that no oil had leaked at Cape Morn.',
  'The harbour office of Cape Morn will ask why the Orion sailed in such weather, and who ordered its captain to.',
];

describe('the topic of a page', () => {
  const onTopic = topicOf('Dredger runs aground', article);

  it('is shared by background in words of the article', () => {
    expect(onTopic('The dredger Orion deepens the harbour of Cape Morn each winter.')).toBe(true);
  });

  it.each([
    'Our reporters cover the region every day.',
    'Independent journalism since 1987, paid for by readers.',
    'Write to the harbour desk of this paper with tips, praise, complaints or corrections.',
  ])('is not shared by «%s»', (line) => {
    expect(onTopic(line)).toBe(false);
  });

  it('is not told by a line of a few short words', () => {
    expect(onTopic('The Orion')).toBe(false);
  });

  it('is told in scripts without spaces, and of syllables', () => {
    const chinese = topicOf('挖泥船搁浅', [
      '挖泥船猎户座周日在莫恩角搁浅，船长向港务局求助。',
      '港务局说，挖泥船没有漏油，船长平安。',
    ]);
    expect(chinese('港务局的挖泥船在莫恩角作业。')).toBe(true);
    expect(chinese('我们的记者每天报道本地新闻。')).toBe(false);
    expect(topicWords('준설선이')).toEqual(topicWords('준설'));
  });
});
