/** The engine and what it holds, against what this program and its configuration expect. */
import type { Config } from '../../config/schema.ts';
import { findBinary, verifyBinary } from '../../engine/binary.ts';
import { ENGINE_VERSION } from '../../engine/launch.ts';
import type { Checkup } from '../../engine/port.ts';
import { type Finding, fault, ok, sized, warning, wordsOf } from './finding.ts';

const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

/** The binary the embedded engine is started from. */
export async function binary({ env }: Config): Promise<Finding> {
  if (env.MEILI_URL) return ok('engine binary', `none is needed: MEILI_URL is ${env.MEILI_URL}`);
  try {
    const path = await findBinary({ dataDir: env.DATA_DIR, bin: env.MEILI_BIN });
    const verified = await verifyBinary(path, { dataDir: env.DATA_DIR, bin: env.MEILI_BIN });
    if (verified === null) return ok('engine binary', `${path}, which is yours: its hash is not known here`);
    if (verified) return ok('engine binary', `${path}, and its SHA-256 is the one it must have`);
    return fault(
      'engine binary',
      `${path} is not the one that was installed: its SHA-256 is another`,
      `delete ${path}: it is copied and checked again at the next start`,
    );
  } catch (cause) {
    return fault('engine binary', wordsOf(cause), 'see README.md, Start');
  }
}

/** What the engine says of itself and of the index. */
export function store(config: Config, checkup: Checkup): Finding[] {
  return [version(checkup), ...index(config, checkup), ...work(checkup)];
}

function version({ version: found }: Checkup): Finding {
  if (found === null)
    return warning(
      'engine',
      'answers; our key may not know its version',
      `it must be ${minorOf(ENGINE_VERSION)}`,
    );
  if (minorOf(found) === minorOf(ENGINE_VERSION)) return ok('engine', `Meilisearch ${found} answers`);
  return warning(
    'engine',
    `Meilisearch ${found} answers, and Broadsheet is tried with ${ENGINE_VERSION}`,
    `run Meilisearch ${minorOf(ENGINE_VERSION)}: docs/operations.md tells how to move`,
  );
}

function index(config: Config, checkup: Checkup): Finding[] {
  const { build, sameFormat, documents, settingsThatDiffer, databaseBytes } = checkup;
  if (!build) return [warning('index', 'nothing was indexed yet', 'npm run reindex -- FOLDER')];
  const findings: Finding[] = [];
  if (!sameFormat)
    findings.push(
      fault(
        'index',
        `build ${build.id} was made by another version of Broadsheet`,
        'npm run reindex -- FOLDER builds it anew',
      ),
    );
  else if (documents !== build.articles)
    findings.push(
      fault(
        'index',
        `build ${build.id} has ${build.articles} articles, and the engine holds ${documents ?? 'none'}`,
        'npm run reindex -- --again builds it anew, or npm run restore puts a backup back',
      ),
    );
  else
    findings.push(
      ok(
        'index',
        `build ${build.id} of ${build.finishedAt} with ${documents} articles, ${sized(databaseBytes)}`,
      ),
    );
  if (sameFormat && settingsThatDiffer.length > 0)
    findings.push(
      fault(
        'settings',
        `the live index has other settings than are configured: ${settingsThatDiffer.join(', ')}`,
        'npm run reindex -- --again',
      ),
    );
  else if (sameFormat) findings.push(ok('settings', 'the live index has the settings that are configured'));
  if (build.rules !== config.rules)
    findings.push(
      warning(
        'rules',
        `the live build was made by the rules ${build.rules}, and ${config.rules} are set`,
        'npm run reindex -- --again, when the articles shall follow them',
      ),
    );
  return findings;
}

function work({ tasks, leftovers }: Checkup): Finding[] {
  const findings: Finding[] = [];
  if (tasks > 0) findings.push(ok('engine', `${tasks} tasks wait or are at work`));
  if (leftovers.length > 0)
    findings.push(
      warning(
        'leftovers',
        `a run that is under way or died has the indexes ${leftovers.join(', ')}`,
        'the next reindex deletes what a dead one left',
      ),
    );
  return findings;
}
