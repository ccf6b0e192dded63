/** The writing side on Meilisearch: a staging set of indexes is filled, verified, and swapped in by one task. */
import { setTimeout } from 'node:timers/promises';
import type { IndexSwap, Settings } from 'meilisearch';
import type { IndexFile } from '../config/schema.ts';
import { addedBefore } from './added.ts';
import { type Article, removedText, type StoredBuild } from './article.ts';
import type { Connection } from './connection.ts';
import type { Logger } from './logger.ts';
import type { IndexNames, IndexSet } from './names.ts';
import { toPayload } from './payload.ts';
import {
  type ArticleWriter,
  NoBuildYet,
  NothingToRollBack,
  type Staging,
  StoreRefused,
  StoreUnavailable,
  SWAP_GRACE_MS,
} from './port.ts';
import { articleSettings, BUILD_SETTINGS, FORMAT, removedSettings, settingsThatDiffer } from './settings.ts';
import { toStored, withNames } from './stored.ts';
import { doTasks, type Enqueue, patiently, type TaskOrder, taskDone } from './tasks.ts';

const NDJSON = 'application/x-ndjson';
const INDEXES = ['articles', 'removed', 'builds'] as const satisfies readonly (keyof IndexSet)[];

/** A build as it is written: with the version of the index it is of, which those before the first one do not tell. */
interface BuildDocument extends StoredBuild {
  readonly format?: string;
}

/** One index of a set and what the engine is told about it. */
interface IndexSettings {
  readonly name: keyof IndexSet;
  readonly uid: string;
  readonly settings: Settings;
}

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
    async begin(now = Date.now()) {
      await store.remove(names.staging);
      await store.create(names.staging);
      return new StagingSet(store, options, await store.buildOf(names.live), now);
    },
    build: () => store.buildOf(names.live),
    async rollback() {
      const previous = await store.buildOf(names.previous);
      if (!previous)
        throw new NothingToRollBack('there is no previous build to put back: only one reindex ran, or none');
      if (previous.format !== FORMAT)
        throw new StoreRefused(
          `the previous build ${previous.id} was made by another version of Broadsheet and cannot be searched: the live one stays`,
        );
      await store.swap(names.live, names.previous, previous.id);
      await setTimeout(SWAP_GRACE_MS);
      return previous;
    },
  };
}

class StagingSet implements Staging {
  readonly #store: Indexes;
  readonly #options: WriterOptions;
  readonly #tasks: number[] = [];
  /** Articles sent, and those of them that lost something. */
  readonly #ids = new Set<string>();
  readonly #stripped = new Set<string>();
  /** From the swap on there is nothing to give up: the set holds what was live. */
  #state: 'filling' | 'abandoned' | 'swapping' = 'filling';

  /** The build that is live while this one is filled, and the time its new articles are added at. */
  readonly #live: StoredBuild | null;
  readonly #now: number;

  constructor(store: Indexes, options: WriterOptions, live: StoredBuild | null, now: number) {
    this.#store = store;
    this.#options = options;
    this.#live = live;
    this.#now = now;
  }

  async add(articles: readonly Article[]): Promise<void> {
    if (articles.length === 0) return;
    const { staging } = this.#options.names;
    const added = await this.#addedBefore(articles);
    const dated = <T extends { readonly id: string }>(document: T) => ({
      ...document,
      addedAt: added.get(document.id) ?? this.#now,
    });
    const stored = articles.map((article) => dated(toStored(article)));
    this.#tasks.push(await this.#store.enqueue(staging.articles, toPayload(stored)));
    for (const { id } of articles) this.#ids.add(id);
    const removed = articles.flatMap((article) => removedText(article) ?? []);
    if (removed.length === 0) return;
    this.#tasks.push(
      await this.#store.enqueue(staging.removed, toPayload(removed.map((text) => dated(withNames(text))))),
    );
    for (const { id } of removed) this.#stripped.add(id);
  }

  async #addedBefore(articles: readonly Article[]): Promise<ReadonlyMap<string, number>> {
    if (!this.#live) return new Map();
    const { connection, names } = this.#options;
    const ids = articles.map(({ id }) => id);
    return addedBefore(connection, names.live.articles, ids, Date.parse(this.#live.finishedAt));
  }

  async publish(build: StoredBuild): Promise<void> {
    const { names, index, connection, log } = this.#options;
    for (const task of this.#tasks)
      await taskDone(connection, task, 'indexing the articles', index.taskDeadlineMs);
    const built: BuildDocument = { ...build, format: FORMAT };
    const wrote = await this.#store.enqueue(names.staging.builds, toPayload([built]));
    await taskDone(connection, wrote, 'writing the build', index.taskDeadlineMs);
    await this.#store.verify(names.staging, {
      articles: this.#ids.size,
      removed: this.#stripped.size,
      builds: 1,
    });

    const before = await patiently(() => this.#store.buildOf(names.live));
    await this.#store.createMissing(names.live);
    if (this.#state === 'abandoned')
      throw new StoreRefused(`the build ${build.id} was abandoned: the live index stays`);
    this.#state = 'swapping';
    try {
      await this.#store.swap(names.live, names.staging, build.id);
    } catch (cause) {
      this.#state = 'filling';
      throw cause;
    }
    const noticed = setTimeout(SWAP_GRACE_MS);
    try {
      await this.#keepAsPrevious(before);
    } catch (cause) {
      // The build is live: a run that says it failed would be a lie.
      const why = cause instanceof Error ? cause.message : String(cause);
      log.warn(`the build ${build.id} is live, but the one before could not be kept for --rollback: ${why}`);
    }
    await noticed;
  }

  async abandon(): Promise<void> {
    if (this.#state === 'swapping') return;
    this.#state = 'abandoned';
    await this.#store.remove(this.#options.names.staging);
  }

  /** After the swap the staging set holds what was live; the previous set takes its place. */
  async #keepAsPrevious(before: StoredBuild | null): Promise<void> {
    const { names } = this.#options;
    if (before) {
      await this.#store.createMissing(names.previous);
      await this.#store.swap(names.previous, names.staging, before.id);
    }
    await this.#store.remove(names.staging);
  }
}

/** Operations on sets of indexes, each awaited and checked. */
class Indexes {
  readonly #connection: Connection;
  readonly #index: IndexFile;

  constructor({ connection, index }: WriterOptions) {
    this.#connection = connection;
    this.#index = index;
  }

  /** The build of a set, or null when the set does not exist or is empty. */
  async buildOf(set: IndexSet): Promise<BuildDocument | null> {
    const found = await this.#ifThere(() =>
      this.#connection.call('reading the build', (client) =>
        client.index(set.builds).getDocuments<BuildDocument>({ limit: 1 }),
      ),
    );
    return found?.results[0] ?? null;
  }

  /** Makes the indexes by giving them their settings, before any document: after them costs five times as much. */
  async create(set: IndexSet): Promise<void> {
    await this.#setUp(this.#settingsOf(set));
  }

  /** Makes those of the set that are not there, empty, so that it can be swapped. */
  async createMissing(set: IndexSet): Promise<void> {
    const all = this.#settingsOf(set);
    const there = await Promise.all(all.map(({ uid }) => this.#exists(uid)));
    await this.#setUp(all.filter((_, i) => !there[i]));
  }

  #setUp(indexes: readonly IndexSettings[]): Promise<void> {
    return this.#tasks(
      indexes.map(({ uid, settings }) => ({
        what: `setting up the index ${uid}`,
        enqueue: (client) => client.index(uid).updateSettings(settings),
      })),
    );
  }

  /** Cancels what is still queued for the set and deletes it; a set that is not there is no fault. */
  async remove(set: IndexSet): Promise<void> {
    const indexUids = Object.values(set);
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

  /** @throws StoreRefused when an index does not hold exactly what was sent, or has other settings */
  async verify(set: IndexSet, sent: Readonly<Record<keyof IndexSet, number>>): Promise<void> {
    for (const { name, uid, settings } of this.#settingsOf(set)) {
      const expected = sent[name];
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
   * Swaps two sets in one task. A swap may not be repeated blindly, since twice is not at all: when the engine goes
   * away in its middle, what is live afterwards tells whether it was done.
   */
  async swap(front: IndexSet, back: IndexSet, frontBuildAfter: string): Promise<void> {
    const swaps = INDEXES.map((name): IndexSwap => ({ indexes: [front[name], back[name]], rename: false }));
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

  #settingsOf(set: IndexSet): readonly IndexSettings[] {
    const settings = {
      articles: articleSettings(this.#index),
      removed: removedSettings(this.#index),
      builds: BUILD_SETTINGS,
    };
    return INDEXES.map((name) => ({ name, uid: set[name], settings: settings[name] }));
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
