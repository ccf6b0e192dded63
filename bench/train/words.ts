/**
 * `npm run train:words -- --vectors FILE --surnames FILE --first-names FILE --places FILE --regions FILE [--out FILE]`: writes
 * what the name tagger knows of words before any training (`tagger/known-words.ts`). Where the files come from and under which
 * licences stands in docs/names-model.md. The same files give the same bytes.
 *
 * - vectors: `{ words: [...], vectors: { word: [...] } }`, the most frequent word first; clusters are made of them.
 * - surnames, first names: CSV with the columns `name` and `count`.
 * - places: `{ id: { name, population, alternatenames } }`.
 * - regions: CLDR's names of countries' subdivisions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEGREES, type KnownWord, packWords } from '../../indexer/enrich/entities/tagger/known-words.ts';
import { clustersOf } from './clusters.ts';

const OUT = fileURLToPath(
  new URL('../../indexer/enrich/entities/tagger/known-words.bin.gz', import.meta.url),
);
/** Words that clusters are made of and words that are put into them; the rest of the vectors are of rare words. */
const LEARNED = 60_000;
const CLUSTERED = 150_000;
const WIDTHS = { wide: 40, middle: 256, narrow: 2048 };
/** Bearers of the rarest names that are taken, and how the degrees go on from there. */
const FEWEST = 100;
const STEPS_OF_TEN = 1.25;
/** Inhabitants above which a place is of the next degree; other spellings are taken of those above the second. */
const POPULATIONS = [50_000, 200_000, 1_000_000];
const OTHER_SPELLINGS = 100_000;
const WORD = /^[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*$/u;
const ENGLISH_SPELLING = /^[A-Z][a-zA-Z\u00C0-\u017F-]{4,}$/u;

const { values } = parseArgs({
  options: {
    vectors: { type: 'string' },
    surnames: { type: 'string' },
    'first-names': { type: 'string' },
    places: { type: 'string' },
    regions: { type: 'string' },
    out: { type: 'string', default: OUT },
  },
});
const { vectors, surnames, 'first-names': firstNames, places, regions } = values;
if (vectors && surnames && firstNames && places && regions)
  run({ vectors, surnames, firstNames, places, regions });
else {
  process.stderr.write(
    'usage: npm run train:words -- --vectors FILE --surnames FILE --first-names FILE --places FILE --regions FILE [--out FILE]\n',
  );
  process.exitCode = 2;
}

interface Files {
  readonly vectors: string;
  readonly surnames: string;
  readonly firstNames: string;
  readonly places: string;
  readonly regions: string;
}

function run(files: Files): void {
  const { words, clusters, middle, wide } = clustered(files.vectors);
  const surname = degreesOf(files.surnames);
  const firstName = degreesOf(files.firstNames);
  const place = placesOf(files.places, files.regions);
  const all = new Set([...words, ...surname.keys(), ...firstName.keys(), ...place.keys()]);
  const clusterOf = new Map(words.map((word, i) => [word, (clusters[i] ?? 0) + 1]));
  const known = [...all].map(
    (word): KnownWord => ({
      word,
      cluster: clusterOf.get(word) ?? 0,
      surname: surname.get(word) ?? 0,
      firstName: firstName.get(word) ?? 0,
      place: place.get(word) ?? 0,
    }),
  );
  const file = packWords(known, { middle, wide });
  writeFileSync(values.out, file);
  process.stderr.write(
    `${known.length} words (${words.length} in clusters, ${surname.size} surnames, ${firstName.size} first names, ${place.size} places), ${file.length} bytes\n`,
  );
}

/** Words and their clusters; the middle and the wide cluster, from 1, of each cluster. */
function clustered(file: string) {
  const { words: all, vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly words: readonly string[];
    readonly vectors: Readonly<Record<string, readonly number[]>>;
  };
  const words = all.slice(0, CLUSTERED).filter((word) => /\p{L}/u.test(word));
  const { narrow, middleOf, wideOf } = clustersOf(
    words.map((word) => vectors[word] ?? []),
    LEARNED,
    WIDTHS,
  );
  return {
    words,
    clusters: narrow,
    middle: middleOf.map((cluster) => cluster + 1),
    wide: middleOf.map((cluster) => (wideOf[cluster] ?? 0) + 1),
  };
}

/** How common each name of a CSV file is. */
function degreesOf(file: string): Map<string, number> {
  const [head = '', ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/u);
  const columns = head.toLowerCase().split(',');
  const [name, count] = [columns.indexOf('name'), columns.indexOf('count')];
  if (name < 0 || count < 0) throw new Error(`${file}: its first line names no columns "name" and "count"`);
  const degrees = new Map<string, number>();
  for (const row of rows) {
    const cells = row.split(',');
    const bearers = Number(cells[count]);
    if (!(bearers >= FEWEST) || !cells[name]) continue;
    const degree = Math.floor(Math.log10(bearers / FEWEST) * STEPS_OF_TEN) + 1;
    degrees.set(cells[name].toLowerCase(), Math.min(DEGREES - 1, degree));
  }
  return degrees;
}

interface Place {
  readonly name: string;
  readonly population: number;
  readonly alternatenames: readonly string[];
}

interface Regions {
  readonly subdivisions: {
    readonly localeDisplayNames: { readonly subdivisions: Readonly<Record<string, string>> };
  };
}

/** How large the largest place of each name is, of names of one word. */
function placesOf(places: string, regions: string): Map<string, number> {
  const degrees = new Map<string, number>();
  const add = (name: string, population: number) => {
    const word = name.trim().toLowerCase();
    if (word.length < 3 || !WORD.test(word)) return;
    const degree = 1 + POPULATIONS.filter((least) => population >= least).length;
    degrees.set(word, Math.max(degree, degrees.get(word) ?? 0));
  };
  const list = JSON.parse(readFileSync(places, 'utf8')) as Readonly<Record<string, Place>>;
  for (const { name, population, alternatenames } of Object.values(list)) {
    add(name, population);
    if (population < OTHER_SPELLINGS) continue;
    for (const other of alternatenames) if (ENGLISH_SPELLING.test(other)) add(other, 0);
  }
  const { subdivisions } = (JSON.parse(readFileSync(regions, 'utf8')) as Regions).subdivisions
    .localeDisplayNames;
  for (const name of Object.values(subdivisions)) add(name, POPULATIONS[1] ?? 0);
  return degrees;
}
