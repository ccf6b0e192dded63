/** The indexes of one corpus in the engine, all made from the one name in `config/index.yml`. */

export interface IndexSet {
  readonly articles: string;
  /** What was stripped from the pages: one document for each article that lost something. */
  readonly removed: string;
  /** Holds one document, the Build, and is swapped in the same task as the articles. */
  readonly builds: string;
}

export interface IndexNames {
  readonly live: IndexSet;
  readonly staging: IndexSet;
  readonly previous: IndexSet;
}

export function indexNames(base: string): IndexNames {
  const set = (name: string): IndexSet => ({
    articles: name,
    removed: `${name}_removed`,
    builds: `${name}_builds`,
  });
  return { live: set(base), staging: set(`${base}_staging`), previous: set(`${base}_previous`) };
}
