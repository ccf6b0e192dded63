/**
 * `npm run bench -- kills`: `kill -9` at random moments of a reindex, of indexer, server and engine in turn, while a witness
 * asks all the time. Every answer must rest on one whole build, the old one or the new one; the engine may be away after
 * it was killed (503 with Retry-After), the server after it was; the next run must succeed; nothing may be left over.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMaterial } from '../corpus/material.ts';
import type { Options } from '../main.ts';
import type { Figures, Row } from '../speed/figures.ts';
import { median } from '../speed/figures.ts';
import { ROOT } from '../speed/root.ts';
import { type BenchServer, startServer } from '../speed/server.ts';
import { type Chance, chanceOf } from '../stories/random.ts';
import { writeEdition } from './editions.ts';
import { freePort, killEngine, leftoversIn, startRun } from './processes.ts';
import { startWitness, type Witness } from './witness.ts';

const VICTIMS = ['indexer', 'server', 'engine'] as const;
type Victim = (typeof VICTIMS)[number];

/** Requests under way at any time. */
const ASKERS = 4;
/** Good answers after a run from which it is judged that the new edition is the one that is answered from. */
const SURE = 12;
/** Runs from which it is told how long the next one takes. */
const LAST_RUNS = 3;
/** Faults that are told one by one. */
const TOLD = 20;

/** What one kill did. */
interface Outcome {
  readonly victim: Victim;
  readonly incremental: boolean;
  /** Share of a run's usual time at which it came. */
  readonly moment: number;
  /** Exit code of the run that was under way; null: it was killed. */
  readonly code: number | null;
  /** Whether it took another run to get the edition in. */
  readonly again: boolean;
  readonly gapMs: number;
  readonly answers: number;
  readonly unavailable: number;
  readonly unanswered: number;
  /** Answers from the edition before and from the new one. */
  readonly old: number;
  readonly fresh: number;
  readonly faults: readonly string[];
}

export async function benchKills(options: Options): Promise<Omit<Figures, 'bench' | 'command'>> {
  const [pages = 0] = options.sizes;
  const outcomes = await kills({ ...options, pages });
  const faults = outcomes.flatMap((one, i) =>
    one.faults.map((fault) => `kill ${i + 1}, of the ${one.victim}: ${fault}`),
  );
  if (faults.length > 0) process.exitCode = 1;
  return {
    rows: VICTIMS.map((victim) =>
      rowOf(
        victim,
        outcomes.filter((one) => one.victim === victim),
      ),
    ),
    notes: [
      `${outcomes.length} kills with seed ${options.seed}, ${pages} pages, ${ASKERS} requests at a time, ${outcomes.filter(({ incremental }) => incremental).length} of the runs incremental`,
      `${faults.length} faults`,
      ...faults.slice(0, TOLD),
    ],
  };
}

function rowOf(victim: Victim, outcomes: readonly Outcome[]): Row {
  const sum = (of: (one: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    killed: victim,
    kills: outcomes.length,
    'run ended well': outcomes.filter(({ again }) => !again).length,
    'next run did': outcomes.filter(({ again }) => again).length,
    answers: sum(({ answers }) => answers),
    'of the old build': sum(({ old }) => old),
    'of the new one': sum(({ fresh }) => fresh),
    'answered 503': sum(({ unavailable }) => unavailable),
    'no answer': sum(({ unanswered }) => unanswered),
    'longest gap ms, median': median(outcomes.map(({ gapMs }) => gapMs)),
    'longest gap ms': Math.max(0, ...outcomes.map(({ gapMs }) => gapMs)),
    faults: sum(({ faults }) => faults.length),
  };
}

/** How long runs take at the moment, in milliseconds: the median of the last that came to their end. */
class Usual {
  readonly #full: number[] = [];
  readonly #incremental: number[] = [];

  add(incremental: boolean, ms: number): void {
    (incremental ? this.#incremental : this.#full).push(ms);
  }

  of(incremental: boolean): number {
    return median((incremental ? this.#incremental : this.#full).slice(-LAST_RUNS));
  }

  toString(): string {
    return `a full run ${Math.round(this.of(false))} ms, an incremental one ${Math.round(this.of(true))} ms`;
  }
}

interface Plan extends Options {
  readonly pages: number;
}

async function kills({ pages, seed, dir, say, kills: count }: Plan): Promise<readonly Outcome[]> {
  const materials = await readMaterial(join(ROOT, 'seeds'));
  const folder = join(dir, 'pages');
  const dataDir = join(dir, 'data');
  const env = { DATA_DIR: dataDir, SEEDS_DIR: folder, PORT: String(await freePort()) };
  const write = (edition: number) => writeEdition(folder, { materials, seed, pages }, edition);
  const chance = chanceOf(`${seed} kills`);
  let edition = 0;
  await write(edition);
  let server = await startServer(env);
  const calm = { engineAway: false, serverAway: false };
  const witness = startWitness(server.url, pages, {
    seed,
    askers: ASKERS,
    expected: { ...calm, editions: [0] },
  });
  const usual = new Usual();
  const outcomes: Outcome[] = [];
  try {
    for (const incremental of [false, true, true]) {
      edition++;
      await write(edition);
      witness.expect({ ...calm, editions: [edition - 1, edition] });
      const run = startRun(folder, env, incremental);
      const { code, said, ms } = await run.ended;
      if (code !== 0) throw new Error(`a run nobody disturbed ended with ${code}: ${said}`);
      usual.add(incremental, ms);
      witness.expect({ ...calm, editions: [edition] });
    }
    const undisturbed = witness.take();
    say(
      `undisturbed: ${undisturbed.answers} answers, longest gap ${Math.round(undisturbed.gapMs)} ms, ${usual}`,
    );
    if (undisturbed.faults.length > 0) throw new Error(`before any kill: ${undisturbed.faults[0]}`);
    while (outcomes.length < count) {
      edition++;
      await write(edition);
      const number = outcomes.length;
      const victim = VICTIMS[number % VICTIMS.length] as Victim;
      const incremental = chance.happens(0.5);
      const scene = { folder, env, incremental, edition, dataDir, witness, server };
      const killed = await kill(victim, scene, chance, usual);
      if (!killed) continue; // the run was over sooner than runs usually are: the next one is to be killed
      const { restarted, ...outcome } = killed;
      server = restarted;
      outcomes.push(outcome);
      say(
        `${number + 1}/${count} ${victim}, ${incremental ? 'incremental' : 'full'}, at ${Math.round(outcome.moment * 100)} %: ` +
          `run ${outcome.code ?? 'killed'}${outcome.again ? ', next one succeeded' : ''}; ${outcome.answers} answers, ` +
          `gap ${Math.round(outcome.gapMs)} ms, ${outcome.faults.length} faults`,
      );
      for (const fault of outcome.faults) say(`  ${fault}`);
    }
  } finally {
    await witness.stop();
    await server.close();
  }
  return outcomes;
}

interface Scene {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly incremental: boolean;
  /** The one that is to become live. */
  readonly edition: number;
  readonly dataDir: string;
  readonly witness: Witness;
  readonly server: BenchServer;
}

/** One reindex, one kill in its middle, and what it takes until the edition is live; null: it was over before. */
async function kill(
  victim: Victim,
  { folder, env, incremental, edition, dataDir, witness, server }: Scene,
  chance: Chance,
  usual: Usual,
): Promise<(Outcome & { readonly restarted: BenchServer }) | null> {
  const editions = [edition - 1, edition];
  const calm = { editions, engineAway: false, serverAway: false };
  const faults: string[] = [];
  witness.expect(calm);
  const run = startRun(folder, env, incremental);
  const moment = chance.next();
  const over = await Promise.race([sleep(moment * usual.of(incremental)), run.ended]);
  if (over) {
    if (over.code !== 0) throw new Error(`a run nobody disturbed ended with ${over.code}: ${over.said}`);
    usual.add(incremental, over.ms);
    witness.expect({ ...calm, editions: [edition] });
    return null;
  }
  let restarted = server;
  if (victim === 'indexer') run.kill();
  else if (victim === 'server') {
    witness.expect({ ...calm, serverAway: true });
    server.process.kill('SIGKILL');
    restarted = await startServer(env);
    witness.expect(calm);
  } else {
    witness.expect({ ...calm, engineAway: true });
    await killEngine(dataDir);
    await witness.answered(1);
    witness.expect(calm);
  }
  const { code, ms } = await run.ended;
  if (code === 0) usual.add(incremental, ms);
  const again = code !== 0;
  if (again) {
    const next = startRun(folder, env, incremental);
    const ended = await next.ended;
    if (ended.code !== 0) faults.push(`the next run ended with ${ended.code}: ${ended.said}`);
  }
  witness.expect({ ...calm, editions: [edition] });
  await witness.answered(SURE);
  faults.push(...(await leftoversIn(dataDir)));
  const seen = witness.take();
  return {
    victim,
    incremental,
    moment,
    code,
    again,
    gapMs: seen.gapMs,
    answers: seen.answers,
    unavailable: seen.unavailable,
    unanswered: seen.unanswered,
    // Also of runs that were over before they could be killed: whatever was live then.
    old: [...seen.editions].reduce((sum, [of, count]) => (of === edition ? sum : sum + count), 0),
    fresh: seen.editions.get(edition) ?? 0,
    faults: [...seen.faults, ...faults],
    restarted,
  };
}
