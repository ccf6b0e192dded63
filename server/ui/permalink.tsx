/** @jsxImportSource preact */
/** The address of a paragraph. It stands behind the text: before it, its own letters would tell the direction. */

/** The id of a paragraph by its place in the article, from 0. */
export const paragraphId = (place: number): string => `p${place + 1}`;

export const Permalink = ({ place }: { readonly place: number }) => (
  <a class="permalink" href={`#${paragraphId(place)}`} aria-label={`Link to paragraph ${place + 1}`}>
    ¶
  </a>
);
