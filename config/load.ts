/** Reads `config/` and the environment into one frozen Config; a fault is named with file and line. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { failingExample } from './examples.ts';
import { ConfigError, type ConfigText, configTexts, FILES, shownPath } from './files.ts';
import { kept } from './kept.ts';
import {
  BoilerplateFile,
  type BoilerplateRule,
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

export { ConfigError };

/** The folder with the files the product ships. */
const SHIPPED = resolve(fileURLToPath(new URL('.', import.meta.url)));

/**
 * Reads the environment and the config files.
 *
 * A file in `CONFIG_DIR` with a shipped file's name replaces it; `boilerplate/*.yml` of another name adds to
 * the shipped ones.
 * @throws ConfigError naming file and line, or the variable
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = readEnvironment(environment);
  const own = resolve(env.CONFIG_DIR);
  if (environment.CONFIG_DIR?.trim()) checkFolder(env.CONFIG_DIR, own);
  const texts = configTexts(SHIPPED, own);
  const hash = createHash('sha256');
  for (const { name, text } of texts) hash.update(name).update(text);
  const rules = hash.digest('hex');
  return deepFreeze({
    env,
    ...kept('config', rules, () => parsed(texts)),
    rules: rules.slice(0, 12),
  });
}

/** @throws ConfigError where a folder was named that is none */
function checkFolder(named: string, folder: string): void {
  if (!existsSync(folder))
    throw new ConfigError(
      `CONFIG_DIR is «${named}», and there is no such folder: create it or unset CONFIG_DIR`,
    );
  if (!statSync(folder).isDirectory())
    throw new ConfigError(`CONFIG_DIR is «${named}», which is no folder: name one or unset CONFIG_DIR`);
}

/** All that the files say. @throws ConfigError naming file and line */
function parsed(texts: readonly ConfigText[]): Omit<Config, 'env' | 'rules'> {
  const read = <T extends z.ZodType>(name: string, shape: T): z.infer<T> =>
    readFile(texts.find((text) => text.name === name) as ConfigText, shape);
  return {
    index: read(FILES.index, IndexFile),
    boilerplate: boilerplate(texts.filter(({ name }) => name.startsWith('boilerplate/'))),
    sources: read(FILES.sources, SourcesFile),
    credits: read(FILES.credits, CreditsFile),
    completeness: read(FILES.completeness, CompletenessFile),
    stamps: read(FILES.stamps, StampsFile),
    cues: read(FILES.cues, CuesFile),
    entities: read(FILES.entities, EntitiesFile),
  };
}

/** The rules of all files, of which no two have one name. */
function boilerplate(files: readonly ConfigText[]): BoilerplateRule[] {
  const found = new Map<string, { rule: BoilerplateRule; file: ConfigText }>();
  for (const file of files) {
    const rules = readFile(file, BoilerplateFile);
    rules.forEach((rule, i) => {
      const first = found.get(rule.id);
      if (first)
        throw faultAt(
          file,
          [i],
          `the rule ${rule.id} stands twice, here and in ${shownPath(first.file.path)}: rename one of them`,
        );
      found.set(rule.id, { rule, file });
    });
    const failing = file.own ? failingExample(rules) : undefined;
    if (failing) throw faultAt(file, failing.keys, `${failing.keys.join('.')}: ${failing.message}`);
  }
  return [...found.values()].map(({ rule }) => rule);
}

const faultAt = ({ path, text }: ConfigText, keys: readonly (string | number)[], message: string) =>
  new ConfigError(`${shownPath(path)}:${lineOf(text, keys)}: ${message}`);

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

function readFile<T extends z.ZodType>(file: ConfigText, shape: T): z.infer<T> {
  const parsed = shape.safeParse(dataOf(shownPath(file.path), file.text));
  if (parsed.success) return checkPatterns(parsed.data, file);
  const issue = parsed.error.issues[0];
  const keys = (issue?.path ?? []) as (string | number)[];
  throw faultAt(file, keys, `${keys.join('.') || 'the file'}: ${issue?.message}`);
}

function dataOf(shown: string, text: string): unknown {
  try {
    return readYaml(text);
  } catch (cause) {
    if (!(cause instanceof YamlFault)) throw cause;
    throw new ConfigError(`${shown}:${cause.line}: ${cause.message}`, { cause });
  }
}

function checkPatterns<T>(data: T, file: ConfigText): T {
  if (!Array.isArray(data)) return data;
  data.forEach((rule: unknown, i) => {
    if (!rule || typeof rule !== 'object' || !('pattern' in rule)) return;
    try {
      new RegExp(String(rule.pattern), 'iu');
    } catch (cause) {
      throw faultAt(file, [i, 'pattern'], cause instanceof Error ? cause.message : String(cause));
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
