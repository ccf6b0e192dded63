/**
 * Trains the name tagger and writes its weights:
 * `npm run train:names -- --data DIR [--without a,b] [--epochs N] [--seeds N] [--out FILE]`.
 *
 * DIR holds `*.bio.gz` (see `tagger/corpus.ts`); made-up newswire (`newswire.ts`) is learned beside them. The same data and
 * word lists give the same bytes.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { loadConfig } from '../../config/load.ts';
import { createGazetteer } from '../../indexer/enrich/entities/gazetteer.ts';
import { featureMaker } from '../../indexer/enrich/entities/tagger/all-features.ts';
import { readDocuments, withHeadlines } from '../../indexer/enrich/entities/tagger/corpus.ts';
import { lexiconClasses, wordLists } from '../../indexer/enrich/entities/tagger/lists.ts';
import { pack } from '../../indexer/enrich/entities/tagger/model.ts';
import { type Example, mean, train } from '../../indexer/enrich/entities/tagger/train.ts';
import { createTrimmer } from '../../indexer/enrich/entities/trim.ts';
import { newswire } from './newswire.ts';

const WEIGHTS = fileURLToPath(
  new URL('../../indexer/enrich/entities/tagger/weights.bin.gz', import.meta.url),
);
/** How often each made-up document is learned, with other names each time. */
const NEWSWIRE_COPIES = 4;
const USAGE =
  'usage: npm run train:names -- --data DIR [--without a,b] [--epochs 4] [--seeds 5] [--out FILE]\n';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    // its spans are heads and fragments of names (`University`, `President`): learned with the rest it costs 2 to 4 points
    without: { type: 'string', default: 'gum' },
    epochs: { type: 'string', default: '4' },
    seeds: { type: 'string', default: '5' },
    out: { type: 'string', default: WEIGHTS },
  },
});
if (values.data) run(values.data);
else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

function run(data: string): void {
  const config = loadConfig();
  const gazetteer = createGazetteer(config.entities);
  const lists = wordLists(gazetteer, config.entities.sport);
  const featuresOf = featureMaker(lists);
  const reading = {
    trimmer: createTrimmer(config.entities),
    lookUp: gazetteer.lookUp,
    isAboutSport: lists.isAboutSport,
  };
  const without = values.without.split(',');
  const files = readdirSync(data)
    .filter((name) => name.endsWith('.bio.gz') && !without.includes(name.replace('.bio.gz', '')))
    .sort();
  const texts = files.map((name) => gunzipSync(readFileSync(join(data, name))).toString('utf8'));
  const examples = [...texts, newswire(lexiconClasses(), NEWSWIRE_COPIES)]
    .flatMap((text) => readDocuments(text, reading))
    .flatMap((document): Example[] => {
      const sentences = withHeadlines(document);
      const features = [...featuresOf(sentences.map((sentence) => sentence.tokens))];
      return sentences.map(({ tags }, i) => ({ features: features[i] ?? [], tags }));
    });
  const report = (seed: number) => (epoch: number, wrong: number) =>
    process.stderr.write(
      `run ${seed}, epoch ${epoch}: ${((100 * wrong) / examples.length).toFixed(1)} % of sentences wrong\n`,
    );
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
  const model = mean(
    seeds.map((seed) => train(examples, { epochs: Number(values.epochs), seed, report: report(seed) })),
  );
  const file = pack(model);
  writeFileSync(values.out, file);
  const tokens = examples.reduce((sum, { tags }) => sum + tags.length, 0);
  process.stderr.write(
    `${files.join(' ')}: ${examples.length} sentences with copies, ${tokens} tokens, ${file.length} bytes of weights\n`,
  );
}
