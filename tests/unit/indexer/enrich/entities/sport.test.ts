import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../../config/load.ts';
import { createSportSense } from '../../../../../indexer/enrich/entities/tagger/sport.ts';
import { sentences } from '../../../../../indexer/enrich/entities/tokens.ts';

const isAboutSport = createSportSense(loadConfig({}).entities.sport);

describe('a text about sport', () => {
  it.each([
    'Orsa drew 2-2 with Velmora. The striker scored both goals before the referee blew for half-time.',
    'RUGBY - TARSK NAME UNCHANGED SQUAD FOR CUP MATCH',
    'Results of the women’s singles:\n1. Ada Molvane beat Marta Oyelund 6-3 6-4\nThe seed plays in the semifinal on Friday.',
  ])('is known by its words: «%s»', (text) => expect(isAboutSport(sentences(text))).toBe(true));

  it.each([
    'The minister said the match of words with Velmora had to end before the talks. No goal was set, and officials from both sides left the building without a word to those who had waited in the rain for most of the day.',
    'Shares in Acme rose four percent after the company won an order for trains.',
    '',
  ])('is no other text with some of them: «%s»', (text) => expect(isAboutSport(sentences(text))).toBe(false));
});
