/** What closes what is the same as in the parser of htmlparser2, on pages as they are and on any heap of tags. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { readTags } from '../../../../../indexer/read/html/tags.ts';

const SEEDS = fileURLToPath(new URL('../../../../../seeds', import.meta.url));

function heard(html: string): unknown[] {
  const events: unknown[] = [];
  readTags(html, {
    open: (name, attributes, at) => events.push(['open', name, attributes, at]),
    text: (text) => events.push(text),
    close: () => events.push('close'),
  });
  return events;
}

/** The plain way. A tag that the page breaks off in is closed there though it never opened. */
function heardByParser(html: string): unknown[] {
  const events: unknown[] = [];
  let open = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open++;
        events.push(['open', name, attributes, parser.startIndex]);
      },
      ontext: (text) => events.push(text),
      onclosetag() {
        if (open-- > 0) events.push('close');
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return events;
}

const NAMES =
  `a b p div li ul table thead tbody tfoot tr td th dl dt dd br hr img input option optgroup select button
  rt rp ruby svg math title desc mi script style textarea xmp html head body h1 form section link __proto__`
    .trim()
    .split(/\s+/);
const name = fc.constantFrom(...NAMES, ...NAMES.map((each) => each.toUpperCase()));
const attributes = fc.constantFrom(
  '',
  '',
  '',
  ' a=1',
  ' a="x&amp;y" A=2',
  " __proto__='z'",
  ' b=&lt;&#x1f600;',
  ' /',
  ' checked',
);
const part = fc.oneof(
  fc.tuple(name, attributes).map(([tag, said]) => `<${tag}${said}>`),
  fc.tuple(name, attributes).map(([tag, said]) => `<${tag}${said}/>`),
  name.map((tag) => `</${tag}>`),
  fc.constantFrom(
    'text',
    '&amp;',
    '&notit;',
    '&#0;',
    '<!--c-->',
    '<![CDATA[d]]>',
    '<!doctype html>',
    '<?pi?>',
  ),
  fc.constantFrom('<', '</', '<a', '<a href="', '</b', '<!--', '<p x', '<script>', '\0', '\ud800'),
);

describe('tags', () => {
  it('open and close as the parser pairs them, whatever the heap', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const html = parts.join('');
        expect(heard(html)).toEqual(heardByParser(html));
      }),
      { numRuns: 3_000, seed: 20_260_305 },
    );
  });

  it('open and close as the parser pairs them on the pages of the demo corpus', () => {
    const pages = readdirSync(SEEDS, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(10);
    for (const path of pages) {
      const html = readFileSync(join(SEEDS, path), 'utf8');
      expect(heard(html), path).toEqual(heardByParser(html));
    }
  });
});
