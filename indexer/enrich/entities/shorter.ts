/** A shorter name joins the one longer name of the text that it is a part of: `Orvedal`, `Tomas Orvedal`. */
import { addTo, fullest, type Group, joinInto, rootOf, wordsOf } from './groups.ts';
import { PARTICLES, SUFFIXES } from './names.ts';
import { soundKey } from './sounds.ts';
import { REGNAL } from './trim.ts';

/** Words after which an organisation is still the same: `Wagner`, `Wagner Group`. */
const FORMS_OF_ORGANISATION = new Set(
  (
    'group inc corp corporation company co ltd limited llc plc ag sa se gmbh nv spa holdings holding organisation ' +
    'organization technologies motors industries energy airlines airways systems pharmaceuticals media partners ' +
    'capital international enterprises foods steel petroleum telecom insurance bank financial'
  ).split(' '),
);
/** Words before which an organisation is still the same in a text that has one such: `National Army`, `Libyan National Army`. */
const MOST_BEFORE = 1;
/** Words of the shortest name that a word may stand before. */
const FEWEST_AFTER = 2;

interface Named {
  readonly group: Group;
  /** Without a suffix. */
  readonly words: readonly string[];
  /** `jr`, `sr`, `ii`: two that differ are two people. */
  readonly suffix: string | undefined;
}

export function joinShorter(groups: readonly Group[]): Group[] {
  const named = groups.map(namedOf);
  // Names by the first word, and people by how the last one sounds: no others can be the longer one. The longest come
  // first, so that no name is compared with its equals in length.
  const byFirst = new Map<string, Named[]>();
  const byLast = new Map<string, Named[]>();
  const longestFirst = named.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  for (const name of longestFirst) {
    if (name.group.type !== 'place') addTo(byFirst, name.words[0] ?? '', name);
    if (name.group.type === 'person') addTo(byLast, soundOf(name.words.at(-1)), name);
    else if (name.group.type === 'org') addTo(byLast, name.words.at(-1) ?? '', name);
  }
  const target = new Map<Group, Group>();
  for (const shorter of longestFirst) {
    const surname = shorter.words.findLast((word) => !PARTICLES.has(word));
    const lists = [
      byFirst.get(shorter.words[0] ?? ''),
      byLast.get(soundOf(surname)),
      byLast.get(shorter.words.at(-1) ?? ''),
    ];
    const roots = rootsOf(shorter, lists, target);
    // of several the one of its own type; two of it say no more
    const own = [...roots].filter((root) => root.type === shorter.group.type);
    const [into, ...others] = own.length > 0 ? own : roots;
    if (into && others.length === 0 && into !== shorter.group) target.set(shorter.group, into);
  }
  return joinInto(groups, target);
}

/** The entities a name is a part of; longer names that joined already are one. */
function rootsOf(
  shorter: Named,
  lists: readonly (readonly Named[] | undefined)[],
  target: ReadonlyMap<Group, Group>,
): ReadonlySet<Group> {
  const roots = new Set<Group>();
  let own = 0;
  for (const list of lists)
    for (const longer of list ?? []) {
      if (lengthOf(longer) <= lengthOf(shorter) || own > 1) break;
      if (!isPartOf(shorter, longer)) continue;
      const root = rootOf(longer.group, target);
      if (!roots.has(root) && root.type === shorter.group.type) own++;
      roots.add(root);
    }
  return roots;
}

function namedOf(group: Group): Named {
  const all = wordsOf(fullest(group));
  const words = all.length > 1 && group.type === 'person' && REGNAL.has(all[0] ?? '') ? all.slice(1) : all;
  const last = words.at(-1) ?? '';
  return words.length > 1 && group.type === 'person' && SUFFIXES.has(last)
    ? { group, words: words.slice(0, -1), suffix: last }
    : { group, words, suffix: undefined };
}

/** An initial is less than a name: `J. Adler` is shorter than `John Adler`, and that than `John Q. Adler`. */
const lengthOf = ({ words, suffix }: Named): number =>
  words.reduce((sum, word) => sum + (word.length > 1 ? 1 : 0.5), suffix ? 1 : 0);

function isPartOf(shorter: Named, longer: Named): boolean {
  if (shorter.group.known && longer.group.known) return false;
  if ((shorter.group.sure || longer.group.sure) && shorter.group.type !== longer.group.type) return false;
  if (shorter.suffix !== undefined && shorter.suffix !== longer.suffix) return false;
  if (longer.group.type === 'person') return !shorter.group.known && isPartOfPerson(shorter, longer);
  return (
    longer.group.type === 'org' && shorter.group.type !== 'place' && isPartOfOrganisation(shorter, longer)
  );
}

function isPartOfOrganisation({ group, words: short }: Named, { words: long }: Named): boolean {
  const isStart = short.every((word, i) => word === long[i]);
  if (isStart && long.slice(short.length).every((word) => FORMS_OF_ORGANISATION.has(word))) return true;
  return (
    group.type === 'org' &&
    !group.known &&
    short.length >= FEWEST_AFTER &&
    long.length - short.length <= MOST_BEFORE &&
    short.every((word, i) => word === long[long.length - short.length + i])
  );
}

/** `Mesmari` is a part of `Ahmad al-Mesmari`, `von der Leyen` of `Ursula von der Leyen`, `J. Adler` of `John Adler`. */
function isPartOfPerson({ group, words: short, suffix }: Named, { words: long, ...longer }: Named): boolean {
  // a full name without `Jr.` is his father's
  if (short.length > 1 && suffix !== longer.suffix) return false;
  const own = short.filter((word) => !PARTICLES.has(word));
  const surname = long.slice(-own.length);
  if (own.length > 0 && own.every((word, i) => word === surname[i] || soundOf(word) === soundOf(surname[i])))
    return own.length === 1 || short.length < long.length;
  // the first and the last word of a longer name, or a first name alone
  if (short.length === 2) return isFirst(short[0], long[0]) && short[1] === long.at(-1);
  return group.type === 'person' && short.length === 1 && short[0] === long[0];
}

const isFirst = (short = '', long = ''): boolean =>
  short === long || (short.length === 1 && long.startsWith(short));

const soundOf = (word: string | undefined): string => (word ? soundKey(word) || word : '');
