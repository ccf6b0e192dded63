/** Arbitrary texts as the web could hold them at its worst. */
import fc, { type Arbitrary } from 'fast-check';

/** Words and signs that some part of the product looks at. */
const TELLING = [
  ...[
    'Reuters',
    'By Jane Doe',
    'Foto: dpa',
    'BERLIN (AP) —',
    'Read more',
    'Subscribe',
    'Share',
    'Cookies',
    '31.43 %',
  ],
  ...[
    '2023-08-22',
    '22. August 2023, 06:38 Uhr',
    '5 марта 2024 г.',
    '2024年3月5日',
    '٢٢ أغسطس ٢٠٢٣',
    '99/99/9999',
  ],
  ...[
    'Angela Merkel',
    'U.S.',
    'Łódź',
    'São Paulo',
    'Владимир Зеленский',
    '东京',
    'مصر',
    "d'Artagnan",
    'McDonald’s',
  ],
  ...[
    'Published:',
    'Updated',
    '...',
    '…',
    '[+123 chars]',
    '(more)',
    '- ',
    '• ',
    '| ',
    '» ',
    '# ',
    '> ',
    '1. ',
    '* * *',
  ],
  ...[
    '<p>',
    '</p>',
    '<br>',
    '<a href="x">',
    '</a>',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<td>',
    '&amp;',
    '&#0;',
    '<',
  ],
  ...[
    '__',
    '**',
    '_a',
    '`',
    '```\n',
    '[',
    '](',
    '![',
    ']',
    '~~',
    '\\',
    '---\n',
    'title: x\n',
    '{"',
    '":',
    '}',
    '\\u0000',
  ],
  ...[
    'source:',
    'person:"',
    'date:2023..',
    'is:',
    '-',
    '"',
    '«',
    '「',
    'OR',
    'lang:',
    '=HYPERLINK("x")',
    'javascript:alert(1)',
  ],
] as const;

/** What is hard to hold or to see: controls, halves of pairs, marks of direction, joiners, stacked accents. */
const TRICKS = [
  ...[
    '\0',
    '\x01',
    '\x02',
    '\x03',
    '\x04',
    '\x07',
    '\x0b',
    '\x1b[31m',
    '\x7f',
    '\x85',
    '\u2028',
    '\u2029',
    '\ufeff',
  ],
  ...[
    '\ud800',
    '\udc00',
    '\udbff\ud800',
    '\u{1f469}\u200d\u{1f467}',
    '\u{e0041}',
    '\ufffe',
    '\uffff',
    '\u{10ffff}',
  ],
  ...[
    '\u202e',
    '\u202d',
    '\u2066',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u200b',
    '\u200c',
    '\u2060',
    '\u00ad',
    '\u3000',
  ],
  ...['e\u0301', '\u0301'.repeat(40), 'İ', 'ß', 'ﬁ', 'ǅ', '\u1e9e', 'Σς', 'ﷺ', '𝔄', 'а', '\u0345', '１２'],
] as const;

const SPACES = [' ', ' ', ' ', '  ', '\n', '\n\n', '\t', '\r\n', '\r', '\u00a0', ''] as const;

const huge = fc
  .tuple(
    fc.constantFrom('a', 'A.', '1', '- ', 'É', '文', 'слово ', '|', '"', '_a', '<i>', '\ud800', '. '),
    fc.integer({ min: 50, max: 600 }),
  )
  .map(([unit, times]) => unit.repeat(times));

/** A piece of text of any kind. */
const piece: Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TELLING) },
  { weight: 3, arbitrary: fc.constantFrom(...TRICKS) },
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: huge },
);

/** Any text: sentences of telling words, tricks and noise. */
export const wild = (maxLength = 30): Arbitrary<string> =>
  fc
    .array(fc.tuple(piece, fc.constantFrom(...SPACES)), { maxLength })
    .map((pieces) => pieces.map(([text, space]) => text + space).join(''));
