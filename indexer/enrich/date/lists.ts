/** Tells dates of a list, of articles or of comments: the same element comes again, with another day. */

interface Placed {
  /** Names of its element and those around it; empty in plain text. */
  readonly path: string;
  readonly date: string;
}

/** Whether a date is one of a list among those given. */
export function lists(all: readonly Placed[]): (one: Placed) => boolean {
  const days = new Map<string, Set<string>>();
  for (const { path, date } of all) {
    const key = keyOf(path);
    const seen = days.get(key) ?? new Set();
    days.set(key, seen.add(date.slice(0, 10)));
  }
  return ({ path }) => path !== '' && (days.get(keyOf(path))?.size ?? 0) > 1;
}

/** Without numbers: each item of a list has its own. */
const keyOf = (path: string): string => path.replace(/\d+/gu, '');
