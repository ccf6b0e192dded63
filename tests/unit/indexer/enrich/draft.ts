/** Drafts built by hand: what stands above, in and below the body of a page. */
import type { RemovalKind } from '../../../../config/schema.ts';
import type { Block, Draft, Facts, Meta, PageHead } from '../../../../indexer/draft.ts';

type Stripped = string | readonly [text: string, kind: RemovalKind];

export interface Parts {
  readonly title?: string;
  readonly above?: readonly Stripped[];
  readonly body?: readonly string[];
  readonly below?: readonly Stripped[];
  readonly url?: string;
  readonly meta?: Meta;
  readonly facts?: Facts;
}

/** Above the body is stripped as `header`, below it as `notice`, unless the kind is given. */
export function draftOf({
  title,
  above = [],
  body = [],
  below = [],
  url,
  meta = {},
  facts = {},
}: Parts): Draft {
  let line = 0;
  const block = (text: string, kind: Block['kind'] = 'paragraph'): Block => ({
    text,
    kind,
    line: ++line,
    offset: 0,
  });
  const strip = (parts: readonly Stripped[], kind: RemovalKind) =>
    parts.map((part) => {
      const [text, own] = typeof part === 'string' ? [part, kind] : part;
      return { rule: 'test/test', kind: own, reason: 'a test', block: block(text) };
    });
  const removedAbove = strip(above, 'header');
  const blocks = [...(title ? [block(title, 'title')] : []), ...body.map((text) => block(text))];
  const removals = [...removedAbove, ...strip(below, 'notice')];
  return {
    id: '0',
    path: 'a.txt',
    format: 'text',
    blocks,
    meta,
    facts: { ...(title ? { title: { value: title, evidence: title, reader: 'test' } } : {}), ...facts },
    removals,
    ...(url ? { url } : {}),
  };
}

export const headOf = (parts: Partial<PageHead> = {}): PageHead => ({
  metas: {},
  jsonLd: [],
  times: [],
  ...parts,
});
