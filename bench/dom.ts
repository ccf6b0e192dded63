/** HTML text -> a DOM that always has one html, one head and one body, however broken the page: what Readability needs. */
import { parseHTML } from 'linkedom/worker';

/** Elements that belong into a head; whatever else stands there is body. */
const METADATA = new Set(['TITLE', 'META', 'LINK', 'SCRIPT', 'STYLE', 'BASE', 'TEMPLATE', 'NOSCRIPT']);

/**
 * Parses a page or a fragment. The parser adds no missing elements and keeps doubled ones, so that a page without
 * html or body, with two of them, or with text after the end is put right here. Depth is bounded by memory only.
 */
export function parseDocument(html: string): Document {
  const { document } = parseHTML(html);
  return isSound(document) ? document : rebuilt(document);
}

function isSound(document: Document): boolean {
  const root = document.documentElement;
  if (root?.tagName !== 'HTML' || !onlySpaceBeside(document, root)) return false;
  const head = root.firstElementChild;
  const body = head?.nextElementSibling;
  if (head?.tagName !== 'HEAD' || body?.tagName !== 'BODY' || body.nextElementSibling) return false;
  for (let node = head.firstChild; node; node = node.nextSibling) if (!isMetadata(node)) return false;
  for (let node = root.firstChild; node; node = node.nextSibling)
    if (node !== head && node !== body && !isBlank(node)) return false;
  return true;
}

function onlySpaceBeside(document: Document, root: Element): boolean {
  return [...document.childNodes].every((node) => node === root || isBlank(node));
}

/** Comments, doctypes and white space: nothing that a reader would see. */
const isBlank = (node: Node): boolean =>
  node.nodeType !== 1 && (node.nodeType !== 3 || (node.textContent ?? '').trim() === '');

const isMetadata = (node: Node): boolean => isBlank(node) || METADATA.has(node.nodeName.toUpperCase());

function rebuilt(broken: Document): Document {
  const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>');
  const { documentElement: root, head, body } = document;
  const adopt = (from: Node, within: 'root' | 'head' | 'body') => {
    for (const node of [...from.childNodes]) {
      const name = node.nodeName.toUpperCase();
      if (within !== 'body' && (name === 'HTML' || name === 'HEAD' || name === 'BODY')) {
        if (name !== 'HEAD') copyAttributes(node as Element, name === 'HTML' ? root : body);
        adopt(node, name === 'HTML' ? 'root' : name === 'HEAD' ? 'head' : 'body');
      } else if (node.nodeType === 1 || node.nodeType === 3)
        (within !== 'body' && body.firstChild === null && isMetadata(node) ? head : body).appendChild(node);
    }
  };
  adopt(broken, 'root');
  return document;
}

function copyAttributes(from: Element, to: Element): void {
  for (const { name, value } of [...from.attributes])
    if (!to.hasAttribute(name)) to.setAttribute(name, value);
}
