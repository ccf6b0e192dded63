/** A reindex of the server is told what one of the command line is. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REINDEX_ENVIRONMENT, REINDEX_FLAGS } from '../../../server/indexer-process.ts';

it('is started with the flags and the environment of `npm run reindex`, which an operator may set otherwise', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    scripts: { reindex: string };
  };
  const environment = Object.entries(REINDEX_ENVIRONMENT).map(
    ([name, value]) => `${name}=\${${name}:-${value}}`,
  );
  expect(scripts.reindex).toBe(
    ['exec env', ...environment, 'node', ...REINDEX_FLAGS, 'scripts/run.mjs indexer/main.ts reindex'].join(
      ' ',
    ),
  );
});
