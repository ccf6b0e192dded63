/** Groups of positions that only ever grow together. */

/** The smallest position names a group; joins are final. */
export interface Groups {
  find(position: number): number;
  join(a: number, b: number): void;
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
  };
}
