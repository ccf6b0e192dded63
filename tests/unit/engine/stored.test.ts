import { describe, expect, it } from 'vitest';
import { type Change, prepareChange } from '../../../engine/prepared.ts';
import { fromStored, toStored } from '../../../engine/stored.ts';
import { article } from '../../support/articles.ts';

const through = (given: Parameters<typeof toStored>[0]) =>
  fromStored(JSON.parse(JSON.stringify(toStored(given))));
const paragraphs = (...texts: string[]) => texts.map((text, line) => ({ kind: 'paragraph', text, line }));

describe('an article as the engine holds it', () => {
  it.each([
    ['plain', ['The ferry sailed.', 'It was late.']],
    ['blank lines and letters beyond the basic plane', ['Zwölf 🚢\n\nFähren', '', '渡轮', 'é']],
    ['nothing', []],
  ])('gives back its paragraphs: %s', (_, texts) => {
    const given = article({ body: texts.join('\n\n'), paragraphs: paragraphs(...texts) });
    expect(through(given)).toEqual(given);
  });

  it('keeps the language of a paragraph', () => {
    const [first, second] = paragraphs('The ferry sailed.', 'Le bac est parti.');
    const told = [first, { ...second, language: 'fr' }] as ReturnType<typeof paragraphs>;
    const given = article({ body: 'The ferry sailed.\n\nLe bac est parti.', paragraphs: told });
    expect(through(given)).toEqual(given);
  });

  it('holds its text once', () => {
    const given = article({ body: 'The ferry sailed.' });
    expect(JSON.stringify(toStored(given)).split('The ferry sailed.')).toHaveLength(2);
  });

  it('keeps paragraphs that are not its body', () => {
    const given = article({ body: 'One text.', paragraphs: paragraphs('Another text.') });
    expect(through(given)).toEqual(given);
  });

  it('has no list of things, which the engine would parse for every hit', () => {
    const given = article({
      removals: [{ rule: 'r', kind: 'share', reason: 'why', text: 'Share \ud800', line: 3 }],
      facts: [{ fact: 'title', value: 'A title', evidence: 'h1', reader: 'heading' }],
    });
    const stored = toStored(given);
    const nested = Object.entries(stored).filter(
      ([, value]) => Array.isArray(value) && value.some((part) => typeof part === 'object'),
    );
    expect(nested).toEqual([]);
    // Half a surrogate pair is none of its texts any more, as anywhere else in a document.
    expect(through(given).removals[0]?.text).toBe('Share \ufffd');
  });
});

describe('what is told anew of an article', () => {
  const given = article({ id: 'a', person: ['Ada Orchard'], entities: [] });
  const told = (change: Partial<Change>) => {
    const { article: line, removed } = prepareChange({ id: 'a', stripped: true, ...change });
    return [line, String(removed)].map((text) => JSON.parse(String(text)) as Record<string, unknown>);
  };

  it('says of names that are not there that nobody is known, as the whole article does', () => {
    const whole: Record<string, unknown> = { ...toStored(given) };
    for (const document of told({ named: given })) {
      for (const facet of ['entity', 'person', 'org', 'place']) expect(document[facet]).toEqual(whole[facet]);
      expect(document.org).toEqual(['unknown']);
    }
  });

  it('is only what was asked for, and of both documents where there are two', () => {
    const place = { storyId: 's', storySize: 2, copies: '2', storyRank: 0 } as Change['place'];
    expect(told({ ...(place && { place }) })).toEqual([
      { id: 'a', ...place },
      { id: 'a', ...place },
    ]);
    expect(prepareChange({ id: 'a', stripped: false, ...(place && { place }) }).removed).toBeNull();
  });
});
