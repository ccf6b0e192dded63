import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { entityFinder } from '../../../../indexer/enrich/entities/entities.ts';
import { createGazetteer } from '../../../../indexer/enrich/entities/gazetteer.ts';
import { draftOf } from './draft.ts';

const config = loadConfig({});
const find = entityFinder(config);
const { lookUp } = createGazetteer(config.entities);

/** The entities of a text in a language, by name. */
function namesIn(text: string, language: string): string[] {
  const known = { language: { value: language, evidence: text, reader: 'test' } };
  const found = find(draftOf({ body: [text], facts: known }));
  return (found.facts.entities ?? []).map(({ name }) => name);
}

describe('a word of a language that is a known name besides', () => {
  for (const { languages, words, match, keep } of config.entities.ordinary) {
    const [language = 'en'] = languages;
    const names = words.flatMap((word) => lookUp(word)?.name ?? []);
    it.each(words)(`is one: «%s» (${language})`, (word) => {
      expect(lookUp(word)).toBeDefined();
    });
    it.each(match)(`is none in «%s» (${language})`, (text) => {
      expect(namesIn(text, language).filter((name) => names.includes(name))).toEqual([]);
    });
    it.each(keep)(`is the name in «%s» (${language})`, (text) => {
      expect(namesIn(text, language).filter((name) => names.includes(name))).toHaveLength(1);
    });
  }
});
