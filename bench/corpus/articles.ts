/** Articles in any number: the one with a number is always the same, and is made without those before it. */
import { type Chance, chanceOf } from '../stories/random.ts';
import { LANGUAGES, type Language, type Material } from './material.ts';
import { PHRASES } from './phrases.ts';
import { type Cast, capital, headline, nameOf, reworded, zipf } from './wording.ts';

/** How the pages divide among the languages, in percent. */
const SHARES: Readonly<Record<Language, number>> = {
  en: 46,
  de: 10,
  fr: 10,
  es: 8,
  it: 6,
  pt: 6,
  ru: 6,
  ar: 3,
  zh: 3,
  ja: 2,
};
const SOURCES_EACH = 24;
const AGENCIES = ['Transmar', 'Reuters', 'AFP', 'dpa'];
/** Names there are: the first stand in very many articles, most of them in few. */
const NAMES = 40_000;
/** Shares of pages that tell what another page tells. */
const COPIES = 0.18;
const EXCERPTS = 0.06;
const REWRITES = 0.06;
/** A copy follows what it was made of within so many pages. */
const REACH = 600;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2019, 0, 1);
const DAYS = 2_400;

export interface Source {
  readonly name: string;
  readonly domain: string;
  readonly language: Language;
  /** Which layout its pages have, and what stands on each of them. */
  readonly number: number;
}

export interface MadeArticle {
  readonly number: number;
  readonly kind: 'original' | 'copy' | 'excerpt' | 'rewrite';
  /** The number of the article it was made of; its own for an original. */
  readonly original: number;
  readonly source: Source;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Who and what it is about; not each of them is named in every version. */
  readonly cast: Cast;
  readonly author: string;
  readonly agency: string | null;
  /** UTC, or null: the page tells none. */
  readonly published: Date | null;
}

export type Materials = ReadonlyMap<Language, Material>;

/** Of a language the source of a rank; the first have most of the pages. */
export function sourceOf(language: Language, rank: number): Source {
  const { mastheads } = PHRASES[language];
  const place = nameOf(6 + 10 * (rank + SOURCES_EACH * LANGUAGES.indexOf(language))).full;
  const name = (mastheads[rank % mastheads.length] ?? '{}').replace('{}', place);
  const slug = `${language}-${place.toLowerCase().replace(/[^a-z]+/g, '-')}-${rank}`;
  return { name, domain: `${slug}.example`, language, number: rank };
}

/** The article with a number. @param revision another text under the same address, as when a page is edited */
export function articleOf(materials: Materials, seed: string, number: number, revision = 0): MadeArticle {
  const chance = chanceOf(`${seed} page ${number}`);
  const { kind, of } = kinship(seed, number);
  const language = languageOf(seed, of);
  const material = materials.get(language);
  if (!material) throw new Error(`there is no material in ${language}`);
  const text = textOf(material, `${seed} text ${of}${revision > 0 ? ` revision ${revision}` : ''}`);
  const source = sourceOf(language, zipf(chance, SOURCES_EACH + 1));
  const author = `${nameOf(10 * zipf(chance, 300)).full}`;
  const told = kind === 'original' ? text : retold(kind, text, material, chance);
  const dayOfOriginal = chanceOf(`${seed} day ${of}`).between(0, DAYS);
  const later = kind === 'original' ? 0 : chance.between(0, 3);
  const isDated = !chance.happens(0.07);
  return {
    number,
    kind,
    original: of,
    source,
    ...told,
    author,
    agency: kind === 'copy' || chance.happens(0.1) ? (AGENCIES[of % AGENCIES.length] ?? null) : null,
    published: isDated
      ? new Date(FIRST_DAY + (dayOfOriginal + later) * DAY + chance.between(6 * 60, 22 * 60) * 60_000)
      : null,
  };
}

/** What a page tells: its own text, or that of a page before it, which is then followed to its origin. */
export function kinship(seed: string, number: number): { kind: MadeArticle['kind']; of: number } {
  const step = (page: number): { kind: MadeArticle['kind']; before: number } => {
    const chance = chanceOf(`${seed} kin ${page}`);
    const lot = chance.next();
    const kind =
      lot < COPIES
        ? 'copy'
        : lot < COPIES + EXCERPTS
          ? 'excerpt'
          : lot < COPIES + EXCERPTS + REWRITES
            ? 'rewrite'
            : 'original';
    const before = page - chance.between(1, REACH);
    return kind === 'original' || before < 0 ? { kind: 'original', before: page } : { kind, before };
  };
  const { kind, before } = step(number);
  let of = before;
  while (step(of).before !== of) of = step(of).before;
  return { kind, of };
}

function languageOf(seed: string, number: number): Language {
  let lot = chanceOf(`${seed} language ${number}`).next() * 100;
  for (const language of LANGUAGES) {
    lot -= SHARES[language];
    if (lot < 0) return language;
  }
  return 'en';
}

type Text = Pick<MadeArticle, 'title' | 'paragraphs' | 'cast'>;

function textOf(material: Material, seed: string): Text {
  const chance = chanceOf(seed);
  const cast: Cast = {
    names: Array.from({ length: chance.between(3, 9) }, () => nameOf(zipf(chance, NAMES))),
  };
  const title = headline(material, cast, chance);
  const join = material.language === 'zh' || material.language === 'ja' ? '' : ' ';
  const paragraphs = Array.from({ length: chance.between(5, 17) }, () =>
    Array.from({ length: chance.between(1, 4) }, () =>
      capital(reworded(material, chance.pick(material.sentences), cast, chance)),
    ).join(join),
  );
  return { title, paragraphs, cast };
}

function retold(kind: 'copy' | 'excerpt' | 'rewrite', text: Text, material: Material, chance: Chance): Text {
  const { title, paragraphs, cast } = text;
  if (kind === 'copy')
    return chance.happens(0.3) ? { title, paragraphs: paragraphs.slice(0, -1), cast } : text;
  if (kind === 'excerpt')
    return { title, paragraphs: paragraphs.slice(0, Math.max(2, Math.round(paragraphs.length * 0.4))), cast };
  const other = { names: [nameOf(zipf(chance, NAMES))] };
  return {
    cast,
    title: headline(material, other, chance),
    paragraphs: paragraphs.map((one) =>
      one.replace(/(?<=[\p{Ll}] )\p{Ll}{5,}(?= )/gu, (word) =>
        chance.happens(0.25) ? (material.words[zipf(chance, material.words.length)] ?? word) : word,
      ),
    ),
  };
}
