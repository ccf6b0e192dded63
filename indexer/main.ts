/** Entrance of the indexer's commands: the only file of it that reads the environment and opens the engine. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { loadConfig } from '../config/load.ts';
import { ingestedIn } from '../config/places.ts';
import type { Config } from '../config/schema.ts';
import { goOnUnheard } from '../config/streams.ts';
import type { Logger } from '../engine/logger.ts';
import {
  COMMANDS,
  type Command,
  checkPaths,
  checkReportPath,
  explainArguments,
  extractArguments,
  ingestArguments,
  type ReindexArguments,
  reindexArguments,
  USAGE,
  UsageError,
} from './arguments.ts';
import { lastPaths } from './last-paths.ts';
import type { Report } from './load/report.ts';
import { keepStdoutOurs } from './own-stdout.ts';
import { MissingPath } from './read/errors.ts';

/** The exit codes of the contract. */
const EXIT = { done: 0, failed: 1, usage: 2, refusedFiles: 3, engineAway: 4, guardRefused: 5 } as const;
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** A signal ended the run. */
class Interrupted extends Error {
  override name = 'Interrupted';
  readonly code: number;
  constructor(signal: keyof typeof SIGNALS) {
    super(`interrupted by ${signal}: the live index stays as it was`);
    this.code = SIGNALS[signal];
  }
}

const RUN: Readonly<Record<Command, (args: readonly string[]) => Promise<number>>> = {
  async reindex(args) {
    const given = reindexArguments(args);
    if (!given) return help('reindex');
    const config = loadConfig(process.env);
    const { DATA_DIR, SEEDS_DIR } = config.env;
    const named = given.again ? lastPaths(DATA_DIR) : given.paths;
    const paths = named.length > 0 ? named : [SEEDS_DIR];
    const by = given.again ? 'last run' : named.length > 0 ? 'arguments' : 'environment';
    if (!given.rollback) checkPaths(paths, by);
    if (given.report !== undefined) checkReportPath(given.report, paths);
    const { lockRun } = await import('./load/runlock.ts');
    const lock = lockRun(DATA_DIR);
    try {
      return await underSignals((signal) => runReindex({ ...given, paths }, config, signal));
    } finally {
      lock.release();
    }
  },

  async ingest(args) {
    if (!ingestArguments(args)) return help('ingest');
    const { ingest } = await import('./ingest/ingest.ts');
    const { env, index } = loadConfig(process.env);
    const { makeWritable } = await import('../engine/data-dir.ts');
    makeWritable(env.DATA_DIR);
    let refused = false;
    for await (const verdict of ingest(process.stdin, env.DATA_DIR, index.maxFileBytes)) {
      refused ||= verdict.status === 'refused';
      await print(`${JSON.stringify(verdict)}\n`);
    }
    return refused ? EXIT.refusedFiles : EXIT.done;
  },

  async extract(args) {
    const given = extractArguments(args);
    if (!given) return help('extract');
    const { extract } = await import('./extracting/extract.ts');
    const { threadsWorth } = await import('./threads/threads.ts');
    const { threads = threadsWorth() - 1 } = given; // one of them is this one
    try {
      for await (const answers of extract(process.stdin, loadConfig(process.env), threads))
        await print(answers);
    } finally {
      // Whoever goes on writing to us would keep a command alive that has failed.
      process.stdin.destroy();
    }
    return EXIT.done;
  },

  async explain(args) {
    const given = explainArguments(args);
    if (!given) return help('explain');
    const config = loadConfig(process.env);
    const { explainArticle, explainFile, namesFile } = await import('./explain.ts');
    const { stdout } = process;
    const look = { width: stdout.columns ?? 120, colours: stdout.isTTY === true && stdout.hasColors() };
    if (namesFile(given.what)) {
      for await (const page of explainFile(given.what, config, look)) await print(`${page}\n`);
      return EXIT.done;
    }
    const { openStore } = await import('../engine/open.ts');
    const store = await openStore(
      config,
      logTo((line) => process.stderr.write(`${line}\n`), config),
    );
    try {
      await print(await explainArticle(given.what, store.reader, look));
    } finally {
      await store.close();
    }
    return EXIT.done;
  },
};

async function runReindex(given: ReindexArguments, config: Config, signal: AbortSignal): Promise<number> {
  const [{ reindex }, { progressOn }, { watchRoom }, { jsonSummary, summaryText }] = await Promise.all([
    import('./reindex.ts'),
    import('./load/progress.ts'),
    import('./load/room.ts'),
    import('./load/summary.ts'),
  ]);
  const shown = !given.progress ? 'none' : process.stderr.isTTY ? 'bar' : 'lines';
  const progress = progressOn(process.stderr, shown);
  const say = (line: string) => {
    if (!given.quiet) progress.say(line);
  };
  const log = logTo((line) => progress.say(line), config, given.quiet);
  const { openStore } = await import('../engine/open.ts');
  const store = given.dryRun ? null : await openStore(config, log);
  const { DATA_DIR, MEILI_URL } = config.env;
  const unwatch = store && !MEILI_URL ? watchRoom(DATA_DIR, progress.say) : null;
  try {
    signal.throwIfAborted();
    if (store) say(store.description);
    if (given.rollback && store) {
      const build = await store.writer.rollback();
      say(`build ${build.id} of ${build.finishedAt} is live again, with ${build.articles} articles`);
      if (given.json) await print(`${JSON.stringify({ outcome: 'rolled back', build: build.id })}\n`);
      return EXIT.done;
    }
    const run = async () => {
      const { report, refusal } = await reindex(
        {
          paths: given.paths,
          incremental: given.incremental,
          maxDrop: given.maxDrop ?? config.index.maxDropPercent,
          limit: given.limit ?? Number.POSITIVE_INFINITY,
          ...(given.threads !== undefined && { threads: given.threads }),
        },
        { config, store, progress: { ...progress, say }, signal },
      );
      progress.clear();
      if (given.json) await print(`${JSON.stringify(jsonSummary(report))}\n`);
      say(summaryText(report));
      const isKept = given.report === undefined || (await writeReport(given.report, report, progress.say));
      if (refusal) {
        progress.say(refusal.message);
        return refusal.name === 'GuardRefused' ? EXIT.guardRefused : EXIT.failed;
      }
      if (!isKept) return EXIT.failed;
      return report.counts.refused > 0 && report.outcome !== 'nothing changed'
        ? EXIT.refusedFiles
        : EXIT.done;
    };
    if (!given.watch) return await run();
    const { watch } = await import('./watch.ts');
    const ingested = ingestedIn(DATA_DIR);
    await mkdir(ingested, { recursive: true });
    const watched = [...given.paths, ingested];
    return await watch(watched, async () => void (await run()), DATA_DIR, signal);
  } finally {
    unwatch?.();
    progress.clear();
    await store?.close();
  }
}

/** What became of the run stands, though its report cannot be written: whoever asked for one is told. */
async function writeReport(file: string, report: Report, say: (line: string) => void): Promise<boolean> {
  try {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`, 'utf8');
    return true;
  } catch (cause) {
    say(
      `the report could not be written to ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    return false;
  }
}

/** npm passes on a Ctrl-C that the terminal has sent us already: a signal this soon after the first is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Runs work that a signal ends in order; a second signal ends it at once. */
async function underSignals<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let heard = Number.POSITIVE_INFINITY;
  const hear = (signal: NodeJS.Signals) => {
    if (signal !== 'SIGINT' && signal !== 'SIGTERM') return;
    if (performance.now() - heard > SAME_SIGNAL_MS) process.exit(SIGNALS[signal]);
    if (controller.signal.aborted) return;
    heard = performance.now();
    controller.abort(new Interrupted(signal));
  };
  process.on('SIGINT', hear).on('SIGTERM', hear);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', hear).off('SIGTERM', hear);
  }
}

/** Whether somebody may still read stdout. */
let isRead = true;

/** Writes to stdout; resolves when there is room for more, or nobody left to read it. */
async function print(text: string): Promise<void> {
  if (!isRead || process.stdout.write(text)) return;
  try {
    await once(process.stdout, 'drain');
  } catch (cause) {
    if (!isUnread(cause)) throw cause;
  }
}

const isUnread = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'EPIPE';

async function help(command: Command): Promise<number> {
  await print(USAGE[command]);
  return EXIT.done;
}

/** The store's log on stderr, as much of it as LOG_LEVEL lets through. */
function logTo(say: (line: string) => void, config: Config, quiet = false): Logger {
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
  const least = levels.indexOf(quiet ? 'error' : config.env.LOG_LEVEL);
  const at = (level: string) => (message: string) => {
    if (levels.indexOf(level) >= least) say(message);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Says what went wrong and returns the exit code of the contract. */
async function fail(cause: unknown, command: Command | undefined): Promise<number> {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  const debugging = process.env.LOG_LEVEL === 'debug' || process.env.LOG_LEVEL === 'trace';
  if (debugging && cause instanceof Error) process.stderr.write(`${cause.stack}\n`);
  if (cause instanceof Interrupted) return cause.code;
  if (cause instanceof UsageError) {
    process.stderr.write(`\n${Object.values(command ? [USAGE[command]] : USAGE).join('\n')}`);
    return EXIT.usage;
  }
  const { StoreUnavailable } = await import('../engine/port.ts');
  if (cause instanceof StoreUnavailable) return EXIT.engineAway;
  return cause instanceof MissingPath ? EXIT.usage : EXIT.failed;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((each) => each === name);
  try {
    if (!command)
      throw new UsageError(`the command is «${name ?? ''}»: it must be one of ${COMMANDS.join(', ')}`);
    return await RUN[command](args);
  } catch (cause) {
    return fail(cause, command);
  }
}

keepStdoutOurs();
goOnUnheard(process.stderr);
const commandLine = process.argv.slice(2);
process.stdout.on('error', (cause) => {
  isRead = !isUnread(cause);
  // An index is made whether or not its figures are read; a watch for nobody ends.
  if (!isRead && commandLine[0] === 'reindex' && !commandLine.includes('--watch')) return;
  // Whoever reads us has seen enough, as `head` has: nothing is left to do.
  if (!isRead) process.exit(EXIT.done);
  process.stderr.write(`cannot write to stdout: ${cause.message}\n`);
  process.exit(EXIT.failed);
});
process.exitCode = await main(commandLine);
