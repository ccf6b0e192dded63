import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { bodySpan, widen } from '../../../../indexer/clean/body.ts';
import { shippedWeights } from '../../../../indexer/clean/classify.ts';
import { cleaner } from '../../../../indexer/clean/clean.ts';
import { preparer } from '../../../../indexer/clean/prepare.ts';
import { body } from '../../../../indexer/draft.ts';
import { draftOf } from './draftOf.ts';

const config = loadConfig({});
const clean = cleaner(config);
const prepare = preparer(config);

const STORY = [
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.',
  'Engineers said the cracks had been growing since the floods of last winter, and that lorries had made them worse.',
  '“We had no choice,” said Ada Brook, who leads the board. “The bridge has carried this town for ninety years.”',
  'A ferry will run from Friday. The board expects the repairs to take until the end of the summer, it said in a statement.',
];

describe('cleaner', () => {
  it('keeps the article and takes the headline out of the body', () => {
    const draft = clean(draftOf(['Old bridge at Millbrook closed after divers find cracks', ...STORY]));
    expect(draft.facts.title?.value).toBe('Old bridge at Millbrook closed after divers find cracks');
    expect(body(draft)).toBe(STORY.join('\n\n'));
    expect(draft.removals).toEqual([]);
  });

  it('takes afterwards what a rule knows that the classifier was not trained with, and tells it nothing of that', () => {
    const line = 'The ferry is made by six people, and whoever can may row along.';
    const rule: (typeof config.boilerplate)[number] = {
      id: 'made/row',
      kind: 'donation',
      reason: 'asks readers to row',
      pattern: 'may row along',
      takes: 'afterwards',
      where: 'anywhere',
      letterCase: 'any',
      maxLength: 100,
      match: [],
      keep: [],
    };
    const more = { ...config, boilerplate: [...config.boilerplate, rule] };
    const page = draftOf([...STORY, line]);
    expect(body(clean(page))).toContain(line);
    expect(preparer(more)(page).hits.going.size).toBe(prepare(page).hits.going.size);
    const draft = cleaner(more)(page);
    expect(body(draft)).toBe(STORY.join('\n\n'));
    expect(draft.removals).toMatchObject([{ rule: 'made/row' }]);
  });

  it('keeps a sentence that tells of an appeal, and takes the appeal', () => {
    const told = [
      '“Subscribe to our newsletter,” the sign on the ferry said, and nobody did.',
      'Sign up for our newsletter',
    ];
    const draft = clean(draftOf([...STORY.slice(0, 2), ...told, ...STORY.slice(2)]));
    expect(body(draft)).toBe([...STORY.slice(0, 2), told[0], ...STORY.slice(2)].join('\n\n'));
  });

  describe('a text of nothing but sentences', () => {
    const sentences = [
      'He counted three herons.',
      ...STORY.slice(0, 3),
      'The museum in Oldport owns a letter by Ines Farrow that nobody had read for two hundred years.',
      ...STORY.slice(3),
      'Harlow meet Brant on Sunday and have one chance left.',
      'Nobody came.',
    ];
    const kept = (lines: readonly string[]) => body(clean(draftOf(lines)));

    it('keeps short ones and those of another topic', () => {
      expect(kept(sentences)).toBe(sentences.join('\n\n'));
    });

    it('is judged as a page where a line is no sentence', () => {
      expect(kept([...sentences, 'Read more'])).not.toMatch(/herons|Nobody/);
    });
  });

  it('drops a feed in another language below the article and says so', () => {
    const feed = [
      'Latest from Blog',
      'Roma: il sindaco inaugura la nuova linea della metropolitana – Il sindaco ha',
      'Milano: sciopero dei trasporti, disagi per migliaia di pendolari in',
      'Il calcio riparte: la squadra di Torino torna ad allenarsi – Dopo la pausa',
    ];
    const draft = clean(draftOf(['Old bridge at Millbrook closed', ...STORY, ...feed]));
    expect(body(draft)).toBe(STORY.join('\n\n'));
    expect(draft.removals.map((removal) => removal.block.text)).toEqual(feed);
    for (const removal of draft.removals) expect(removal.reason).not.toBe('');
  });

  it('drops a letter to the readers with its form', () => {
    const letter = [
      'A message from The Millbrook Courier:',
      'Dear readers,',
      'We are facing the hardest year in our history, and the council has taken away the notices that paid for our paper.',
      'These are attempts to silence us. The council says our work harms the town. We see it differently.',
      'Your support, however small, keeps our newsroom open. Please give monthly from just $2.',
      'Once',
      'Monthly',
      'Continue',
    ];
    const draft = clean(draftOf(['Old bridge at Millbrook closed', ...STORY, ...letter]));
    expect(body(draft)).toBe(STORY.join('\n\n'));
    expect(draft.removals.map((removal) => removal.kind)).toContain('donation');
  });

  it('finds the headline that was run into the lead and leaves the lead as it is', () => {
    const lead = `Old bridge closed after cracks – ${STORY[0]}`;
    const draft = clean(draftOf([lead, ...STORY.slice(1), 'Old bridge closed after cracks']));
    expect(draft.facts.title?.value).toBe('Old bridge closed after cracks');
    expect(body(draft)).toBe([lead, ...STORY.slice(1)].join('\n\n'));
  });

  it('takes the first sentence for a title where there is no headline, and leaves it in the body', () => {
    const draft = clean(draftOf(['RIVER NEWS', 'Jun 1, 2020  |', ...STORY]));
    expect(draft.facts.title?.value).toBe(STORY[0]);
    expect(draft.facts.title?.reader).toBe('first-sentence');
    expect(body(draft)).toBe(STORY.join('\n\n'));
  });

  it('flags a page of which almost nothing is left', () => {
    const menu = [
      'Home',
      'World',
      'Europe',
      'Asia',
      'Africa',
      'Business',
      'Markets',
      'Your money',
      'Sport',
      'Football',
    ]
      .concat([
        'Cricket',
        'Tennis',
        'Culture',
        'Books',
        'Film',
        'Music',
        'Stage',
        'Art and design',
        'Travel',
        'Food',
      ])
      .concat([
        'Fashion',
        'Gardens',
        'Crosswords',
        'Weather',
        'Letters',
        'Jobs',
        'Property',
        'About us',
        'Contact',
      ]);
    const draft = clean(
      draftOf([
        ...menu,
        'The page you are looking for has gone, and neither we nor the people who ran this site before us know where it went.',
      ]),
    );
    expect(draft.facts.bodyLoss?.value).toBeLessThan(0.4);
  });

  it('keeps a headline that a rule would take, when the sidecar says it is one', () => {
    const draft = clean(draftOf(['Comments', ...STORY], { meta: { sidecar: { title: 'Comments' } } }));
    expect(draft.blocks[0]).toMatchObject({ kind: 'title', text: 'Comments' });
    expect(body(draft)).toBe(STORY.join('\n\n'));
  });

  it('keeps the only block of a page, which the classifier is not asked about', () => {
    const weights = shippedWeights();
    const text = weights.text.map((forest) => ({ ...forest, base: -99 }));
    const strict = cleaner(config, { ...weights, text });
    const line = 'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks.';
    expect(strict(draftOf([line])).blocks).toHaveLength(1);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (only) => {
        const { page, hits } = prepare(draftOf([only]));
        expect(widen(page, bodySpan(page, hits), hits)).toEqual({ from: 0, to: 1 });
      }),
    );
  });

  it('passes a refused page through', () => {
    const draft = { ...draftOf([]), refused: { reason: 'empty' } };
    expect(clean(draft)).toBe(draft);
  });
});

describe('cleaner on pages that are no pages', () => {
  it('takes two hundred thousand lines', () => {
    const draft = clean(draftOf(Array.from({ length: 200_000 }, (_, i) => `line number ${i} of a log`)));
    expect(draft.blocks.length + draft.removals.length).toBe(200_000);
  });

  it('takes one line of ten million characters', () => {
    const line = 'The river rose again in the night and nobody slept. '.repeat(200_000);
    const draft = clean(draftOf([line]));
    expect(draft.blocks).toHaveLength(1);
    expect(draft.facts.title?.value).toBe('The river rose again in the night and nobody slept.');
  });

  it('takes one line of ten million characters without a blank', () => {
    expect(clean(draftOf(['文'.repeat(10_000_000)])).blocks).toHaveLength(1);
  });
});
