/**
 * A corpus that comes out in editions. A fifth of its articles say in title, text and source which edition they are of,
 * and no two editions in a row have the same number of articles: so an answer tells which edition it rests on, and whether
 * it rests on two.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { articleOf, type Materials } from '../corpus/articles.ts';

/** Pages of one file: what an incremental run takes over or reads again. */
const FILE = 10;
/** Of five files one changes with each edition: less than what an incremental run makes a new index for. */
const CHANGING = 5;
/** Editions differ by up to so many articles. */
const SIZES = 5;

/** Stands in every article that changes with the edition, and in no other. */
export const TOPIC = 'zeppelinpost';
export const STANDING_SOURCE = 'The Standing Post';
export const sourceOf = (edition: number): string => `Edition${edition}x Gazette`;

/** The editions an answer speaks of. */
export function editionsIn(body: string): readonly number[] {
  return [...new Set([...body.matchAll(/edition(\d+)x/gi)].map(([, number]) => Number(number)))];
}

/** How many articles an edition has: all of them, and those that name it. */
export interface EditionSize {
  readonly articles: number;
  readonly naming: number;
}

export function sizeOf(pages: number, edition: number): EditionSize {
  const articles = pages + (edition % SIZES);
  let naming = 0;
  for (let number = 0; number < articles; number++) if (isNaming(number)) naming++;
  return { articles, naming };
}

const isNaming = (number: number): boolean => Math.floor(number / FILE) % CHANGING === 0;

/** Writes an edition over the one before: JSON Lines, some pages a file. */
export async function writeEdition(
  folder: string,
  { materials, seed, pages }: { materials: Materials; seed: string; pages: number },
  edition: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { articles } = sizeOf(pages, edition);
  const most = pages + SIZES - 1;
  for (let first = 0; first < most; first += FILE) {
    const lines: string[] = [];
    for (let number = first; number < Math.min(first + FILE, articles); number++) {
      const { title, paragraphs } = articleOf(materials, seed, number);
      const naming = isNaming(number);
      const text = naming
        ? [`The ${TOPIC} number ${number} of edition${edition}x reports.`, ...paragraphs]
        : paragraphs;
      lines.push(
        JSON.stringify({
          url: `https://editions.example/${number}`,
          title: naming ? `Edition${edition}x ${TOPIC} ${number}: ${title}` : `${number}: ${title}`,
          text: text.join('\n\n'),
          source: naming ? sourceOf(edition) : STANDING_SOURCE,
        }),
      );
    }
    const path = join(folder, `${first}.jsonl`);
    if (lines.length > 0) await writeFile(path, `${lines.join('\n')}\n`);
    else await rm(path, { force: true });
  }
}
