/** The writing side on Meilisearch: a staging pair of indexes is filled, verified, and swapped in by one task. */
import type { IndexSwap } from 'meilisearch';
import type { IndexFile } from '../config/schema.ts';
import type { Article, Build } from './article.ts';
import type { Connection } from './connection.ts';
import type { Logger } from './logger.ts';
import type { IndexNames, IndexPair } from './names.ts';
import { toPayload } from './payload.ts';
import {
  type ArticleWriter,
  NoBuildYet,
  NothingToRollBack,
  type Staging,
  StoreRefused,
  StoreUnavailable,
} from './port.ts';
import { articleSettings, BUILD_SETTINGS, settingsThatDiffer } from './settings.ts';
import { toStored } from './stored.ts';
import { doTasks, type Enqueue, patiently, type TaskOrder, taskDone } from './tasks.ts';

const NDJSON = 'application/x-ndjson';

export interface WriterOptions {
  /** With a key that may manage indexes, documents, settings and tasks. */
  readonly connection: Connection;
  readonly names: IndexNames;
  readonly index: IndexFile;
  readonly log: Logger;
}

export function createWriter(options: WriterOptions): ArticleWriter {
  const { names } = options;
  const store = new Indexes(options);
  return {
    async begin() {
      await store.remove(names.staging);
      await store.create(names.staging);
      return new StagingPair(store, options);
    },
    build: () => store.buildOf(names.live),
    async rollback() {
      const previous = await store.buildOf(names.previous);
      if (!previous)
        throw new NothingToRollBack('there is no previous build to put back: only one reindex ran, or none');
      await store.swap(names.live, names.previous, previous.id);
      return previous;
    },
  };
}

class StagingPair implements Staging {
  readonly #store: Indexes;
  readonly #options: WriterOptions;
  readonly #tasks: number[] = [];
  readonly #ids = new Set<string>();
  /** From the swap on there is nothing to give up: the pair holds what was live. */
  #state: 'filling' | 'abandoned' | 'swapping' = 'filling';

  constructor(store: Indexes, options: WriterOptions) {
    this.#store = store;
    this.#options = options;
  }

  async add(articles: readonly Article[]): Promise<void> {
    if (articles.length === 0) return;
    const { articles: index } = this.#options.names.staging;
    this.#tasks.push(await this.#store.enqueue(index, toPayload(articles.map(toStored))));
    for (const { id } of articles) this.#ids.add(id);
  }

  async publish(build: Build): Promise<void> {
    const { names, index, connection, log } = this.#options;
    for (const task of this.#tasks)
      await taskDone(connection, task, 'indexing the articles', index.taskDeadlineMs);
    const wrote = await this.#store.enqueue(names.staging.builds, toPayload([build]));
    await taskDone(connection, wrote, 'writing the build', index.taskDeadlineMs);
    await this.#store.verify(names.staging, this.#ids.size);

    const before = await patiently(() => this.#store.buildOf(names.live));
    if (!before) await this.#store.createMissing(names.live);
    if (this.#state === 'abandoned')
      throw new StoreRefused(`the build ${build.id} was abandoned: the live index stays`);
    this.#state = 'swapping';
    try {
      await this.#store.swap(names.live, names.staging, build.id);
    } catch (cause) {
      this.#state = 'filling';
      throw cause;
    }
    try {
      await this.#keepAsPrevious(before);
    } catch (cause) {
      // The build is live: a run that says it failed would be a lie.
      const why = cause instanceof Error ? cause.message : String(cause);
      log.warn(`the build ${build.id} is live, but the one before could not be kept for --rollback: ${why}`);
    }
  }

  async abandon(): Promise<void> {
    if (this.#state === 'swapping') return;
    this.#state = 'abandoned';
    await this.#store.remove(this.#options.names.staging);
  }

  /** After the swap the staging pair holds what was live; the previous pair takes its place. */
  async #keepAsPrevious(before: Build | null): Promise<void> {
    const { names } = this.#options;
    if (before) {
      await this.#store.createMissing(names.previous);
      await this.#store.swap(names.previous, names.staging, before.id);
    }
    await this.#store.remove(names.staging);
  }
}

/** Operations on pairs of indexes, each awaited and checked. */
class Indexes {
  readonly #connection: Connection;
  readonly #index: IndexFile;

  constructor({ connection, index }: WriterOptions) {
    this.#connection = connection;
    this.#index = index;
  }

  /** The build of a pair, or null when the pair does not exist or is empty. */
  async buildOf(pair: IndexPair): Promise<Build | null> {
    const found = await this.#ifThere(() =>
      this.#connection.call('reading the build', (client) =>
        client.index(pair.builds).getDocuments<Build>({ limit: 1 }),
      ),
    );
    return found?.results[0] ?? null;
  }

  /** Makes both indexes by giving them their settings, before any document: after them costs five times as much. */
  async create(pair: IndexPair): Promise<void> {
    await this.#tasks(
      this.#settingsOf(pair).map(([uid, settings]) => ({
        what: `setting up the index ${uid}`,
        enqueue: (client) => client.index(uid).updateSettings(settings),
      })),
    );
  }

  /** Makes the pair when it is not there, empty, so that it can be swapped. */
  async createMissing(pair: IndexPair): Promise<void> {
    const there = await Promise.all([this.#exists(pair.articles), this.#exists(pair.builds)]);
    if (there.every(Boolean)) return;
    await this.remove(pair);
    await this.create(pair);
  }

  /** Cancels what is still queued for the pair and deletes it; a pair that is not there is no fault. */
  async remove(pair: IndexPair): Promise<void> {
    const indexUids = [pair.articles, pair.builds];
    await this.#task('cancelling leftover tasks', (client) =>
      client.tasks.cancelTasks({ indexUids, statuses: ['enqueued', 'processing'] }),
    );
    const there = await Promise.all(indexUids.map((uid) => this.#exists(uid)));
    await this.#tasks(
      indexUids
        .filter((_, i) => there[i])
        .map((uid) => ({
          what: `deleting the index ${uid}`,
          enqueue: (client) => client.deleteIndex(uid),
        })),
    );
  }

  /** Enqueues a payload and returns its task. May be repeated: a document that comes twice replaces itself. */
  async enqueue(uid: string, payload: string): Promise<number> {
    const { taskUid } = await patiently(() =>
      this.#connection.call(`sending documents to ${uid}`, (client) =>
        client.index(uid).addDocumentsFromString(payload, NDJSON, { primaryKey: 'id' }),
      ),
    );
    return taskUid;
  }

  /** @throws StoreRefused when the pair does not hold exactly what was sent, or has other settings */
  async verify(pair: IndexPair, articles: number): Promise<void> {
    for (const [uid, settings] of this.#settingsOf(pair)) {
      const expected = uid === pair.builds ? 1 : articles;
      const [stats, got] = await patiently(() =>
        this.#connection.call(`verifying ${uid}`, (client) =>
          Promise.all([client.index(uid).getStats(), client.index(uid).getSettings()]),
        ),
      );
      if (stats.numberOfDocuments !== expected)
        throw new StoreRefused(
          `${uid} holds ${stats.numberOfDocuments} documents where ${expected} were sent: the live index stays`,
        );
      const differ = settingsThatDiffer(settings, got);
      if (differ.length > 0)
        throw new StoreRefused(
          `${uid} has other settings than were sent (${differ.join(', ')}): the live index stays`,
        );
    }
  }

  /**
   * Swaps two pairs in one task. A swap may not be repeated blindly, since twice is not at all: when the engine goes
   * away in its middle, what is live afterwards tells whether it was done.
   */
  async swap(front: IndexPair, back: IndexPair, frontBuildAfter: string): Promise<void> {
    const swaps = [
      { indexes: [front.articles, back.articles], rename: false },
      { indexes: [front.builds, back.builds], rename: false },
    ] satisfies IndexSwap[];
    try {
      await this.#task(`swapping ${front.articles} and ${back.articles}`, (client) =>
        client.swapIndexes(swaps),
      );
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const live = await patiently(async () => {
        await this.#task('cancelling the swap', (client) =>
          client.tasks.cancelTasks({ types: ['indexSwap'], statuses: ['enqueued'] }),
        );
        return this.buildOf(front);
      });
      if (live?.id !== frontBuildAfter) throw error;
    }
  }

  #settingsOf(pair: IndexPair) {
    return [
      [pair.articles, articleSettings(this.#index)],
      [pair.builds, BUILD_SETTINGS],
    ] as const;
  }

  async #exists(uid: string): Promise<boolean> {
    const found = await this.#ifThere(() =>
      patiently(() => this.#connection.call(`looking for ${uid}`, (client) => client.getRawIndex(uid))),
    );
    return found !== null;
  }

  async #ifThere<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof NoBuildYet) return null;
      throw error;
    }
  }

  #task(what: string, enqueue: Enqueue): Promise<void> {
    return doTasks(this.#connection, this.#index.taskDeadlineMs, [{ what, enqueue }]);
  }

  #tasks(tasks: readonly TaskOrder[]): Promise<void> {
    return doTasks(this.#connection, this.#index.taskDeadlineMs, tasks);
  }
}
