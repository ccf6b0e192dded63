/**
 * `npm run train:lexicon`: writes the word lists the tagger looks at, taken from compromise's lexicon (MIT), as data: at
 * run time the library itself, which takes most of a second to load, is not needed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nlp from 'compromise';
import { CLASSES } from '../../indexer/enrich/entities/tagger/lists.ts';

const OUT = fileURLToPath(new URL('../../indexer/enrich/entities/tagger/lexicon.json', import.meta.url));

interface Lexicon {
  readonly one: { readonly lexicon: Readonly<Record<string, string | readonly string[]>> };
}

const { lexicon } = (nlp.model() as unknown as Lexicon).one;
const words = new Map<string, string[]>(CLASSES.map((name) => [name, []]));
for (const [word, given] of Object.entries(lexicon)) {
  const own = typeof given === 'string' ? [given] : given;
  const best = CLASSES.find((name) => own.includes(name));
  // Tokens hold no spaces.
  if (best && !/\s/u.test(word)) words.get(best)?.push(word);
}
const library = new URL('../package.json', import.meta.resolve('compromise'));
const { version, license } = JSON.parse(readFileSync(library, 'utf8')) as {
  version: string;
  license: string;
};
const file = {
  source: `compromise ${version}, ${license} licence, © Spencer Kelly and contributors`,
  classes: Object.fromEntries([...words].map(([name, list]) => [name, list.sort().join(' ')])),
};
writeFileSync(OUT, `${JSON.stringify(file, null, 1)}\n`);
process.stderr.write(`${OUT}: ${[...words.values()].flat().length} words\n`);
