/**
 * `npm run train:ngrams`: writes the table of n-grams by which languages are told, taken from eld (Apache-2.0), as data: its
 * own module is a literal of some 60,000 objects, which takes 75 MB and a fifth of a second to load.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pack } from '../../indexer/text/ngrams.ts';

const OUT = fileURLToPath(new URL('../../indexer/text/ngrams.bin.gz', import.meta.url));
const entry = import.meta.resolve('eld/extrasmall');
const from = async (path: string): Promise<unknown> => await import(new URL(path, entry).href);

const { ngramsData } = (await from('../ngrams/extrasmall.js')) as {
  ngramsData: { languages: Record<string, string>; ngrams: Record<string, Record<string, number>> };
};
const { separators } = (await from('../regexPatterns.js')) as { separators: RegExp };
const { dictionary } = (await from('../dictionary.js')) as { dictionary: readonly string[] };
const { version, license } = JSON.parse(readFileSync(new URL('../../package.json', entry), 'utf8')) as {
  version: string;
  license: string;
};
const file = pack(
  {
    source: `eld ${version}, table extrasmall, ${license} licence, © Nito T.M.`,
    languages: Object.values(ngramsData.languages),
    separators: separators.source,
    bytes: dictionary.map((char) => char.charCodeAt(0)),
  },
  Object.entries(ngramsData.ngrams).map(([ngram, scores]) => [
    ngram,
    Object.entries(scores).map(([language, score]) => [Number(language), score] as const),
  ]),
);
writeFileSync(OUT, file);
process.stderr.write(`${OUT}: ${Object.keys(ngramsData.ngrams).length} n-grams, ${file.length} bytes\n`);
