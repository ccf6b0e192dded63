import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkImports } from '../../../scripts/check-imports.mjs';

const roots: string[] = [];

/** A house of these files (path -> text) in a temp folder. */
function house(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe('check-imports', () => {
  it('finds nothing wrong in a house that keeps the rules', () => {
    const root = house({
      'config/schema.ts': "import { z } from 'zod';\nexport const a = z.string();\n",
      'config/load.ts':
        "import { a } from './schema.ts';\nexport const load = (env = process.env) => [a, env];\n",
      'engine/open.ts':
        "import { Meilisearch } from 'meilisearch';\nimport type { a } from '../config/schema.ts';\n",
      'server/app.ts': "import express from 'express';\nimport type { Open } from '../engine/open.ts';\n",
      'server/main.ts':
        "import { load } from '../config/load.ts';\nimport { open } from '../engine/open.ts';\nopen(process.env);\n",
      'indexer/draft.ts': "import type { a } from '../config/schema.ts';\n",
      'indexer/text/words.ts': 'export const words = 1;\n',
      'indexer/clean/clean.ts':
        "import { drop } from '../draft.ts';\nimport { words } from '../text/words.ts';\n",
      'indexer/pipeline.ts':
        "import { cleaner } from './clean/clean.ts';\n// import { app } from '../server/app.ts';\n",
      'tests/unit/app.test.ts': "import '../../server/app.ts';\nimport 'express';\nprocess.env.X = '1';\n",
    });
    expect(checkImports(root)).toEqual([]);
  });

  it.each([
    ['config/schema.ts', "import { Draft } from '../indexer/draft.ts';", 'config/ imports nothing of ours'],
    [
      'config/schema.ts',
      "import type { Draft } from '../indexer/draft.ts';",
      'config/ imports nothing of ours',
    ],
    ['engine/filter.ts', "import { drop } from '../indexer/draft.ts';", 'engine/ imports config types only'],
    ['engine/filter.ts', "import { Config } from '../config/schema.ts';", 'write `import type`'],
    ['server/app.ts', "import { drop } from '../indexer/draft.ts';", 'server/ never imports indexer/'],
    ['server/app.ts', "import type { Draft } from '../indexer/draft.ts';", 'server/ never imports indexer/'],
    ['indexer/load/run.ts', "export { app } from '../../server/app.ts';", 'indexer/ never imports server/'],
    ['server/app.ts', "import { Meilisearch } from 'meilisearch';", 'only engine/ imports meilisearch'],
    ['indexer/reindex.ts', "const m = await import('meilisearch');", 'only engine/ imports meilisearch'],
    ['engine/health.ts', "import express from 'express';", 'only server/ imports express'],
    [
      'server/app.ts',
      "import {\n  loadConfig,\n} from '../config/load.ts';",
      'only a main.ts loads the config',
    ],
    [
      'indexer/reindex.ts',
      "import { openStore } from '../engine/open.ts';",
      'only a main.ts opens the engine',
    ],
    [
      'indexer/clean/clean.ts',
      "import { read } from '../read/read.ts';",
      'a stage never imports a sibling stage',
    ],
    [
      'indexer/load/load.ts',
      "import type { A } from '../enrich/a.ts';",
      'a stage never imports a sibling stage',
    ],
    ['indexer/clean/clean.ts', "import { stages } from '../pipeline.ts';", 'a stage imports itself'],
    ['indexer/text/words.ts', "import { read } from '../read/read.ts';", 'stand below the stages'],
    [
      'server/app.tsx',
      "import { sample } from '../tests/support/articles.ts';",
      'the product imports config/',
    ],
    ['engine/binary.ts', 'const path = process.env.PATH;', 'only a main.ts reads the environment'],
    ['server/app.ts', "const { env } = process['env'];", 'only a main.ts reads the environment'],
    ['server/app.ts', "import { env } from 'node:process';", 'only a main.ts reads the environment'],
  ])('names the file, the line and the rule when %s has %s', (path, statement, rule) => {
    const faults = checkImports(house({ [path]: `/** A file. */\n${statement}\n` }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${path}:2: `));
    expect(faults[0]).toContain(rule);
  });

  it('names a circle by the path that closes it, types included', () => {
    const root = house({
      'indexer/clean/a.ts': "import { b } from './b.ts';\n",
      'indexer/clean/b.ts': "import { c } from './c.ts';\n",
      'indexer/clean/c.ts': "import type { a } from './a.ts';\n",
    });
    expect(checkImports(root)).toEqual([
      'import circle: indexer/clean/a.ts -> indexer/clean/b.ts -> indexer/clean/c.ts -> indexer/clean/a.ts',
    ]);
  });
});
