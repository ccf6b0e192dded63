/**
 * Lessons of our own for the name tagger: made-up newswire, for what openly licensed data hardly hold (reports of matches,
 * tables of results, markets, reviews of newspapers), where a country or a town may be the name of a team.
 *
 * `newswire/*.txt` holds documents parted by blank lines, a sentence a line, in tokens parted by spaces. `{kind:key}` is a
 * name drawn from `fillers.txt` or from the lexicon's first names and surnames: the same one for the same key in a
 * document; in capitals where the kind is (`{NATION:a}`), and with a capital where it begins with one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { lcg } from './random.ts';

const FOLDER = new URL('./newswire/', import.meta.url);
const FILLERS = 'fillers.txt';
const SLOT = /\{(\w+)(?::(\w+))?\}/gu;
const TYPES: Readonly<Record<string, string>> = {
  nation: 'ORG',
  club: 'ORG',
  cityteam: 'ORG',
  usteam: 'ORG',
  ustownteam: 'ORG',
  uscity: 'ORG',
  company: 'ORG',
  carmaker: 'ORG',
  paper: 'ORG',
  agency: 'ORG',
  party: 'ORG',
  ngo: 'ORG',
  ministry: 'ORG',
  country: 'LOC',
  city: 'LOC',
  ustown: 'LOC',
  person: 'PER',
  last: 'PER',
  initial: 'PER',
};

/** Words of the lexicon by class. */
export type ClassedWords = Readonly<Record<string, string>>;

/** Documents as `readDocuments` wants them: each template `copies` times, with other names. The same ones every time. */
export function newswire(words: ClassedWords, copies: number): string {
  const fillers = readFillers();
  const names = {
    first: listOf(`${words.MaleName ?? ''} ${words.FemaleName ?? ''}`),
    last: listOf(words.LastName ?? ''),
  };
  const random = lcg(1);
  const oneOf = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const documents = readdirSync(FOLDER)
    .filter((file) => file !== FILLERS)
    .sort()
    .flatMap((file) => readFileSync(new URL(file, FOLDER), 'utf8').split(/\n\s*\n/u));
  const made: string[] = [];
  for (let copy = 0; copy < copies; copy++) for (const document of documents) made.push(filled(document));
  return made.join('\n\n');

  function filled(document: string): string {
    const drawn = new Map<string, string>();
    const once = (key: string, draw: () => string): string => {
      const known = drawn.get(key) ?? draw();
      drawn.set(key, known);
      return known;
    };
    const of = (kind: string) => fillers.get(kind) ?? [];
    const nameOf = (kind: string, key: string): string => {
      const surname = () => once(`last ${key}`, () => capital(oneOf(names.last)));
      const town = () => once(`team ${key}`, () => oneOf(of(random() < 0.2 ? 'lone' : 'city')));
      const american = () => once(`us ${key}`, () => oneOf(of('uscity'))).split('/');
      switch (kind) {
        case 'n':
          return String(1 + Math.floor(random() * (random() < 0.7 ? 9 : 120)));
        case 'day':
        case 'age':
          return String(1 + Math.floor(random() * 28));
        case 'last':
          return surname();
        case 'person':
          return `${once(`first ${key}`, () => capital(oneOf(names.first)))} ${surname()}`;
        case 'nation':
        case 'country':
          return once(`country ${key}`, () => oneOf(of('country')));
        case 'cityteam':
          return town();
        case 'club':
          return of('lone').includes(town())
            ? town()
            : once(`club ${key}`, () => oneOf(of('club'))).replace('*', town());
        case 'initial':
          return `${once(`initial ${key}`, () => oneOf(names.first).charAt(0).toUpperCase())}. ${surname()}`;
        case 'uscity':
        case 'ustown':
          return american()[0] ?? '';
        case 'usteam':
          return american()[1] ?? '';
        case 'ustownteam':
          return american().join(' ');
        default:
          if (!fillers.has(kind)) throw new Error(`bench/train/newswire: no filler is called "${kind}"`);
          return once(`${kind} ${key}`, () => oneOf(of(kind)));
      }
    };
    const rows = document
      .trim()
      .split('\n')
      .map((line) =>
        line
          .replace(SLOT, (_, written: string, key = '') => {
            const kind = written.toLowerCase();
            const name = nameOf(kind, key);
            const type = TYPES[kind];
            const shown = written === written.toUpperCase() && written.length > 1 ? name.toUpperCase() : name;
            return type
              ? shown
                  .split(' ')
                  .map((word, i) => `${word}\t${i === 0 ? 'B' : 'I'}-${type}`)
                  .join(' ')
              : shown;
          })
          .split(' ')
          .map((row) => (row.includes('\t') ? row : `${row}\tO`))
          .join('\n'),
      );
    return `-DOCSTART-\tO\n\n${rows.join('\n\n')}`;
  }
}

function readFillers(): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync(new URL(FILLERS, FOLDER), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [kind = '', list = ''] = line.split(': ');
      return [kind, list.split(', ')] as const;
    }),
  );
}

const listOf = (words: string): string[] => words.split(' ').filter((word) => word.length > 2);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
