/** What several readers ask of the page at hand, worked out once. */
import type { Draft } from '../draft.ts';

/** The same function, which gives its last answer again where it is asked the same while a page is judged, and keeps nothing beyond. */
export function remembered<T, Rest extends readonly unknown[]>(
  read: (draft: Draft, ...rest: Rest) => T,
): (draft: Draft, ...rest: Rest) => T {
  let last: { readonly draft: Draft; readonly rest: Rest; readonly answer: T } | undefined;
  return (draft, ...rest) => {
    if (last?.draft === draft && last.rest.every((value, i) => value === rest[i])) return last.answer;
    const answer = read(draft, ...rest);
    last = { draft, rest, answer };
    // A page is judged without a pause: the next one needs the room.
    queueMicrotask(() => {
      last = undefined;
    });
    return answer;
  };
}
