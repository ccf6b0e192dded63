/**
 * The engine that Broadsheet runs itself: started, joined, adopted, restarted and stopped.
 *
 * One process owns the engine and stops it at its end, unless others use it; every other one joins it. Who owns what stands in
 * `DATA_DIR/engine.json`, and is changed only under `DATA_DIR/engine.lock`:
 *
 *   no engine runs               -> start one, own it
 *   runs, owner runs             -> join it
 *   runs, owner was killed       -> adopt it: own it from now on
 *   runs, owner ends             -> whoever joined first owns it; the last one stops it
 *   runs, but never answers      -> stop it, start one, own it
 *
 * Every process looks again several times a second, so that `url` follows whatever happens.
 */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BinaryOptions, findBinary } from './binary.ts';
import { makeWritable } from './data-dir.ts';
import { answers, databasePath, launch } from './launch.ts';
import { withLock } from './lock.ts';
import type { Logger } from './logger.ts';
import { commandOf, isAlive, type ProcessId, self, stopProcess } from './processes.ts';
import {
  type EngineRecord,
  engineOf,
  masterKey,
  ownedBy,
  ownerOf,
  readRecord,
  removeRecord,
  type User,
  usersOf,
  writeRecord,
} from './record.ts';

const LOOK_EVERY_MS = 250;
/** The owner restarts a dead engine; a process that joined lets it go first for this long. */
const OWNER_FIRST_MS = 3_000;
/** An engine that runs but does not answer is given this long before it is stopped. */
const ANSWER_PATIENCE_MS = 30_000;
/** Another process may be starting the engine, which recovers a large index. */
const LOCK_PATIENCE_MS = 150_000;
/** An engine in the middle of an index batch needs a while to end in order. */
const STOP_PATIENCE_MS = 30_000;
/** An engine that lived this long was no failed start: the next restart comes at once. */
const SOUND_LIFE_MS = 60_000;
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_LAST_MS = 30_000;

export interface EmbeddedOptions extends BinaryOptions {
  readonly log: Logger;
  /** Bytes the engine may use for indexing; by default a third of what there is. */
  readonly indexingMemory?: number;
}

export interface Embedded {
  /** Where the engine listens now; ask anew for every call. */
  readonly url: string;
  readonly masterKey: string;
  readonly version: string;
  /** Whether this process stops the engine at its end. */
  readonly owned: boolean;
  /** Stops the engine in order when it is ours and nobody else uses it, else leaves it to them. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts, joins or adopts the engine of `dataDir` and resolves once it answers.
 * @throws StoreError, StoreUnavailable with what to do next
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const keeper = new EngineKeeper(options);
  await keeper.open();
  return keeper;
}

class EngineKeeper implements Embedded {
  readonly #options: EmbeddedOptions;
  readonly #log: Logger;
  readonly #dataDir: string;
  readonly #token = randomUUID();
  #key = '';
  #record: EngineRecord | null = null;
  #timer: NodeJS.Timeout | undefined;
  #settling: Promise<void> | null = null;
  #closing: Promise<void> | null = null;
  #startedAt = Number.NEGATIVE_INFINITY;
  #quickDeaths = 0;
  #notBefore = 0;
  /** The engine whose death was counted already. */
  #mourned: number | undefined;
  #missedSince: number | null = null;

  constructor(options: EmbeddedOptions) {
    this.#dataDir = resolve(options.dataDir);
    this.#options = { ...options, dataDir: this.#dataDir };
    this.#log = options.log;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#current().port}`;
  }

  get masterKey(): string {
    return this.#key;
  }

  get version(): string {
    return this.#current().version;
  }

  get owned(): boolean {
    return this.#current().ownerToken === this.#token;
  }

  async open(): Promise<void> {
    makeWritable(this.#dataDir);
    try {
      await this.#settle();
    } catch (cause) {
      if (readRecord(this.#dataDir)?.ownerToken === this.#token) removeRecord(this.#dataDir);
      throw cause;
    }
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  close(): Promise<void> {
    this.#closing ??= this.#stop();
    return this.#closing;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#settling;
    await this.#locked(async () => {
      const record = readRecord(this.#dataDir);
      if (!record) return;
      const others = usersOf(record, this.#token);
      const [heir] = others;
      if (record.ownerToken !== this.#token || heir) {
        const left = { ...record, joined: others };
        writeRecord(this.#dataDir, record.ownerToken === this.#token && heir ? ownedBy(left, heir) : left);
        return;
      }
      const inOrder = await stopProcess(engineOf(record), STOP_PATIENCE_MS);
      if (!inOrder)
        this.#log.warn(
          `the engine did not stop within ${STOP_PATIENCE_MS} ms and was killed; no data is lost by that`,
        );
      removeRecord(this.#dataDir);
    });
  }

  /** One look around: cheap when all is well, and sets things right when not. */
  #look(): void {
    if (this.#settling || this.#closing || performance.now() < this.#notBefore) return;
    const record = readRecord(this.#dataDir);
    const mine = record?.ownerToken === this.#token;
    const ownerLives = record !== null && (mine || isAlive(ownerOf(record)));
    const isKnown = mine || record?.joined.some(({ token }) => token === this.#token);
    if (record && ownerLives && isKnown && isAlive(engineOf(record))) {
      this.#record = record;
      this.#missedSince = null;
      return;
    }
    if (mine) {
      if (this.#mourned !== record.pid && this.#backOff(record.pid)) return;
    } else if (ownerLives) {
      this.#missedSince ??= performance.now();
      if (performance.now() - this.#missedSince < OWNER_FIRST_MS) return;
    }
    this.#settling = this.#settle()
      .catch((cause: unknown) => {
        this.#log.error(`the engine is away: ${cause instanceof Error ? cause.message : String(cause)}`);
        this.#backOff(readRecord(this.#dataDir)?.pid);
      })
      .finally(() => {
        this.#settling = null;
      });
  }

  /** Counts a death once; when it came soon after a start, waits longer each time. @returns whether to wait now */
  #backOff(pid: number | undefined): boolean {
    this.#mourned = pid;
    this.#quickDeaths = performance.now() - this.#startedAt < SOUND_LIFE_MS ? this.#quickDeaths + 1 : 0;
    this.#startedAt = performance.now();
    if (this.#quickDeaths < 2) return false;
    const wait = Math.min(BACK_OFF_LAST_MS, BACK_OFF_FIRST_MS * 2 ** (this.#quickDeaths - 2));
    this.#notBefore = performance.now() + wait;
    return true;
  }

  #settle(): Promise<void> {
    return this.#locked(async () => {
      this.#key = masterKey(this.#dataDir);
      const record = readRecord(this.#dataDir);
      this.#record = (record && (await this.#keep(record))) ?? (await this.#startOwn(record));
      this.#missedSince = null;
    });
  }

  /** The engine of the record when it runs and answers, joined or adopted; else null, and then it does not run. */
  async #keep(record: EngineRecord): Promise<EngineRecord | null> {
    const engine = engineOf(record);
    // A record may name a pid that is another program's by now: only one that serves our data is ours.
    if (!isAlive(engine) || !commandOf(engine.pid).includes(databasePath(this.#dataDir))) return null;
    if (!(await this.#answersInTime(engine, record.port))) {
      this.#log.warn(`the engine (process ${engine.pid}) runs but does not answer: it is stopped`);
      await stopProcess(engine, STOP_PATIENCE_MS);
      return null;
    }
    if (record.ownerToken === this.#token) return record;
    if (isAlive(ownerOf(record))) return this.#join(record);
    this.#log.info(`found the engine of a process that was killed (${record.ownerPid}): it is ours now`);
    return this.#claim(engine, record);
  }

  /** Writes down that this process uses the engine: whoever owns it will not stop it under us. */
  #join(record: EngineRecord): EngineRecord {
    const joined = [...usersOf(record, this.#token), this.#me()];
    writeRecord(this.#dataDir, { ...record, joined });
    return { ...record, joined };
  }

  #me(): User {
    return { ...self(), token: this.#token };
  }

  async #answersInTime(engine: ProcessId, port: number): Promise<boolean> {
    const end = performance.now() + ANSWER_PATIENCE_MS;
    while (isAlive(engine) && performance.now() < end) {
      if (await answers(port, this.#key)) return true;
      await sleep(100);
    }
    return false;
  }

  async #startOwn(before: EngineRecord | null): Promise<EngineRecord> {
    if (this.#record) this.#log.warn('the engine is gone: starting it again');
    this.#startedAt = performance.now();
    const launched = await launch({
      binary: await findBinary(this.#options),
      dataDir: this.#dataDir,
      masterKey: this.#key,
      indexingMemory: this.#options.indexingMemory,
      preferredPort: before?.port ?? this.#record?.port,
      onSpawn: (engine) => this.#claim(engine.process, engine),
    });
    const record = this.#claim(launched.process, launched);
    if (this.#record) this.#log.info(`the engine runs again at http://127.0.0.1:${record.port}`);
    return record;
  }

  /** Writes down that this process owns the engine. */
  #claim(engine: ProcessId, at: { port: number; version: string }): EngineRecord {
    const { pid, started, token } = this.#me();
    const before = readRecord(this.#dataDir);
    const record: EngineRecord = {
      pid: engine.pid,
      started: engine.started,
      port: at.port,
      version: at.version,
      ownerPid: pid,
      ownerStarted: started,
      ownerToken: token,
      joined: before ? usersOf(before, token) : [],
    };
    writeRecord(this.#dataDir, record);
    return record;
  }

  #locked<T>(work: () => Promise<T>): Promise<T> {
    return withLock(join(this.#dataDir, 'engine.lock'), LOCK_PATIENCE_MS, work);
  }

  #current(): EngineRecord {
    if (!this.#record) throw new Error('the engine was asked for before it was opened');
    return this.#record;
  }
}
