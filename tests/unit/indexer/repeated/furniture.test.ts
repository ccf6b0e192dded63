import { afterEach, describe, expect, it } from 'vitest';
import { type Draft, paragraphs } from '../../../../indexer/draft.ts';
import { findFurniture, reasonFor } from '../../../../indexer/repeated/furniture.ts';
import { judged } from '../../../support/drafts.ts';
import { idOf, type Logged, logged, paragraph, text } from '../../../support/repeated.ts';

const LIMITS = { repeatedPages: 5, repeatedShare: 0.1, repeatedBody: 0.25 };
const open: Logged[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.clear();
});

/** A page of The Gull. */
const page = (id: number, lines: readonly string[], carrier = 'The Gull'): Draft =>
  judged({ id: idOf(id), title: `Case ${id}`, carrier, lines });
const pages = (count: number, lines: (i: number) => readonly string[]): Draft[] =>
  Array.from({ length: count }, (_, i) => page(i, lines(i)));

/** What goes from each page, by the position of the page. */
async function gone(articles: readonly Draft[], limits = LIMITS) {
  const made = await logged(articles);
  open.push(made);
  const findings = await findFurniture(made.log, made.spool, limits);
  const removed: string[][] = [];
  let tooMuch = 0;
  await made.log.scan((view) => {
    const found = findings.on(view);
    if (found.tooMuch) tooMuch++;
    const draft = articles[removed.length];
    const lines = draft ? paragraphs(draft) : [];
    removed.push(lines.map((line) => line.text).filter((line) => reasonFor(view, found.going, line)));
  });
  return { removed, findings, tooMuch };
}

const SLOGAN = 'Independent journalism since 1987.';
const STAFF = 'Our staff writers cover the region every day.';

describe('lines that stand on many pages of a source', () => {
  it('go from above, below and inside the text, alone or one below the other', async () => {
    const { removed } = await gone(
      pages(12, (i) => {
        const [first = '', ...rest] = text(i);
        return i % 2 ? [SLOGAN, first, STAFF, ...rest] : [first, ...rest, STAFF, SLOGAN];
      }),
    );
    expect(removed.map((lines) => lines.toSorted())).toEqual(Array(12).fill([SLOGAN, STAFF]));
  });

  it('say on how many pages of how many they stand', async () => {
    const { findings } = await gone(pages(20, (i) => (i < 14 ? [...text(i), SLOGAN] : text(i))));
    expect(findings.listed).toEqual([
      {
        site: 'the gull',
        text: SLOGAN,
        pages: 14,
        of: 20,
        verdict: 'removed',
        why: 'stands on 14 of 20 pages of this source',
      },
    ]);
  });

  it('are the same in capitals, without accents and with other punctuation', async () => {
    const forms = [
      'Le journal indépendant de la côte.',
      'LE JOURNAL INDEPENDANT DE LA COTE',
      'Le journal indépendant de la côte!',
    ];
    const { removed } = await gone(pages(9, (i) => [...text(i), forms[i % 3] ?? '']));
    expect(removed.flat()).toHaveLength(9);
  });

  it('stay on a source of few pages, and where nothing is known of the source', async () => {
    const few = pages(4, (i) => [...text(i), SLOGAN]);
    expect((await gone(few)).removed.flat()).toEqual([]);
    const four = few.flatMap((each, i) => [each, page(i + 50, [...text(i), SLOGAN], 'The Tern')]);
    expect((await gone(four)).removed.flat()).toEqual([]);
  });

  it('stay where they are seldom: stock sentences of a large source', async () => {
    const { removed } = await gone(
      pages(100, (i) => (i < 8 ? [...text(i), 'The investigation is continuing, police said.'] : text(i))),
    );
    expect(removed.flat()).toEqual([]);
  });

  it('stay when nobody asked: 0 pages turn it off', async () => {
    const { removed } = await gone(
      pages(12, (i) => [...text(i), SLOGAN]),
      { ...LIMITS, repeatedPages: 0 },
    );
    expect(removed.flat()).toEqual([]);
  });
});

describe('what is no furniture', () => {
  it('a story that is copied on many pages stays whole, and its furniture goes all the same', async () => {
    const copies = pages(20, (i) => [...text(i < 10 ? 0 : i), SLOGAN]);
    const { removed } = await gone(copies);
    expect(removed).toEqual(Array(20).fill([SLOGAN]));
    expect((await gone(pages(12, () => text(0)))).removed.flat()).toEqual([]);
    expect((await gone(pages(12, (i) => text(i % 2)))).removed.flat()).toEqual([]);
  });

  it('versions of a story that grows, or is cut at different places, stay whole', async () => {
    const growing = pages(12, (i) => [...text(0), ...text(i + 1).slice(0, i % 4)]);
    expect((await gone(growing)).removed.flat()).toEqual([]);
    const cut = pages(12, (i) => [...text(0), ...text(1)].slice(0, 3 + (i % 7)));
    expect((await gone(cut)).removed.flat()).toEqual([]);
  });

  it('a copied story stays also where each page ends with a comment of its own on something else', async () => {
    const comment = (i: number) =>
      `Amateur astronomers photographed comet ${i} tonight, says reader ${i * 7}. `;
    const { removed } = await gone(pages(12, (i) => [...text(0), comment(i).repeat(6).trim()]));
    expect(removed.flat()).toEqual([]);
  });

  it('a sentence of a story that is copied often stays, also where other articles quote it', async () => {
    const quoted = 'Amateur astronomers photographed a comet tonight.';
    const { removed } = await gone(
      pages(25, (i) => [...text(i < 20 ? 0 : i).slice(0, 3), quoted, ...text(i < 20 ? 0 : i).slice(3)]),
    );
    expect(removed.flat()).toEqual([]);
  });

  it('a paragraph that always stands between the same neighbours stays', async () => {
    const passage = [
      'One sentence of a passage comes first.',
      'The middle of the passage is this one.',
      'And here ends the passage all share.',
    ];
    const [before = '', shared = '', after = ''] = passage;
    // Pairs of pages share a passage, so that its ends do not recur, and the middle has few different neighbours.
    const { removed } = await gone(
      pages(8, (i) => [...text(i), `${before} ${i % 4}`, shared, `${after} ${i % 4}`, ...text(i + 20)]),
      { ...LIMITS, repeatedPages: 6 },
    );
    expect(removed.flat()).toEqual([]);
  });

  it('standing headings and questions inside the text stay, and the report names them', async () => {
    const asked = ['Key points', 'What are you reading these days?', 'The questionnaire of the week:'];
    const { removed, findings } = await gone(
      pages(12, (i) => [...text(i).flatMap((line, at) => [line, asked[at] ?? paragraph(i, at + 9)])]),
    );
    expect(removed.flat()).toEqual([]);
    expect(findings.listed.map(({ text, verdict }) => [text, verdict])).toEqual(
      asked.toSorted().map((line) => [line, 'kept']),
    );
  });

  it('the rows of a table stay, also below the text', async () => {
    const row = 'Played won drawn lost points';
    const tables = pages(12, (i) => [...text(i), row]).map((draft) => ({
      ...draft,
      blocks: draft.blocks.map((block) =>
        block.text === row ? { ...block, kind: 'table-row' as const } : block,
      ),
    }));
    const { removed, findings } = await gone(tables);
    expect(removed.flat()).toEqual([]);
    expect(findings.listed).toMatchObject([
      { text: row, verdict: 'kept', why: expect.stringMatching(/table/) },
    ]);
  });

  it('background in the same words stays where the articles are about it', async () => {
    const background =
      'The ferry and the bridge of the harvest market burned down after winter, neighbours told.';
    const { removed, findings } = await gone(
      pages(12, (i) => [paragraph(i, 1), paragraph(i, 2), background, paragraph(i, 3), paragraph(i, 4)]),
    );
    expect(removed.flat()).toEqual([]);
    expect(findings.listed).toMatchObject([
      { text: background, verdict: 'kept', why: expect.stringMatching(/speaks of/) },
    ]);
  });

  it('long paragraphs stay, however often they stand there', async () => {
    const long = `${STAFF} `.repeat(12).trim();
    const { removed } = await gone(pages(12, (i) => [...text(i), ...text(i + 30), ...text(i + 60), long]));
    expect(removed.flat()).toEqual([]);
  });

  it('a page loses at most a small share of its text', async () => {
    const { removed, tooMuch } = await gone(
      pages(12, (i) =>
        i === 0 ? ['A short notice of one line, number nought.', SLOGAN, STAFF] : [...text(i), SLOGAN, STAFF],
      ),
    );
    expect(removed[0]).toEqual([]);
    expect(tooMuch).toBe(1);
    expect(removed.slice(1)).toEqual(Array(11).fill([SLOGAN, STAFF]));
  });
});

describe('the order of the pages', () => {
  it('makes no difference', async () => {
    const articles = pages(30, (i) => (i % 3 ? [...text(i), SLOGAN] : [STAFF, ...text(i % 9)]));
    const shuffled = articles.toSorted(
      (a, b) => ((Number.parseInt(a.id, 16) * 7) % 30) - ((Number.parseInt(b.id, 16) * 7) % 30),
    );
    const [one, other] = [await gone(articles), await gone(shuffled)];
    expect(other.findings.listed).toEqual(one.findings.listed);
    expect(other.removed.flat().toSorted()).toEqual(one.removed.flat().toSorted());
    expect(one.removed.flat().length).toBeGreaterThan(0);
  });
});
