/** Sets of indexes in the engine: made, filled, looked at, swapped and deleted. */
import type { IndexSwap, Settings } from 'meilisearch';
import type { IndexFile } from '../config/schema.ts';
import { type BuildDocument, type FormattedBuild, fromBuildDocument } from './build-document.ts';
import type { Connection } from './connection.ts';
import type { IndexSet } from './names.ts';
import type { Payload } from './payload.ts';
import { NoBuildYet, StoreRefused, StoreUnavailable } from './port.ts';
import { articleSettings, BUILD_SETTINGS, removedSettings, settingsThatDiffer } from './settings.ts';
import { doTasks, type Enqueue, patiently, type TaskOrder } from './tasks.ts';

const INDEXES = ['articles', 'removed', 'builds'] as const satisfies readonly (keyof IndexSet)[];

/** Documents replace those with their ids, or only the keys they have. */
export type Writing = 'replace' | 'update';
const METHODS = { replace: 'POST', update: 'PUT' } as const satisfies Record<Writing, string>;

/** One index of a set and what the engine is told about it. */
interface IndexSettings {
  readonly name: keyof IndexSet;
  readonly uid: string;
  readonly settings: Settings;
}

/** Operations on sets of indexes, each awaited and checked. */
export class Indexes {
  readonly #connection: Connection;
  readonly #index: IndexFile;

  constructor({ connection, index }: { readonly connection: Connection; readonly index: IndexFile }) {
    this.#connection = connection;
    this.#index = index;
  }

  /** The build of a set, or null when the set does not exist or is empty. */
  async buildOf(set: IndexSet): Promise<FormattedBuild | null> {
    const found = await this.#ifThere(() =>
      this.#connection.call('reading the build', (client) =>
        client.index(set.builds).getDocuments<BuildDocument>({ limit: 1 }),
      ),
    );
    const document = found?.results[0];
    return document ? fromBuildDocument(document) : null;
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

  /**
   * Enqueues a payload and returns its task. May be repeated: a document that comes twice replaces itself.
   * @param check called before each try; what it throws ends them
   */
  async enqueue(
    uid: string,
    payload: Payload,
    how: Writing = 'replace',
    check: () => void = () => undefined,
  ): Promise<number> {
    const path = `indexes/${uid}/documents?primaryKey=id`;
    const { taskUid } = await patiently(async () => {
      check();
      return this.#connection.upload(`sending documents to ${uid}`, METHODS[how], path, payload);
    });
    return taskUid;
  }

  /** Enqueues the deletion of documents and returns its task. May be repeated. */
  async delete(uid: string, ids: readonly string[]): Promise<number> {
    const { taskUid } = await patiently(() =>
      this.#connection.call(`deleting documents of ${uid}`, (client) =>
        client.index(uid).deleteDocuments([...ids]),
      ),
    );
    return taskUid;
  }

  /** Deletes the build of a set: from then on the set is of none. */
  async forgetBuild(set: IndexSet): Promise<void> {
    await this.#task(`forgetting the build of ${set.articles}`, (client) =>
      client.index(set.builds).deleteAllDocuments(),
    );
  }

  /** Whether all indexes of a set are there with the settings a new one would get. */
  async hasSettings(set: IndexSet): Promise<boolean> {
    for (const { uid, settings } of this.#settingsOf(set)) {
      const got = await this.#ifThere(() =>
        patiently(() =>
          this.#connection.call(`looking at ${uid}`, (client) => client.index(uid).getSettings()),
        ),
      );
      if (!got || settingsThatDiffer(settings, got).length > 0) return false;
    }
    return true;
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

  /** Swaps two sets neither of which is live: should the engine go away in its middle the run has failed. */
  async swapBack(front: IndexSet, back: IndexSet): Promise<void> {
    const swaps = INDEXES.map((name): IndexSwap => ({ indexes: [front[name], back[name]], rename: false }));
    await this.#task(`swapping ${front.articles} and ${back.articles}`, (client) =>
      client.swapIndexes(swaps),
    );
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
