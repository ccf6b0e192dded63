/** `npm run doctor`: looks at everything in turn, and goes on where something is broken. */
import type { Config } from '../../config/schema.ts';
import type { Store } from '../../engine/port.ts';
import { type Finding, fault, looked, ok, wordsOf } from './finding.ts';
import { engine, leftovers } from './leftovers.ts';
import { dataFolder, doors, memory, nodeVersion, strangeVariables } from './machine.ts';
import { binary, store as storeFindings } from './store.ts';

/** What to do about a file that is there and cannot be read. */
const UNREADABLE = 'run as the user that runs the server, or mend the rights of the file';

/**
 * @param load reads the configuration. @param open opens the store
 * @returns what was seen, in the order of looking
 */
export async function examine(
  environment: NodeJS.ProcessEnv,
  load: (environment: NodeJS.ProcessEnv) => Config,
  open: (config: Config) => Promise<Store>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [nodeVersion(), memory(), ...strangeVariables(environment)];
  let config: Config;
  try {
    config = load(environment);
  } catch (cause) {
    return [...findings, fault('configuration', wordsOf(cause), 'mend it: nothing starts without')];
  }
  findings.push(ok('configuration', `rules ${config.rules}, index ${config.index.index}`), ...doors(config));
  const { DATA_DIR, MEILI_URL } = config.env;
  if (!MEILI_URL) findings.push(...looked('embedded engine', UNREADABLE, () => engine(DATA_DIR)));
  findings.push(await binary(config));
  const kept: string[] = [];
  let indexBytes: number | null = null;
  try {
    const store = await open(config);
    try {
      const checkup = await store.care.checkup();
      findings.push(...storeFindings(config, checkup));
      if (checkup.build) kept.push(checkup.build.id);
      const previous = await store.care.previous();
      if (previous) kept.push(previous);
      if (!MEILI_URL) indexBytes = checkup.databaseBytes;
    } finally {
      await store.close();
    }
  } catch (cause) {
    findings.push(
      fault(
        'engine',
        wordsOf(cause),
        MEILI_URL ? 'start it, or mend MEILI_URL and MEILI_MASTER_KEY' : 'mend what it says',
      ),
    );
    return [...findings, ...dataFolder(DATA_DIR, null)];
  }
  return [
    ...findings,
    ...dataFolder(DATA_DIR, indexBytes),
    ...looked('leftovers', UNREADABLE, () => leftovers(DATA_DIR, kept)),
  ];
}

const MARKS = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' } as const;

/** For a person: one line each, and what to do beneath. */
export function textOf(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ state, about, seen, advice }) => [
    `${MARKS[state]}  ${about}: ${seen}`,
    ...(advice === undefined ? [] : [`         -> ${advice}`]),
  ]);
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  return `${[...lines, '', `${count('fault')} faults, ${count('warning')} warnings`].join('\n')}\n`;
}

/** For a program. */
export function jsonOf(findings: readonly Finding[]): string {
  return JSON.stringify({ sound: findings.every(({ state }) => state !== 'fault'), findings }, null, 2);
}
