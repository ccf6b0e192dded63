/** Which files the configuration is read from: those that are shipped, and those a user put in their place or beside them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A fault in a config file or the environment: what, where, which value, what to do next. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The files that are there once, in the order in which they count for the version of the rules. */
export const FILES = {
  index: 'index.yml',
  sources: 'sources.yml',
  credits: 'credits.yml',
  completeness: 'completeness.yml',
  stamps: 'stamps.yml',
  cues: 'cues.yml',
  entities: 'entities.yml',
} as const;

/** Where a file of rules of one's own goes. */
const RULES = 'boilerplate';

export interface ConfigText {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Not the shipped one. */
  readonly own: boolean;
}

/**
 * The files with rules for boilerplate, by name, then the others; one of a user goes before the shipped one of its name.
 * @param own the folder of the user, which need not be there
 * @throws ConfigError
 */
export function configTexts(shipped: string, own: string): readonly ConfigText[] {
  const files = new Map<string, Omit<ConfigText, 'text'>>();
  for (const folder of new Set([shipped, own]))
    for (const name of namesIn(folder))
      files.set(name, { name, path: join(folder, name), own: folder !== shipped });
  const rules = [...files.keys()].filter((name) => name.startsWith(`${RULES}/`)).sort();
  return [...rules, ...Object.values(FILES)].map((name) => {
    const file = files.get(name);
    if (!file) throw new ConfigError(`no config file ${name} in ${shipped} or ${own}`);
    return { ...file, text: textOf(file.path) };
  });
}

/** How a path is shown to whoever has to mend it. */
export const shownPath = (path: string): string => relative(process.cwd(), path);

function namesIn(folder: string): string[] {
  const names = [...yamlIn(folder), ...yamlIn(join(folder, RULES)).map((name) => `${RULES}/${name}`)];
  const known: readonly string[] = Object.values(FILES);
  const stray = names.find((name) => !(known.includes(name) || /^boilerplate\/.+\.yml$/.test(name)));
  if (stray === undefined) return names;
  throw new ConfigError(
    `${shownPath(join(folder, stray))}: no file of this name is read here: call it ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, or ${RULES}/NAME.yml for rules of your own`,
  );
}

function yamlIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readable(folder, () => readdirSync(folder)).filter((name) => /\.ya?ml$/i.test(name));
}

const textOf = (path: string): string => readable(path, () => readFileSync(path, 'utf8'));

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new ConfigError(`${shownPath(path)}: it cannot be read (${cause.message}): mend or remove it`, {
      cause,
    });
  }
}
