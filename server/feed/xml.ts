/** XML as text: every value escaped, and what XML 1.0 does not know left out. */

/** Control characters, halves of surrogate pairs, and two that are no characters. */
const NO_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text.replace(NO_XML, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** A written element. */
export interface Xml {
  readonly xml: string;
}

/** An element with its attributes; those that are null or undefined are not there. Children are texts or elements. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null | undefined>>,
  ...children: readonly (string | Xml | null)[]
): Xml {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === null || value === undefined ? '' : ` ${key}="${escaped(value)}"`))
    .join('');
  const inside = children
    .map((child) => (child === null ? '' : typeof child === 'string' ? escaped(child) : child.xml))
    .join('');
  return { xml: inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` };
}

/** A document with this root. */
export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="utf-8"?>\n${root.xml}\n`;
