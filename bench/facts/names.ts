/** Names of documents: ours, with a tagger that has not seen them, beside compromise. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nlp from 'compromise';
import type { Config, EntityType } from '../../config/schema.ts';
import { entityFinder } from '../../indexer/enrich/entities/entities.ts';
import { pipeline } from '../../indexer/pipeline.ts';
import { draftOf, readRows } from './rows.ts';
import type { Table } from './table.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly entities: readonly { readonly name: string; readonly type: 'PER' | 'ORG' | 'LOC' }[];
}
/** A name with its spellings. */
export interface Named {
  readonly type: EntityType;
  readonly forms: readonly string[];
}
type Recogniser = (row: Row) => readonly Named[];

/** Sets of the benchmark that the tagger is trained on as well. */
const SCORED = ['pud', 're3d', 'gum'];
const TRAINER = fileURLToPath(new URL('../train/names.ts', import.meta.url));
const TYPES: Readonly<Record<Row['entities'][number]['type'], EntityType>> = {
  PER: 'person',
  ORG: 'org',
  LOC: 'place',
};

export async function measureNames(data: string, names: string, config: Config): Promise<Table> {
  const rows = readRows<Row>(data, 'entities');
  const judge = pipeline(config);
  const ours = (weights?: string): Recogniser => {
    const find = entityFinder(config, weights);
    return ({ id, text }) => {
      const draft = draftOf(id, text, 'text');
      const { entities = [] } = draft ? find(judge(draft)).facts : {};
      return entities.map(({ name, type, forms }) => ({ type, forms: [name, ...forms] }));
    };
  };
  const heldOut = existsSync(names) ? await trained(names, ours) : undefined;
  const measured: readonly (readonly [string, Recogniser])[] = [
    ...(heldOut ? [['ours, trained without them', heldOut] as const] : []),
    ['ours, as shipped (in-sample)', ours()],
    ['compromise', compromise],
  ];
  return {
    title: `Names of ${rows.length} English documents, F1 of the set of names of each, typed and untyped`,
    columns: [...SCORED, 'all'].flatMap((set) => [set, 'untyped']),
    rows: measured.map(([who, recognise]) => {
      const found = new Map(rows.map((row) => [row.id, recognise(row)]));
      const of = (set: string) => rows.filter(({ id }) => set === 'all' || id.startsWith(`${set}:`));
      const figures = [...SCORED, 'all'].flatMap((set) =>
        [true, false].map((typed) => nameScore(of(set), found, typed)),
      );
      return [who, ...figures];
    }),
    notes: [
      heldOut
        ? `Held out: the tagger of the first row was trained in this run without ${SCORED.join(', ')}.`
        : `Nothing is held out: there is no ${names} to train without ${SCORED.join(', ')}.`,
    ],
  };
}

/** Trains a tagger without the documents that are scored; its weights are read before they are deleted. */
async function trained(names: string, ours: (weights: string) => Recogniser): Promise<Recogniser> {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-names-'));
  try {
    const out = join(dir, 'weights.bin.gz');
    const args = ['--data', names, '--without', SCORED.join(), '--out', out];
    const trainer = spawn(process.execPath, ['--import', 'tsx', TRAINER, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const code = await new Promise((resolve, reject) => trainer.on('exit', resolve).on('error', reject));
    if (code !== 0) throw new Error(`train:names ended with ${String(code)}: no held-out figures`);
    return ours(out);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const compromise: Recogniser = ({ text }) => {
  const doc = nlp(text);
  const of = (type: EntityType, forms: readonly string[]) => forms.map((form) => ({ type, forms: [form] }));
  return [
    ...of('person', doc.people().out('array') as string[]),
    ...of('org', doc.organizations().out('array') as string[]),
    ...of('place', doc.places().out('array') as string[]),
  ];
};

/** What two spellings of a name have in common. */
const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^(?:the|a|an) /, '')
    .replace(/[’']s$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** F1 over all documents; a gold name is found under any spelling, and a name with none of gold's is one too many. */
export function nameScore(
  rows: readonly Row[],
  answers: ReadonlyMap<string, readonly Named[]>,
  typed: boolean,
): number {
  let [right, wrong, missed] = [0, 0, 0];
  const tag = (type: EntityType, name: string) => `${typed ? type : ''}:${keyOf(name)}`;
  for (const { id, entities } of rows) {
    const gold = new Set(entities.map(({ type, name }) => tag(TYPES[type], name)));
    const found = new Set<string>();
    const extra = new Set<string>();
    for (const { type, forms } of answers.get(id) ?? []) {
      const tags = forms.map((form) => tag(type, form));
      const hits = tags.filter((one) => gold.has(one));
      for (const hit of hits) found.add(hit);
      if (hits.length === 0 && tags[0]) extra.add(tags[0]);
    }
    right += found.size;
    wrong += extra.size;
    missed += gold.size - found.size;
  }
  return (2 * right) / (2 * right + wrong + missed || 1);
}
