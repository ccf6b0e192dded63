import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { cleaner } from '../../../../indexer/clean/clean.ts';
import { withoutSiteName } from '../../../../indexer/clean/head-title.ts';
import { endsSentence, mass } from '../../../../indexer/clean/measure.ts';
import { pageOf } from '../../../../indexer/clean/page.ts';
import { belowHeadline, sentenceOf } from '../../../../indexer/clean/title.ts';
import type { Block, Draft } from '../../../../indexer/draft.ts';
import { readPage } from '../../../../indexer/read/read.ts';
import { draftOf } from './draftOf.ts';

const clean = cleaner(loadConfig({}));
const titleOf = (draft: Draft) => clean(draft).facts.title;

const BODY = [
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.',
  'Engineers said the cracks had been growing since the floods of last winter, and that lorries had made them worse.',
];

describe('the headline', () => {
  it.each([
    ['The bridge and valley post', 'The bridge and valley post', '11 Oct 2023'],
    ['back', 'topic', 'The bridge and valley post', 'The bridge and valley post'],
  ])('is no name that stands twice above the text: %s', (...above) => {
    expect(titleOf(draftOf([...above, ...BODY]))?.reader).toBe('first-sentence');
  });

  it('is looked for above the first of two sentences in a row, however short', () => {
    const entries = [
      'Ferries to the islands stop as storm Agatha reaches Millbrook and the valley.',
      'Storm Agatha has closed the old bridge at Millbrook to lorries and vans.',
      ...[
        'Bridge shut',
        'Ferries stop',
        'Schools to close',
        'Trains late',
        'Harbour empty',
        'Park shut',
        'Rain ends',
        'Lights out',
        'Ice seen',
      ],
      ...BODY,
    ];
    const lines = [
      'The Millbrook Courier',
      'Storm Agatha live: bridge at Millbrook closed as ferries stop',
      'Ada Brook',
      ...entries,
    ];
    expect(titleOf(draftOf(lines))?.value).toBe(
      'Storm Agatha live: bridge at Millbrook closed as ferries stop',
    );
  });

  it('is no line that a rule knows as something else, though it looks like one', () => {
    const caption = 'Väänänen lähtee kotirannasta kello kuusi. Kuva: Sami Räsänen';
    const lines = [
      'Savon Uutiset',
      'Pohjois-Savo',
      'Kuopiolaismies soutaa töihin joka aamu',
      'Pekka Väänänen vaihtoi auton veneeseen, kun bensan hinta nousi kahteen euroon.',
      'Tiina Kettunen',
      'Kuuntele',
      caption,
      'Pekka Väänänen astuu veneeseen joka arkiaamu kello kuusi. Työmatka Kallaveden yli kestää 35 minuuttia.',
      '– Myöhästyn vain vastatuulella, hän sanoo.',
      'Työnantaja on järjestänyt hänelle laituripaikan. Talvella Väänänen aikoo hiihtää.',
    ];
    expect(titleOf(draftOf(lines))?.value).not.toBe(caption);
  });

  it('is looked for above the text, not above a notice that only a rule knows', () => {
    const notice =
      'Sie entscheiden darüber, wie Sie unsere Inhalte nutzen wollen. Ihr Gerät erlaubt uns derzeit leider nicht, die Optionen anzuzeigen.';
    const story = [
      'Wien – Auf der Straßenbahnlinie 49 sind seit Freitag zwei Garnituren mit Holzsitzen unterwegs. Sie stammen aus dem Verkehrsmuseum.',
      '„Plastik ist Geschichte“, erklärte Sprecherin Johanna Mayr. Bis Ende Juni wird getestet, dann entscheiden die Fahrgäste.',
    ];
    const title = titleOf(draftOf([notice, 'Wiener Straßenbahnlinie 49 fährt mit Holzsitzen', ...story]));
    expect(title?.value).toBe('Wiener Straßenbahnlinie 49 fährt mit Holzsitzen');
  });

  it('is the only heading of the first level in Markdown', async () => {
    const content = `[View this email in your browser](https://a.example)\n\n# The Tide: who owns the bridge?\n\nGood morning from Millbrook,\n\n${BODY.join('\n\n')}`;
    const draft = await readPage({ id: '1', path: 'a.md', content, format: 'markdown' });
    expect(titleOf(draft)).toMatchObject({ value: 'The Tide: who owns the bridge?', reader: 'only-heading' });
  });

  it('is what the sidecar says, and its line is marked', () => {
    const draft = clean(
      draftOf(['Menu', 'Cracks close the bridge', ...BODY], {
        meta: { sidecar: { title: 'Cracks close the bridge' } },
      }),
    );
    expect(draft.facts.title).toMatchObject({ value: 'Cracks close the bridge', reader: 'sidecar' });
    expect(draft.blocks[0]?.kind).toBe('title');
  });

  it('is the heading that the head of the page agrees with', () => {
    const plain = draftOf(['The Courier', 'Cracks close Millbrook bridge', ...BODY]);
    const blocks = plain.blocks.map((block, at) =>
      at < 2 ? ({ ...block, kind: 'heading' } as const) : block,
    );
    const head = { title: 'Cracks close Millbrook bridge | The Courier', metas: {}, jsonLd: [], times: [] };
    expect(titleOf({ ...plain, format: 'html', blocks, meta: { head } })?.value).toBe(
      'Cracks close Millbrook bridge',
    );
  });

  it.each([
    ['The Courier » Archive » Cracks close Millbrook bridge', 'Cracks close Millbrook bridge'],
    [
      'News - Cracks close Millbrook bridge | courier.example | Read the valley',
      'Cracks close Millbrook bridge',
    ],
    ['Bridge | Valley Voice', 'Bridge'],
    ['Bridge | courier.example', 'Bridge | courier.example'],
    ['Cracks close Millbrook bridge | Valley Voice', 'Cracks close Millbrook bridge | courier.example'],
  ])('is the part of «%s» that a heading says', (title, heading) => {
    const plain = draftOf([heading, ...BODY]);
    const blocks = plain.blocks.map((block, at) =>
      at < 1 ? ({ ...block, kind: 'heading' } as const) : block,
    );
    const jsonLd = [{ '@type': 'Article', publisher: { '@type': 'Organization', name: 'Valley Voice' } }];
    const head = { title, metas: {}, jsonLd, times: [] };
    const url = 'https://www.courier.example/bridge';
    const expected = heading.replace(' | courier.example', '');
    expect(titleOf({ ...plain, format: 'html', url, blocks, meta: { head } })?.value).toBe(expected);
  });

  it('has no name of the site that its address says in letters of its own', () => {
    const head = { title: 'Bridge | bücher.example', metas: {}, jsonLd: [], times: [] };
    const draft = {
      ...draftOf(BODY),
      format: 'html' as const,
      url: 'https://www.bücher.example/a',
      meta: { head },
    };
    expect(titleOf(draft)?.value).toBe('Bridge');
  });

  it('is the line above the text whose words the text takes up, not the masthead', () => {
    expect(
      titleOf(draftOf(['THE VALLEY COURIER ONLINE', 'Divers find cracks in Millbrook bridge', ...BODY]))
        ?.value,
    ).toBe('Divers find cracks in Millbrook bridge');
  });

  it('is worded as the head of the page says where the heading was cut', () => {
    const plain = draftOf(['Divers find cracks in two piers of…', ...BODY]);
    const blocks = plain.blocks.map((block, at) =>
      at === 0 ? ({ ...block, kind: 'heading' } as const) : block,
    );
    const whole = 'Divers find cracks in two piers of Millbrook bridge';
    const meta = { head: { metas: { 'og:title': [whole] }, jsonLd: [], times: [] } };
    const draft = clean({ ...plain, blocks, meta });
    expect(draft.facts.title?.value).toBe(whole);
    expect(draft.blocks[0]?.kind).toBe('title');
  });

  it.each(['Two Smiths', 'Breakwater', 'Мост закрыт'])(
    'is the one short line that opens a page: %s',
    (line) => {
      const title = titleOf(draftOf([line, ...BODY]));
      expect(title).toMatchObject({ value: line, reader: 'opening-line' });
    },
  );

  it.each([
    ['a masthead with company', ['RIVER NEWS', 'Weather', ...BODY]],
    ['a whole sentence', ['He came back.', ...BODY]],
    ['what a rule takes', ['Advertisement', ...BODY]],
  ])('is not %s', (_, lines) => {
    expect(titleOf(draftOf(lines))?.reader).toBe('first-sentence');
  });

  it('is no dateline before a dash', () => {
    expect(titleOf(draftOf([`MILLBROOK – ${BODY[0]}`, BODY[1] ?? '']))?.reader).toBe('first-sentence');
  });

  it.each([
    [
      'Мост закрыт из-за трещин в опорах',
      'Старый мост закрыли во вторник после того, как водолазы нашли трещины в двух опорах моста.',
    ],
    [
      '古い橋、亀裂で閉鎖',
      '川の管理局は火曜日、潜水士が二つの橋脚に亀裂を見つけたため、古い橋を閉鎖したと発表した。住民は迂回している。',
    ],
    [
      'إغلاق الجسر القديم بسبب التشققات',
      'أغلقت هيئة النهر الجسر القديم يوم الثلاثاء بعد أن عثر الغواصون على التشققات في اثنتين من دعائم الجسر القديم.',
    ],
  ])('is found in other scripts: %s', (title, text) => {
    expect(titleOf(draftOf([title, text, text.replace(/\S+/u, '')]))?.value).toBe(title);
  });
});

describe('withoutSiteName', () => {
  it.each([
    ['Cracks close Millbrook bridge - The Courier', [], 'Cracks close Millbrook bridge'],
    ['Cracks close bridge | News | The Courier', [], 'Cracks close bridge | News'],
    [
      'Cracks close bridge – what we know so far about it',
      [],
      'Cracks close bridge – what we know so far about it',
    ],
    ['Bridge', [], 'Bridge'],
    [
      'Cracks close old bridge :: A very long name of an outlet',
      ['averylongnameofanoutlet'],
      'Cracks close old bridge',
    ],
    ['Bridge | Courier | The paper of the valley', ['courier'], 'Bridge'],
    ['Courier » Archive » Cracks close the bridge', ['courier'], 'Archive » Cracks close the bridge'],
    ['The Courier - Bridge - now - The Courier', ['thecourier'], 'Bridge - now'],
    ['»Bridge« – The Courier – Orsa', ['thecourier'], '»Bridge«'],
    ['Courier | Courier', ['courier'], 'Courier | Courier'],
    ['Bridge: who pays | courier.example', ['courierexample'], 'Bridge: who pays'],
  ])('%s', (title, names, expected) => expect(withoutSiteName(title, names)).toBe(expected));
});

describe('what stands above the headline', () => {
  const page = pageOf(
    draftOf(['Weather', BODY[0] ?? '', 'Sport', 'Tuesday', 'Cracks close the bridge', ...BODY]),
  );
  const all = page.blocks.map(() => true);
  const fact = { value: 'Cracks close the bridge', evidence: '', reader: 'test' };

  it('goes as far as the next paragraph', () => {
    const headline = { fact, block: page.blocks[4] as Block };
    expect(belowHeadline(page, all, headline)).toEqual([true, true, false, false, true, true, true]);
  });

  it('stays where the headline is no block of its own', () => {
    expect(belowHeadline(page, all, { fact })).toEqual(all);
    expect(belowHeadline(page, all, undefined)).toEqual(all);
  });
});

describe('the first sentence of a text', () => {
  it('is what the segmenter says, which is not asked where no sentence can end', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
    const defined = (text: string) => {
      let taken = '';
      for (const { segment } of segmenter.segment(text.replace(/\s+/gu, ' ').trim())) {
        taken += segment;
        if (mass(taken) >= 12 && endsSentence(taken)) break;
      }
      return taken.trim();
    };
    const unit = fc.oneof(
      fc.constantFrom(
        'a',
        'Z',
        ' ',
        '5',
        ',',
        '.',
        '!',
        '?',
        '"',
        '…',
        '\u2024',
        '。',
        '؟',
        '\u0085',
        '\n',
        '।',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 9 }), fc.string({ unit, maxLength: 9 }), (middle, end) => {
        for (const text of [middle, `The harbour closed early${middle} ${end}`])
          expect(sentenceOf(text)).toBe(defined(text));
      }),
      { numRuns: 500 },
    );
  });
});
