/** Entrance of the commands of who looks after an installation. */
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { goOnUnheard } from '../config/streams.ts';
import type { Logger } from '../engine/logger.ts';
import { openStore } from '../engine/open.ts';
import { type Store, StoreUnavailable } from '../engine/port.ts';
import { type Arguments, argumentsOf, COMMANDS, type Command, USAGE, UsageError } from './arguments.ts';
import { backup } from './backup.ts';
import { examine, jsonOf, textOf } from './doctor/doctor.ts';
import { restore } from './restore.ts';

const EXIT = { done: 0, failed: 1, usage: 2, engineAway: 4 } as const;

const say = (line: string) => void process.stderr.write(`${line}\n`);
const quiet: Logger = { info: () => undefined, warn: say, error: say };

const RUN: Readonly<Record<Command, (given: Arguments) => Promise<number>>> = {
  async doctor({ json }) {
    const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const findings = await examine(process.env, loadConfig, (config) => openStore(config, silent));
    process.stdout.write(json ? `${jsonOf(findings)}\n` : textOf(findings));
    return findings.some(({ state }) => state === 'fault') ? EXIT.failed : EXIT.done;
  },
  backup: ({ folder }) =>
    withStore(async (store, config) => {
      const { articles, build } = await backup(store, config, folder, say);
      say(`build ${build.id} with ${articles} articles is kept in ${folder}`);
      return EXIT.done;
    }),
  restore: ({ folder, replace }) =>
    withStore(async (store, config) => {
      const { articles, build } = await restore(store, config, folder, replace, say);
      say(`build ${build.id} with ${articles} articles is live`);
      return EXIT.done;
    }),
};

async function withStore(work: (store: Store, config: Config) => Promise<number>): Promise<number> {
  const config = loadConfig(process.env);
  const store = await openStore(config, quiet);
  try {
    say(store.description);
    return await work(store, config);
  } finally {
    await store.close();
  }
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((one) => one === name);
  try {
    if (!command)
      throw new UsageError(`the command is «${name ?? ''}»: it must be one of ${COMMANDS.join(', ')}`);
    const given = argumentsOf(command, args);
    if (given) return await RUN[command](given);
    process.stdout.write(USAGE[command]);
    return EXIT.done;
  } catch (cause) {
    say(cause instanceof Error ? cause.message : String(cause));
    if (cause instanceof UsageError) {
      say(`\n${Object.values(command ? [USAGE[command]] : USAGE).join('\n')}`);
      return EXIT.usage;
    }
    return cause instanceof StoreUnavailable ? EXIT.engineAway : EXIT.failed;
  }
}

goOnUnheard(process.stdout, process.stderr);
process.exitCode = await main(process.argv.slice(2));
