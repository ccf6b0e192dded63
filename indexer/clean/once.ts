/** What several features share, made when the first of them is asked for. What it is made of is let go then. */
export function once<T>(make: () => T): () => T {
  let making: (() => T) | undefined = make;
  let made: { readonly value: T } | undefined;
  return () => {
    if (making) made = { value: making() };
    making = undefined;
    return (made as { readonly value: T }).value;
  };
}
