/** Groups of positions that only ever grow together. */

/** The smallest position names a group; joins are final. */
export interface Groups {
  find(position: number): number;
  join(a: number, b: number): void;
  /** The positions of each group, ascending; groups in the order of their names. */
  members(): Iterable<Uint32Array>;
}

/** Every position of `size` on its own: 4 bytes each. */
export function createGroups(size: number): Groups {
  const parent = Uint32Array.from({ length: size }, (_, position) => position);
  const find = (position: number): number => {
    let root = position;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = position; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  return {
    find,
    join(a, b) {
      const [one, two] = [find(a), find(b)];
      parent[Math.max(one, two)] = Math.min(one, two);
    },
    *members() {
      const ends = new Uint32Array(size + 1);
      for (let position = 0; position < size; position++)
        ends[find(position) + 1] = (ends[find(position) + 1] as number) + 1;
      for (let name = 0; name < size; name++)
        ends[name + 1] = (ends[name + 1] as number) + (ends[name] as number);
      const ordered = new Uint32Array(size);
      const next = ends.slice();
      for (let position = 0; position < size; position++) {
        const name = find(position);
        ordered[next[name] as number] = position;
        next[name] = (next[name] as number) + 1;
      }
      for (let name = 0; name < size; name++)
        if (find(name) === name) yield ordered.subarray(ends[name], ends[name + 1]);
    },
  };
}
