/** Any page goes through the pipeline: nothing is lost on the way, and every fact stands where it says it does. */
import assert from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import type { Config } from '../../config/schema.ts';
import { type Block, type BlockKind, body, type Draft } from '../../indexer/draft.ts';
import { toArticle } from '../../indexer/load/document.ts';
import { pipeline } from '../../indexer/pipeline.ts';
import { type Promised, promised } from './promised.ts';
import { wild } from './texts.ts';

const KINDS: readonly BlockKind[] = [
  'heading',
  'paragraph',
  'list-item',
  'quote',
  'caption',
  'table-row',
  'code',
];
const PATHS = ['', 'main>article>p', 'aside.promo>p', 'div.comments>ul>li', 'a.b.c', 'footer>p'];

/** A page of any blocks: what it holds is made of wild texts and of the examples of the rules. */
function pages(config: Config): Arbitrary<Draft> {
  const examples = config.boilerplate.flatMap(({ match, keep }) => [...match, ...keep]);
  const text = fc
    .oneof({ weight: 3, arbitrary: wild(25) }, { weight: 1, arbitrary: fc.constantFrom(...examples) })
    .map((written) => written.trim())
    .filter((written) => written !== '');
  const block = fc.record({
    text,
    kind: fc.constantFrom(...KINDS),
    markup: fc.option(
      fc.record({ path: fc.constantFrom(...PATHS), linkDensity: fc.double({ min: 0, max: 1, noNaN: true }) }),
      { nil: undefined },
    ),
  });
  const stated = fc.record(
    { title: wild(5), published: wild(3), source: wild(3), language: wild(2), url: wild(3), author: wild(3) },
    { requiredKeys: [] },
  );
  const head = fc.record({
    title: wild(6),
    lang: wild(1),
    metas: fc.dictionary(
      fc.constantFrom('og:title', 'article:published_time', 'author', 'og:site_name', 'date'),
      fc.array(wild(3), { maxLength: 2 }),
    ),
    jsonLd: fc.array(jsonLd, { maxLength: 2 }),
    times: fc.constant([]),
  });
  return fc
    .record({
      blocks: fc.array(block, { maxLength: 12 }),
      meta: fc.record({ sidecar: stated, record: stated, head }, { requiredKeys: [] }),
    })
    .map(({ blocks, meta }) => {
      let offset = 0;
      return {
        id: '0'.repeat(16),
        path: 'page.html',
        format: 'html' as const,
        blocks: blocks.map(({ markup, ...rest }, i): Block => {
          const at = offset;
          offset += rest.text.length + 1;
          return { ...rest, line: i + 1, offset: at, ...(markup && { markup }) };
        }),
        meta,
        facts: {},
        removals: [],
      };
    });
}

const jsonLd = fc.dictionary(
  fc.constantFrom('@type', 'datePublished', 'headline', 'publisher', 'author', '__proto__'),
  fc.oneof(wild(3), fc.jsonValue({ maxDepth: 2 }), fc.constant('NewsArticle')),
);

export function pagePromises(config: Config): readonly Promised[] {
  const judge = pipeline(config);
  return [
    promised(
      'any page goes through the pipeline, and nothing of it is lost',
      20,
      fc.property(pages(config), (page) => {
        const judged = judge(page);
        assertWhole(page, judged);
        assertFacts(judged);
        JSON.stringify(toArticle(judged));
      }),
    ),
  ];
}

/** Every block is either kept or removed, with its words. */
function assertWhole(page: Draft, judged: Draft): void {
  const left = [...judged.blocks, ...judged.removals.map(({ block }) => block)];
  const text = (blocks: readonly Block[]) =>
    [...blocks]
      .sort((a, b) => a.offset - b.offset)
      .map((block) => block.text)
      .join('')
      .replace(/\s+/gu, '');
  assert.equal(text(left), text(page.blocks));
  for (const { rule, reason } of judged.removals)
    assert(rule !== '' && reason !== '', 'a removal without a reason');
}

function assertFacts(judged: Draft): void {
  const { entities = [], completeness, published, language } = judged.facts;
  const text = `${judged.facts.title?.value ?? ''}\n\n${body(judged)}`;
  for (const { name, count, forms, offsets } of entities) {
    assert(
      name.trim() !== '' && count === offsets.length,
      `«${name}» is counted ${count} times and stands at ${offsets.length} places`,
    );
    for (const [start, end] of offsets)
      assert(
        forms.includes(text.slice(start, end).replace(/\s+/gu, ' ')),
        `«${text.slice(start, end)}» is no form of «${name}»`,
      );
  }
  const share = completeness?.value ?? 0;
  assert(share >= 0 && share <= 1, `completeness is ${share}`);
  if (published)
    assert(
      /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?$/.test(published.value.date),
      published.value.date,
    );
  assert(/^[a-z]{2,3}$/.test(language?.value ?? 'und'), String(language?.value));
}
