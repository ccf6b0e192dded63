/** Packages that most pages need nothing of: loaded when first asked for, not at the start. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Returns a function that gives the package of this name, once loaded always the same. */
export function later<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => {
    loaded ??= load(name) as T;
    return loaded;
  };
}
