/** Files of a run on a disk that is full: each fault names its file and says what to do. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-full-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Programs that write more than there is room for to `path`. */
const PROGRAMS = {
  signatures: `
    import { createSignatureStore, rowOf } from './indexer/enrich/stories/store.ts';
    import { signatureOf } from './indexer/enrich/stories/signature.ts';
    const store = createSignatureStore(path);
    const row = rowOf(signatureOf('one text for all'), { completeness: 'whole', publishedBy: null });
    for (let at = 0; at < 1024; at++) store.put(at, row);`,
  pairs: `
    import { createPairWriter } from './indexer/enrich/stories/kept-pairs.ts';
    const pairs = createPairWriter(path);
    for (let at = 0; at < 65_536; at++) pairs.keep(at, 2 * at, 'unlinked');`,
  names: `
    import { NameNotes } from './indexer/naming/notes.ts';
    const names = new NameNotes(path, 1);
    for (let at = 0; at < 65_536; at++) names.add([{ type: 'org', name: 'Harbour Office ' + at, forms: [] }], 1);
    await names.close();`,
  lines: `
    import { LineLog } from './indexer/repeated/log.ts';
    const log = new LineLog(path);
    const page = { offset: 0, bytes: 1, before: null, site: { high: 1, low: 1 }, lines: new Uint32Array(3000) };
    for (let at = 0; at < 64; at++) log.add(page);
    await log.close();`,
};

it.each(Object.entries(PROGRAMS))('tell their file and what to do: %s', (name, program) => {
  const path = join(dir, name);
  // A limit of the shell stands for a disk that is full.
  const limited = ['-c', 'ulimit -f 64 && exec "$0" "$@"', process.execPath, '--import', 'tsx'];
  const { stderr } = spawnSync(
    'sh',
    [...limited, '--input-type=module', '-e', `const path = ${JSON.stringify(path)};${program}`],
    { encoding: 'utf8' },
  );
  expect(stderr).toMatch(/cannot be written \(EFBIG.*see that there is room/);
  expect(stderr).toContain(path);
});
