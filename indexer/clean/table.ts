/** Features as columns: one number a block under one name. */

/** The numbers of all blocks of a page for one feature. */
export type Column = Float64Array;

/** One column a name, one number a block. A column is made when it is first asked for: no forest asks for all. */
export interface FeatureTable {
  readonly names: readonly string[];
  /** @throws if there is no such feature */
  column(name: string): Column;
}

/** Adds a column by what makes it. */
export type AddColumn = (name: string, make: () => Column) => void;

/** Columns by name, each made once. */
export function lazyTable(): { readonly table: () => FeatureTable; readonly add: AddColumn } {
  const makers = new Map<string, () => Column>();
  const made = new Map<string, Column>();
  const column = (name: string): Column => {
    const there = made.get(name);
    if (there) return there;
    const make = makers.get(name);
    if (!make) throw new Error(`the feature «${name}» is not measured: run npm run train:blocks`);
    const values = make();
    made.set(name, values);
    return values;
  };
  return {
    add: (name, make) => void makers.set(name, make),
    table: () => ({ names: [...makers.keys()], column }),
  };
}

/** The columns of several tables as one; a name stands in one of them only. */
export function joined(...tables: readonly FeatureTable[]): FeatureTable {
  const owners = new Map(tables.flatMap((table) => table.names.map((name) => [name, table] as const)));
  return {
    names: [...owners.keys()],
    column: (name) => (owners.get(name) ?? (tables[0] as FeatureTable)).column(name),
  };
}
