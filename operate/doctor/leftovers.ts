/** What processes hold, and what those that died left. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pendingIn, runLockIn } from '../../config/places.ts';
import { holderOf } from '../../engine/lock.ts';
import { isAlive } from '../../engine/processes.ts';
import { engineOf, ownerOf, readRecord } from '../../engine/record.ts';
import { type Finding, fault, ok, warning, wordsOf } from './finding.ts';

/** @param kept ids of builds whose files belong there */
export function leftovers(dataDir: string, kept: readonly string[]): Finding[] {
  const held = locks(dataDir);
  // A run that may be under way writes files of a build that is not there yet.
  const quiet = held.every(({ state }) => state === 'ok') && !holderOf(runLockIn(dataDir));
  return [...held, ...(quiet ? spool(dataDir, kept) : []), ...pending(dataDir)];
}

function locks(dataDir: string): Finding[] {
  return [runLockIn(dataDir), join(dataDir, 'engine.lock')].flatMap((path) => {
    try {
      const holder = holderOf(path);
      if (holder)
        return [ok('locks', `${path} is held by process ${holder.pid} since ${holder.since.toISOString()}`)];
      return existsSync(path)
        ? [ok('locks', `${path} was left by a process that is gone: the next takes it over`)]
        : [];
    } catch (cause) {
      return [fault('locks', wordsOf(cause), `delete ${path} when no command of Broadsheet runs`)];
    }
  });
}

/** Asked before an engine is opened: afterwards it is ours. */
export function engine(dataDir: string): Finding[] {
  const record = readRecord(dataDir);
  if (!record) return [];
  const [runs, owned] = [isAlive(engineOf(record)), isAlive(ownerOf(record))];
  const name = `the engine of this folder (process ${record.pid}, port ${record.port})`;
  if (runs && owned) return [ok('embedded engine', `${name} runs for process ${record.ownerPid}`)];
  if (runs)
    return [
      warning(
        'embedded engine',
        `${name} was left by a process that was killed`,
        'the next start takes it over',
      ),
    ];
  return [
    warning(
      'embedded engine',
      `${name} is gone without a word`,
      'the next start starts it again; look at meilisearch.log',
    ),
  ];
}

function spool(dataDir: string, kept: readonly string[]): Finding[] {
  const folder = join(dataDir, 'spool');
  if (!existsSync(folder)) return [];
  const stray = readdirSync(folder).filter((name) => !kept.some((build) => name.startsWith(`${build}.`)));
  if (stray.length === 0) return [];
  return [
    warning(
      'leftovers',
      `${stray.length} files in ${folder} are of no build that is live or was before, such as ${stray[0]}`,
      'the next reindex deletes them',
    ),
  ];
}

function pending(dataDir: string): Finding[] {
  if (!existsSync(pendingIn(dataDir))) return [];
  return [
    warning(
      'handed in',
      'pages were handed in that no build has read yet',
      'npm run reindex -- --again --incremental (a server with ADMIN_KEY does it when it starts)',
    ),
  ];
}
