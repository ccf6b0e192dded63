import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Development data that is not part of the project: five real pages and a scorer with their gold facts. */
const shared = process.env.SHARED_DIR;
const scorer = join(shared ?? '', 'bench/score-seeds.mjs');
const root = fileURLToPath(new URL('../..', import.meta.url));

describe.skipIf(!shared || !existsSync(scorer))(
  'five real pages (skipped where SHARED_DIR does not name the development data)',
  () => {
    it('keep their text, lose their noise and have the facts they state', { timeout: 120_000 }, () => {
      const { status, stdout } = spawnSync(
        process.execPath,
        [scorer, '--cmd', 'node --import tsx indexer/main.ts extract'],
        { cwd: root, encoding: 'utf8' },
      );
      expect(stdout).toMatch(/seeds: (\d+) of \1 checks hold/);
      expect(status).toBe(0);
    });
  },
);
