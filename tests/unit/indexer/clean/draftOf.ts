import type { Block, Draft } from '../../../../indexer/draft.ts';

/** A plain-text draft with one paragraph a line. */
export function draftOf(lines: readonly string[], more: Partial<Draft> = {}): Draft {
  let offset = 0;
  const blocks = lines.map((text, i): Block => {
    const block: Block = { text, kind: 'paragraph', line: i + 1, offset };
    offset += text.length + 1;
    return block;
  });
  return {
    id: '0'.repeat(16),
    path: 'page.txt',
    format: 'text',
    blocks,
    meta: {},
    facts: {},
    removals: [],
    ...more,
  };
}
