/** What the program stands on: Node, the environment, the data folder, the disk. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Config, Environment } from '../../config/schema.ts';
import { makeFolder } from '../../engine/data-dir.ts';
import { type Finding, fault, ok, sized, warning, wordsOf } from './finding.ts';

/** What package.json asks for. */
const NODE = { major: 20, minor: 19 };
/** A page, its document and the engine's own tables: below this a reindex of a small corpus may fill the disk. */
const LEAST_FREE_BYTES = 1_000_000_000;
/** A reindex builds a second index beside the live one and keeps the one before. */
const INDEXES_AT_ONCE = 2;
const LEAST_MEMORY_BYTES = 1_000_000_000;

export function nodeVersion(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > NODE.major || (major === NODE.major && minor >= NODE.minor);
  if (enough) return ok('Node', version);
  return fault(
    'Node',
    `${version}, and ${NODE.major}.${NODE.minor} or newer is needed`,
    'install a newer Node',
  );
}

/** Variables that look like ours and are read by nobody. */
export function strangeVariables(environment: NodeJS.ProcessEnv): Finding[] {
  const known = Object.keys(Environment.shape);
  const bare = (name: string) => name.replace(/[^A-Z]/gi, '').toUpperCase();
  return Object.keys(environment)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((one) => bare(one) === bare(name));
      if (meant)
        return [warning('environment', `${name} is set, and nobody reads it`, `rename it to ${meant}`)];
      if (!name.startsWith('MEILI_')) return [];
      return [
        warning('environment', `${name} is set, and the embedded engine is not told of it`, 'unset it'),
      ];
    });
}

/** Whether the doors are as they should be for where the server listens. */
export function doors({ env }: Config): Finding[] {
  const { HOST, TRUST_PROXY, PUBLIC_URL, ADMIN_KEY } = env;
  const open = !(HOST === 'localhost' || HOST === '::1' || (isIP(HOST) === 4 && HOST.startsWith('127.')));
  const findings = [
    ok(
      'doors',
      `listens on ${HOST}; addresses of the operator ${ADMIN_KEY === undefined ? 'are not there' : 'ask for ADMIN_KEY'}; ${TRUST_PROXY === undefined ? 'no proxy is believed' : `proxies that are believed: ${[TRUST_PROXY].flat().join(', ')}`}`,
    ),
  ];
  if (PUBLIC_URL !== undefined && TRUST_PROXY === undefined && !open)
    findings.push(
      warning(
        'doors',
        'PUBLIC_URL names a public address, the server listens on this machine only, and no proxy is believed',
        'set TRUST_PROXY (TRUST_PROXY=1 for one proxy), else all readers are taken for this machine',
      ),
    );
  return findings;
}

/** The folder of data: that it can be written to, that others cannot read the key, that there is room. */
export function dataFolder(dataDir: string, indexBytes: number | null): Finding[] {
  const folder = resolve(dataDir);
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    return [
      fault(
        'DATA_DIR',
        `${folder} cannot be written to: ${wordsOf(cause)}`,
        'name a folder that can, or mend its rights',
      ),
    ];
  }
  const findings = [ok('DATA_DIR', folder)];
  const key = join(folder, 'master.key');
  if (existsSync(key) && (statSync(key).mode & 0o077) !== 0)
    findings.push(warning('DATA_DIR', `${key} can be read by others`, `chmod 600 ${key}`));
  return [...findings, room(folder, indexBytes ?? 0)];
}

function room(folder: string, indexBytes: number): Finding {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : dirname(folder));
  const free = bavail * bsize;
  const needed = Math.max(LEAST_FREE_BYTES, indexBytes * INDEXES_AT_ONCE);
  const seen = `${sized(free)} free${indexBytes > 0 ? `, the engine's data have ${sized(indexBytes)}` : ''}`;
  if (free >= needed) return ok('disk', seen);
  return warning(
    'disk',
    `${seen}: a reindex may need ${sized(needed)}`,
    'make room before the next reindex, or move DATA_DIR',
  );
}

export function memory(bytes: number = process.constrainedMemory() || totalmem()): Finding {
  const total = Math.min(bytes, totalmem());
  if (total >= LEAST_MEMORY_BYTES) return ok('memory', sized(total));
  return warning(
    'memory',
    sized(total),
    'give it a gigabyte or more: the engine and a reindex need it at the same time',
  );
}
