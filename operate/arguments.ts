/** The command lines of who looks after an installation. */
import { parseArgs } from 'node:util';

/** A command line that cannot be meant: exit 2, with the usage. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const COMMANDS = ['doctor', 'backup', 'restore'] as const;
export type Command = (typeof COMMANDS)[number];

export const USAGE: Readonly<Record<Command, string>> = {
  doctor: `Usage: npm run -s doctor [-- --json]

Looks at everything the search rests on, changes nothing, and says what to do: environment, Node, disk, engine, index,
settings, locks, leftovers. Starts the embedded engine where none runs, and stops it again.
Exit: 0 nothing is broken (warnings may be told), 1 something is.
`,
  backup: `Usage: npm run backup -- FOLDER

Writes the live build, and what incremental runs and handed-in pages rest on, into a new folder. Searches go on meanwhile.
Exit: 0 done, 1 failed, 2 usage, 4 engine unreachable.
`,
  restore: `Usage: npm run restore -- FOLDER [--replace]

Checks a backup file by file, then puts it back: into an installation without an index, or with --replace in the place of
what is live, which becomes the previous build.
Exit: 0 done, 1 failed, 2 usage, 4 engine unreachable.
`,
};

export interface Arguments {
  readonly folder: string;
  readonly json: boolean;
  readonly replace: boolean;
}

/** @throws UsageError; null: `--help` */
export function argumentsOf(command: Command, args: readonly string[]): Arguments | null {
  const { values, positionals } = parsed(args, {
    help: { type: 'boolean' },
    ...(command === 'doctor' && { json: { type: 'boolean' } }),
    ...(command === 'restore' && { replace: { type: 'boolean' } }),
  });
  if (values.help) return null;
  const wanted = command === 'doctor' ? 0 : 1;
  if (positionals.length !== wanted)
    throw new UsageError(
      wanted === 0
        ? `doctor takes no path, and was given ${positionals[0]}`
        : `${command} takes one folder, and was given ${positionals.length === 0 ? 'none' : positionals.join(' ')}`,
    );
  return { folder: positionals[0] ?? '', json: values.json === true, replace: values.replace === true };
}

function parsed(args: readonly string[], options: Record<string, { type: 'boolean' }>) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}
