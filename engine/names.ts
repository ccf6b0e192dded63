/** The indexes of one corpus in the engine, all made from the one name in `config/index.yml`. */

export interface IndexPair {
  readonly articles: string;
  /** Holds one document, the Build, and is swapped in the same task as the articles. */
  readonly builds: string;
}

export interface IndexNames {
  readonly live: IndexPair;
  readonly staging: IndexPair;
  readonly previous: IndexPair;
}

export function indexNames(base: string): IndexNames {
  const pair = (name: string): IndexPair => ({ articles: name, builds: `${name}_builds` });
  return { live: pair(base), staging: pair(`${base}_staging`), previous: pair(`${base}_previous`) };
}
