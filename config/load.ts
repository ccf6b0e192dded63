/** Reads `config/` and the environment into one frozen Config; a fault is named with file and line. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { kept } from './kept.ts';
import {
  BoilerplateFile,
  CompletenessFile,
  type Config,
  CreditsFile,
  CuesFile,
  EntitiesFile,
  Environment,
  IndexFile,
  SourcesFile,
  StampsFile,
} from './schema.ts';
import { lineOf, readYaml, YamlFault } from './yaml.ts';

/** The folder with the files the product ships. */
const SHIPPED = resolve(fileURLToPath(new URL('.', import.meta.url)));

/** A fault in a config file or the environment: what, where, which value, what to do next. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the environment and the config files.
 *
 * A file in `CONFIG_DIR` with a shipped file's name replaces it; `boilerplate/*.yml` of another name adds to
 * the shipped ones.
 * @throws ConfigError naming file and line, or the variable
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = readEnvironment(environment);
  const files = new Map<string, string>();
  for (const dir of [SHIPPED, resolve(env.CONFIG_DIR)])
    for (const name of configFiles(dir)) files.set(name, join(dir, name));
  if (!existsSync(resolve(env.CONFIG_DIR)) && environment.CONFIG_DIR)
    throw new ConfigError(
      `CONFIG_DIR is «${env.CONFIG_DIR}», and there is no such folder: create it or unset CONFIG_DIR`,
    );

  const boilerplate = [...files.keys()].filter((name) => name.startsWith('boilerplate/')).sort();
  const hash = createHash('sha256');
  const texts = new Map<string, ConfigText>();
  for (const name of [...boilerplate, ...Object.values(FILES)]) {
    const path = files.get(name);
    if (!path) throw new ConfigError(`no config file ${name} in ${SHIPPED} or ${env.CONFIG_DIR}`);
    const text = readFileSync(path, 'utf8');
    hash.update(name).update(text);
    texts.set(name, { path, text });
  }
  const rules = hash.digest('hex');
  return deepFreeze({
    env,
    ...kept('config', rules, () => parsed(texts, boilerplate)),
    rules: rules.slice(0, 12),
  });
}

/** The files that are there once, in the order in which they count for the version of the rules. */
const FILES = {
  index: 'index.yml',
  sources: 'sources.yml',
  credits: 'credits.yml',
  completeness: 'completeness.yml',
  stamps: 'stamps.yml',
  cues: 'cues.yml',
  entities: 'entities.yml',
} as const;

interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/** All that the files say. @throws ConfigError naming file and line */
function parsed(
  texts: ReadonlyMap<string, ConfigText>,
  boilerplateFiles: readonly string[],
): Omit<Config, 'env' | 'rules'> {
  const read = <T extends z.ZodType>(name: string, shape: T): z.infer<T> => {
    const { path, text } = texts.get(name) as ConfigText;
    return readFile(path, text, shape);
  };
  const boilerplate = boilerplateFiles.flatMap((name) => read(name, BoilerplateFile));
  const twice = boilerplate.find((rule, i) => boilerplate.findIndex((other) => other.id === rule.id) !== i);
  if (twice) throw new ConfigError(`the boilerplate rule ${twice.id} stands twice: rename one of them`);
  return {
    index: read(FILES.index, IndexFile),
    boilerplate,
    sources: read(FILES.sources, SourcesFile),
    credits: read(FILES.credits, CreditsFile),
    completeness: read(FILES.completeness, CompletenessFile),
    stamps: read(FILES.stamps, StampsFile),
    cues: read(FILES.cues, CuesFile),
    entities: read(FILES.entities, EntitiesFile),
  };
}

/** Parses the environment alone. @throws ConfigError naming the variable and its value */
function readEnvironment(environment: NodeJS.ProcessEnv): Environment {
  const parsed = Environment.safeParse(environment);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0]);
  // An address may hold a password.
  const shown = /KEY/.test(name)
    ? '(hidden)'
    : `«${environment[name]?.replace(/\/\/[^/]*@/, '//(hidden)@')}»`;
  throw new ConfigError(`the environment variable ${name} is ${shown}: ${issue?.message}`);
}

function configFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  const yml = (folder: string) =>
    existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yml')) : [];
  return [...yml(dir), ...yml(join(dir, 'boilerplate')).map((name) => `boilerplate/${name}`)];
}

function readFile<T extends z.ZodType>(path: string, text: string, shape: T): z.infer<T> {
  const shown = relative(process.cwd(), path);
  const parsed = shape.safeParse(dataOf(shown, text));
  if (parsed.success) return checkPatterns(parsed.data, (keys) => `${shown}:${lineOf(text, keys)}`);
  const issue = parsed.error.issues[0];
  const keys = (issue?.path ?? []) as (string | number)[];
  throw new ConfigError(`${shown}:${lineOf(text, keys)}: ${keys.join('.') || 'the file'}: ${issue?.message}`);
}

function dataOf(shown: string, text: string): unknown {
  try {
    return readYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlFault)) throw cause;
    throw new ConfigError(`${shown}:${cause.line}: ${cause.message}`, { cause });
  }
}

function checkPatterns<T>(data: T, where: (keys: (string | number)[]) => string): T {
  if (!Array.isArray(data)) return data;
  data.forEach((rule: unknown, i) => {
    if (!rule || typeof rule !== 'object' || !('pattern' in rule)) return;
    try {
      new RegExp(String(rule.pattern), 'iu');
    } catch (cause) {
      throw new ConfigError(
        `${where([i, 'pattern'])}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    }
  });
  return data;
}

function deepFreeze<T>(value: T): T {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
