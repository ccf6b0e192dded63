import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { bodySpan } from '../../../../indexer/clean/body.ts';
import { compileCues } from '../../../../indexer/clean/cues.ts';
import { duplicates, twinsOf } from '../../../../indexer/clean/duplicates.ts';
import { foreign } from '../../../../indexer/clean/language.ts';
import { letters } from '../../../../indexer/clean/letter.ts';
import { pageOf } from '../../../../indexer/clean/page.ts';
import { ruleFinder } from '../../../../indexer/clean/rules.ts';
import type { Block } from '../../../../indexer/draft.ts';
import { languageGuesser } from '../../../../indexer/text/language.ts';
import { draftOf } from './draftOf.ts';

const NOTHING = new Map();
const config = loadConfig({});
const cues = compileCues(config.cues);
const texts = (found: ReadonlyMap<{ readonly text: string }, unknown>) =>
  [...found.keys()].map((block) => block.text);

const STORY = [
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.',
  'Engineers said the cracks had been growing since the floods of last winter, and that lorries had made them worse.',
  'A ferry will run from Friday. The board expects the repairs to take until the end of the summer, it said.',
];

describe('duplicates', () => {
  it('drops both copies of a caption, and the second copy of a paragraph', () => {
    const caption = 'The old bridge at Millbrook seen from the mill';
    const page = pageOf(draftOf([STORY[0] ?? '', caption, caption, STORY[1] ?? '', STORY[0] ?? '']));
    expect(texts(duplicates(page, NOTHING)).sort()).toEqual([STORY[0], caption, caption].sort());
  });

  it('keeps a line of a list or a song that comes again further on', () => {
    const refrain = 'And the river goes on past the mill';
    const verses = STORY.flatMap((line) => [
      line,
      `${line.slice(0, 60)} again`,
      `${line.slice(0, 50)} once more`,
    ]);
    const page = pageOf(draftOf([refrain, ...verses, refrain]));
    expect(texts(duplicates(page, NOTHING))).not.toContain(refrain);
  });

  it('leaves a question that several people are asked, and takes one that is asked of every reader', () => {
    const asked =
      'Which street of the old town would you give back to the river, what would you miss of it, and who would you ask to live there?';
    const offered =
      'Would you like to read the most important stories of the town in your inbox every morning, before anybody else has seen them?';
    const answers = [1, 2, 3].map((n) => [
      asked,
      ...STORY.map((text) => `In the year of flood number ${n}: ${text}`),
      offered,
      'Give us your address',
    ]);
    const page = pageOf(draftOf(answers.flat()));
    expect(texts(duplicates(page, NOTHING)).filter((text) => text === asked)).toEqual([]);
    expect(texts(duplicates(page, NOTHING)).filter((text) => text === offered)).toHaveLength(2);
  });

  it('drops a short line with its copy right beside it, and for the same reason; never prose, nor one further off', () => {
    const [first = '', second = ''] = STORY;
    const page = pageOf(draftOf(['Valley Voice', 'Valley Voice', first, first, second, 'Valley Voice']));
    const why = { rule: 'block/header', kind: 'header', reason: 'a test' } as const;
    const [name, again] = page.blocks;
    const going = new Map([0, 2].flatMap((at) => (page.blocks[at] ? [[page.blocks[at], why] as const] : [])));
    expect(name).toBeDefined();
    expect([...twinsOf(page, going)]).toEqual([[again, why]]);
  });

  it('drops a pull quote beside its paragraph and keeps short answers that recur', () => {
    const quote = 'the cracks had been growing since the floods of last winter';
    const page = pageOf(draftOf([STORY[0] ?? '', quote, STORY[1] ?? '', '“No.”', STORY[2] ?? '', '“No.”']));
    expect(texts(duplicates(page, NOTHING))).toEqual([quote]);
  });
});

describe('foreign', () => {
  it('keeps quoted speech in another language that is prose', () => {
    const quote =
      '« Nous avons fermé le pont parce que les piles étaient fissurées, et nous ne le regrettons pas du tout. »';
    const page = pageOf(draftOf([...STORY, quote]));
    expect(texts(foreign(page, NOTHING, languageGuesser(config.index)))).toEqual([]);
  });

  it('drops a run of lines in another language', () => {
    const feed = [
      'Le maire annonce la fermeture du pont et promet des travaux rapides',
      'Les écoles de la vallée rouvrent leurs portes après les inondations',
      'Un nouveau marché couvert pour les producteurs de la région',
    ];
    const page = pageOf(draftOf([...STORY, ...feed]));
    expect(texts(foreign(page, NOTHING, languageGuesser(config.index)))).toEqual(feed);
  });
});

describe('letters', () => {
  it('takes a letter that asks for support, to its last line that speaks to the reader', () => {
    const letter = [
      'Liebe Leserinnen und Leser,',
      'unsere Redaktion arbeitet ohne Verlag.',
      'Ihre Spende hilft uns, das auch morgen zu tun.',
    ];
    expect(texts(letters(pageOf(draftOf([...STORY, ...letter])), NOTHING, cues))).toEqual(letter);
  });

  it('takes a letter that is one paragraph', () => {
    const letter = 'Dear reader, the hall is cold and the press is old. Please donate what you can.';
    expect(texts(letters(pageOf(draftOf([...STORY, letter])), NOTHING, cues))).toEqual([letter]);
  });

  it('leaves a letter alone that asks for nothing', () => {
    const page = pageOf(
      draftOf(['Dear readers,', 'The weather this week was the best we have had in years.']),
    );
    expect(texts(letters(page, NOTHING, cues))).toEqual([]);
  });
});

describe('rules', () => {
  const find = ruleFinder([
    {
      id: 'test/more',
      kind: 'related',
      reason: 'heads a list',
      pattern: '^more stories$',
      takes: 'section',
      where: 'tail',
      letterCase: 'any',
      maxLength: 40,
      match: ['More stories'],
      keep: ['More'],
    },
  ]);

  it('take the run of short lines under a heading, up to the next paragraph', () => {
    const page = pageOf(draftOf([...STORY, 'More stories', 'Bridge to be rebuilt', 'Ferry on Friday']));
    expect(texts(find(page).going)).toEqual(['More stories']);
    expect(texts(find(page).sections)).toEqual(['Bridge to be rebuilt', 'Ferry on Friday']);
  });

  it('fire only where they say', () => {
    expect(find(pageOf(draftOf(['More stories', ...STORY]))).going.size).toBe(0);
  });

  it('pass over what goes anyway, and look at no line under it', () => {
    const page = pageOf(draftOf([...STORY, 'More stories', 'Bridge to be rebuilt']));
    const heading = page.blocks.find(({ text }) => text === 'More stories') as Block;
    const passed = new Map([
      [heading, { rule: 'block/menu', kind: 'navigation', reason: 'a test' } as const],
    ]);
    expect(find(page, passed)).toEqual({ going: new Map(), sections: new Map(), ends: new Map() });
  });

  it('do not read blocks longer than they allow', () => {
    const page = pageOf(draftOf([...STORY, `More stories${' '.repeat(50)}x`]));
    expect(find(page).going.size).toBe(0);
  });
});

describe('bodySpan', () => {
  it('is the run of paragraphs between menu and feed', () => {
    const menu = Array.from({ length: 20 }, (_, i) => `Section ${i}`);
    const page = pageOf(draftOf([...menu, ...STORY, ...menu]));
    expect(bodySpan(page, { going: NOTHING, sections: NOTHING, ends: NOTHING })).toEqual({
      from: 20,
      to: 23,
    });
  });
});
