/**
 * How well names are found in documents of a training set: `npm run bench:names -- --data DIR --set gmb [--weights FILE]`.
 *
 * DIR holds `*.bio.gz` (see `tagger/corpus.ts`). The stage alone is measured, without cleaning, with weights that were made
 * without the set (`npm run train:names -- --data DIR --without gum,gmb --out FILE`): the set of names of each document,
 * typed and untyped, micro F1. A gold name counts as found under any form of an entity. Titles and articles before a gold
 * name are no part of it, and names without a capital are none.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { loadConfig } from '../config/load.ts';
import type { Draft } from '../indexer/draft.ts';
import { entityFinder } from '../indexer/enrich/entities/entities.ts';
import { nameKey } from '../indexer/enrich/entities/names.ts';
import { tokens } from '../indexer/enrich/entities/tokens.ts';
import { createTrimmer, type Trimmer } from '../indexer/enrich/entities/trim.ts';

const TYPES: Readonly<Record<string, string>> = { PER: 'person', ORG: 'org', LOC: 'place' };
const ARTICLE = /^(?:the|an?) /iu;
/** No space stands before these, and none behind those. */
const CLOSES = /^(?:[.,;:!?)\]%]|['’]\p{L}{0,2}|n['’]t)$/u;
const OPENS = /^[([$]$/u;

const { values } = parseArgs({
  options: { data: { type: 'string' }, set: { type: 'string' }, weights: { type: 'string' } },
});
if (values.data && values.set) run(values.data, values.set);
else {
  process.stderr.write('usage: npm run bench:names -- --data DIR --set NAME [--weights FILE]\n');
  process.exitCode = 2;
}

interface Gold {
  readonly type: string;
  readonly key: string;
}

function run(data: string, set: string): void {
  const config = loadConfig();
  const stage = entityFinder(config, values.weights);
  const trimmer = createTrimmer(config.entities);
  const documents = gunzipSync(readFileSync(join(data, `${set}.bio.gz`)))
    .toString('utf8')
    .split(/^-DOCSTART-.*$/mu)
    .filter((document) => document.trim() !== '');
  const typed = { found: 0, extra: 0, missed: 0 };
  const untyped = { found: 0, extra: 0, missed: 0 };
  documents.forEach((document, i) => {
    const { text, gold } = read(document, trimmer);
    const draft: Draft = {
      id: String(i),
      path: `${set}/${i}`,
      format: 'text',
      blocks: [{ text, kind: 'paragraph', line: 1, offset: 0 }],
      meta: {},
      removals: [],
      facts: { language: { value: 'en', evidence: 'en', reader: 'bench' } },
    };
    const answer = (stage(draft).facts.entities ?? []).map(({ name, forms, type }) => ({
      type,
      keys: [...new Set([name, ...forms].map(nameKey))],
    }));
    for (const [sum, tag] of [
      [typed, (type: string, key: string) => `${type} ${key}`],
      [untyped, (_: string, key: string) => key],
    ] as const) {
      const wanted = new Set(gold.map(({ type, key }) => tag(type, key)));
      const found = new Set<string>();
      const extra = new Set<string>();
      for (const { type, keys } of answer) {
        const hits = keys.map((key) => tag(type, key)).filter((key) => wanted.has(key));
        for (const hit of hits) found.add(hit);
        if (hits.length === 0) extra.add(tag(type, keys[0] ?? ''));
      }
      sum.found += found.size;
      sum.extra += extra.size;
      sum.missed += wanted.size - found.size;
    }
  });
  process.stdout.write(`${set}: ${documents.length} documents; typed ${f1(typed)}; untyped ${f1(untyped)}\n`);
}

/** The running text of tagged tokens, and the names in it. */
function read(document: string, trimmer: Trimmer): { text: string; gold: Gold[] } {
  const lines: string[] = [];
  const gold: Gold[] = [];
  for (const part of document.split(/\n\s*\n/u)) {
    const rows = part
      .split('\n')
      .filter((line) => line.includes('\t'))
      .map((line) => line.split('\t') as [string, string]);
    let text = '';
    const starts: number[] = [];
    rows.forEach(([word], i) => {
      if (i > 0 && !CLOSES.test(word) && !OPENS.test(rows[i - 1]?.[0] ?? '')) text += ' ';
      starts.push(text.length);
      text += word;
    });
    rows.forEach(([, tag], from) => {
      if (!tag.startsWith('B-')) return;
      const type = tag.slice(2);
      let to = from + 1;
      while (rows[to]?.[1] === `I-${type}`) to++;
      const name = text.slice(starts[from], (starts[to - 1] ?? 0) + (rows[to - 1]?.[0].length ?? 0));
      const own = tokens(name.replace(ARTICLE, ''));
      const title = type === 'PER' ? trimmer.titleLength(own, 0) : 0;
      const shown = own.slice(title < own.length ? title : 0).map((token) => token.text);
      if (/\p{Lu}/u.test(shown.join('')))
        gold.push({ type: TYPES[type] ?? type, key: nameKey(shown.join(' ')) });
    });
    if (text !== '') lines.push(text);
  }
  return { text: lines.join('\n'), gold };
}

function f1({ found, extra, missed }: { found: number; extra: number; missed: number }): string {
  const percent = (n: number, of: number) => ((100 * n) / (of || 1)).toFixed(1);
  return `P ${percent(found, found + extra)} R ${percent(found, found + missed)} F1 ${percent(2 * found, 2 * found + extra + missed)}`;
}
