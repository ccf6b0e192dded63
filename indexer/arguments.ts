/** The command lines of the indexer: what may be written, and what is said when it is not. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { MissingPath } from './read/errors.ts';

/** A command line that cannot be meant: exit 2, with the usage. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const COMMANDS = ['reindex', 'ingest', 'extract', 'explain'] as const;
export type Command = (typeof COMMANDS)[number];

export const USAGE: Readonly<Record<Command, string>> = {
  reindex: `Usage: npm run reindex -- [paths...] [flags]

Rebuilds the index from the files and folders given (default: SEEDS_DIR) and from the pages that were handed in, and swaps
it in without downtime.

  --again           read the files and folders the last run was given, instead of paths
  --incremental     read only files that changed since the live build; nothing changed: nothing is written
  --watch           an incremental run now and after every change, until interrupted
  --dry-run         everything but the engine: nothing is indexed
  --rollback        put the previous build back
  --max-drop PCT    articles that may be missing against the live build, in percent (default: maxDropPercent)
  --limit N         stop after N pages
  --threads N       threads that read and clean (default: one a core, none for a small corpus); the result is the same
  --report FILE     write the full report as JSON: refused files, duplicates, body loss, removals with examples
  --json            print the summary as one line of JSON
  --quiet           no progress and no summary, errors only
  --no-progress     no progress, but the summary
  --help            this text

Data goes to stdout, progress and summary to stderr. Exit: 0 done, 1 failed, 2 usage, 3 done with refused files,
4 engine unreachable, 5 guard refused the swap, 130/143 on signals with the live index untouched.
`,
  ingest: `Usage: npm run -s ingest < pages.jsonl > answers.jsonl

Hands pages in, as POST /api/articles does: they are kept in DATA_DIR, and every reindex from now on reads them. One
JSON object a line in, as for extract; one out, in the same order:
  {"line", "given": its id or null, "status": "accepted", "id": of the article, "replaced": true|false}
  {"line", "given", "status": "refused", "reason"}
A page takes the place of one with the same url, else with the same id, that was handed in before. They can be searched after
\`npm run reindex -- --again --incremental\`. Exit: 0 all accepted, 3 some refused, 1 failed.

  --help            this text
`,
  extract: `Usage: npm run -s extract < pages.jsonl > articles.jsonl

The pipeline without an engine. One JSON object a line in, one out, in the same order:
  in   {"id", "content", "format"?: "text"|"html"|"markdown", "url"?, "path"?,
        "meta"?: {url, source, published, updated, title, language, author}}
  out  {"id", "title", "text", "language", "source", "published", "completeness", "entities", "removals", "paragraphs"}
       or {"id", "error"}

  --threads N       threads that help with much input (default: one a core besides the first); the answers are the same
  --help            this text
`,
  explain: `Usage: npm run -s explain -- FILE[#LINE]|ID

Prints a page block by block, kept or dropped, with rule and reason; then the facts with their evidence.
FILE is any file reindex can read (with #LINE: that page of it), ID an article of the live index.

  --help            this text
`,
};

export interface ReindexArguments {
  readonly paths: readonly string[];
  /** The paths of the last run. */
  readonly again: boolean;
  readonly incremental: boolean;
  readonly watch: boolean;
  readonly dryRun: boolean;
  readonly rollback: boolean;
  readonly maxDrop?: number;
  readonly limit?: number;
  readonly threads?: number;
  readonly report?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly progress: boolean;
}

/** @throws UsageError; null: `--help` */
export function reindexArguments(args: readonly string[]): ReindexArguments | null {
  const { values, positionals: paths } = parse(args, {
    help: { type: 'boolean' },
    again: { type: 'boolean' },
    incremental: { type: 'boolean' },
    watch: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    rollback: { type: 'boolean' },
    'max-drop': { type: 'string' },
    limit: { type: 'string' },
    threads: { type: 'string' },
    report: { type: 'string' },
    json: { type: 'boolean' },
    quiet: { type: 'boolean' },
    'no-progress': { type: 'boolean' },
  });
  if (values.help) return null;
  const given = Object.keys(values);
  const apart = (flag: string, others: readonly string[]) => {
    const other = given.includes(flag) && given.find((name) => others.includes(name));
    if (other) throw new UsageError(`--${flag} and --${other} cannot be used together`);
  };
  apart('rollback', ['again', 'incremental', 'watch', 'dry-run', 'max-drop', 'limit', 'threads', 'report']);
  if (values.rollback && paths.length > 0)
    throw new UsageError(`--rollback takes no paths, and was given ${paths[0]}`);
  if (values.again && paths.length > 0)
    throw new UsageError(`--again takes the paths of the last run, and was given ${paths[0]}`);
  apart('limit', ['incremental', 'watch']);
  apart('watch', ['dry-run']);
  const maxDrop = number('max-drop', values['max-drop'], 0, 100);
  const limit = number('limit', values.limit, 1, Number.MAX_SAFE_INTEGER);
  if (limit !== undefined && !Number.isInteger(limit))
    throw new UsageError(`--limit is ${limit}: give a whole number`);
  const threads = threadsIn(values.threads);
  return {
    paths,
    again: values.again === true,
    incremental: values.incremental === true || values.watch === true,
    watch: values.watch === true,
    dryRun: values['dry-run'] === true,
    rollback: values.rollback === true,
    ...(maxDrop !== undefined && { maxDrop }),
    ...(limit !== undefined && { limit }),
    ...(threads !== undefined && { threads }),
    ...(values.report !== undefined && { report: values.report }),
    json: values.json === true,
    quiet: values.quiet === true,
    progress: values['no-progress'] !== true && values.quiet !== true,
  };
}

/** Who named the paths of a run: its command line, the last run, or SEEDS_DIR. */
export type NamedBy = 'arguments' | 'last run' | 'environment';

/**
 * Checks the paths before an engine is started for them.
 * @throws UsageError naming one that does not exist; MissingPath where the usage would not help: the last run had it
 */
export function checkPaths(paths: readonly string[], by: NamedBy): void {
  const missing = paths.find((path) => !existsSync(path));
  if (missing === undefined) return;
  if (by === 'last run')
    throw new MissingPath(
      `there is no «${missing}», which the last run read: name what is to be read, \`npm run reindex -- FOLDER\``,
    );
  throw new UsageError(
    by === 'arguments'
      ? `there is no «${missing}»: give a file or a folder that exists`
      : `SEEDS_DIR is «${missing}», which does not exist: give the files or folders to index`,
  );
}

/** @throws UsageError when the report could not be written at the end, or would be read as a page next time */
export function checkReportPath(report: string, paths: readonly string[]): void {
  if (report.trim() === '') throw new UsageError('--report is blank: name a file');
  const folder = dirname(resolve(report));
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`--report is ${report}: there is no folder ${folder}`);
  if (statSync(report, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--report is ${report}: that is a folder, give a file in it`);
  if (!canWrite(existsSync(report) ? report : folder))
    throw new UsageError(`--report is ${report}: it cannot be written there; name another file`);
  const place = join(realpathSync(folder), basename(report));
  const around = paths.find((path) => existsSync(path) && isWithin(place, realpathSync(path)));
  if (around)
    throw new UsageError(
      `--report is ${report}: it lies in ${around} and would be read as a page next time; put it elsewhere`,
    );
}

/** @throws UsageError; null: `--help` */
export function ingestArguments(args: readonly string[]): Record<string, never> | null {
  const { values, positionals } = parse(args, { help: { type: 'boolean' } });
  if (values.help) return null;
  readsStdin('ingest', positionals);
  return {};
}

/** @throws UsageError; null: `--help` */
export function extractArguments(args: readonly string[]): { readonly threads?: number } | null {
  const { values, positionals } = parse(args, { help: { type: 'boolean' }, threads: { type: 'string' } });
  if (values.help) return null;
  readsStdin('extract', positionals);
  const threads = threadsIn(values.threads);
  return threads === undefined ? {} : { threads };
}

function readsStdin(command: Command, positionals: readonly string[]): void {
  if (positionals.length > 0)
    throw new UsageError(`${command} reads pages from stdin, and was given ${positionals[0]}`);
}

/** @throws UsageError; null: `--help` */
export function explainArguments(args: readonly string[]): { readonly what: string } | null {
  const { values, positionals } = parse(args, { help: { type: 'boolean' } });
  if (values.help) return null;
  const [what, ...more] = positionals;
  if (what === undefined) throw new UsageError('explain needs a file or the id of an article');
  if (more.length > 0)
    throw new UsageError(`explain takes one file or id, and was given ${positionals.join(' ')}`);
  return { what };
}

function parse<O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

function number(flag: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const parsed = value.trim() === '' ? Number.NaN : Number(value);
  if (!(parsed >= least && parsed <= most))
    throw new UsageError(
      `--${flag} is «${value}»: give a number ${most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`}`,
    );
  return parsed;
}

function threadsIn(value: string | undefined): number | undefined {
  const threads = number('threads', value, 0, 64);
  if (threads !== undefined && !Number.isInteger(threads))
    throw new UsageError(`--threads is ${threads}: give a whole number`);
  return threads;
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return false;
    throw cause;
  }
}

function isWithin(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`));
}
