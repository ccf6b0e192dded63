/** @jsxImportSource preact */
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { understand } from '../../../server/query/words.ts';
import { createMatcher } from '../../../server/snippets/matcher.ts';
import { Linked } from '../../../server/ui/linked.tsx';
import { mentionsOf, piecesOf } from '../../../server/ui/mentions.ts';
import { article } from '../../support/articles.ts';

const TITLE = 'Marsh opens 🚢 line';
const BODY = 'A ship 🚢 of <Elin & Marsh> came.\n\nقالت إيلين مارش نعم.';
const TEXT = `${TITLE}\n\n${BODY}`;
const at = (name: string, from = 0): [number, number] => {
  const start = TEXT.indexOf(name, from);
  return [start, start + name.length];
};
const elin = { name: 'Elin "E&M" Marsh', type: 'person' as const, count: 3, forms: [] };

function html(
  q = '',
  offsets: readonly (readonly [number, number])[] = [at('Marsh'), at('Elin & Marsh'), at('إيلين مارش')],
) {
  const given = article({ title: TITLE, body: BODY, entities: [{ ...elin, offsets }] });
  const texts = [given.title, ...given.paragraphs.map(({ text }) => text)];
  const found = createMatcher(understand(q).words, false).find(texts);
  const { title, paragraphs } = mentionsOf(given);
  return [title, ...paragraphs].map((mentions, i) =>
    renderToString(<Linked text={texts[i] ?? ''} matches={found[i] ?? []} mentions={mentions} />),
  );
}
const LINK = '<a class="mention" href="/?person=Elin+%22E%26M%22+Marsh">';

describe('a name in an article', () => {
  it('leads to the articles that name it, where it stands in headline and paragraphs, in any script', () => {
    expect(html()).toEqual([
      `${LINK}Marsh</a> opens 🚢 line`,
      `A ship 🚢 of &lt;${LINK}Elin &amp; Marsh</a>> came.`,
      `قالت ${LINK}إيلين مارش</a> نعم.`,
    ]);
  });

  it('keeps the marks of the words found, within it and over its edge', () => {
    expect(html('marsh')[1]).toBe(`A ship 🚢 of &lt;${LINK}Elin &amp; <mark>Marsh</mark></a>> came.`);
    expect(html('"of <elin"')[1]).toBe(
      `A ship 🚢 <mark>of &lt;</mark>${LINK}<mark>Elin</mark> &amp; Marsh</a>> came.`,
    );
  });

  it('is no link where its place is not within one text, overlaps another or cuts a character', () => {
    const [ship] = at('🚢');
    const marsh = at('Marsh');
    for (const wrong of [
      [-3, 2],
      [TITLE.length - 2, TITLE.length + 6],
      [ship + 1, ship + 6],
      [9000, 9005],
      [7, 7],
    ] as const)
      expect(html('', [wrong]).join()).not.toContain('<a');
    expect(html('', [marsh, [marsh[0] + 1, marsh[1] + 2]])[0]).toBe(`${LINK}Marsh</a> opens 🚢 line`);
  });

  it('changes nothing of the text, whatever is marked and linked', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 6 });
    const inOrder = (list: readonly (readonly [number, number])[]) => {
      const cuts = [...new Set(list.flat())].sort((a, b) => a - b);
      return cuts.flatMap((start, i) =>
        i % 2 === 0 && cuts[i + 1] ? [{ start, end: cuts[i + 1] ?? 0 }] : [],
      );
    };
    fc.assert(
      fc.property(fc.string({ minLength: 31, maxLength: 40 }), spans, spans, (text, marks, names) => {
        const pieces = piecesOf(
          text,
          inOrder(marks).map((span) => ({ ...span, term: 0, typo: false })),
          inOrder(names).map((span) => ({ ...span, name: 'n', type: 'org' as const })),
        );
        const said = pieces.flatMap((piece) => piece.text.map((part) => part.text)).join('');
        expect(said.replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
      }),
    );
  });
});
