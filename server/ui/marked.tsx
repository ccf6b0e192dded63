/** @jsxImportSource preact */
/** Text with the words found marked; Preact escapes what is in it. */
import type { MarkedText } from '../snippets/marked.ts';

export const Marked = ({ text }: { readonly text: MarkedText }) => (
  <>{text.map((part) => (part.marked ? <mark>{part.text}</mark> : part.text))}</>
);
