/** The writing side on Meilisearch: a staging set of indexes is filled, verified, and swapped in by one task. */
import { setTimeout } from 'node:timers/promises';
import type { IndexFile } from '../config/schema.ts';
import { addedBefore, withAddedAt } from './added.ts';
import type { StoredBuild } from './article.ts';
import { toBuildDocument } from './build-document.ts';
import type { Connection } from './connection.ts';
import { IdSet, Ids } from './ids.ts';
import { Indexes, type Writing } from './indexes.ts';
import type { Logger } from './logger.ts';
import type { IndexNames } from './names.ts';
import { payloadOf, toPayload } from './payload.ts';
import {
  type ArticleWriter,
  type KeptArticle,
  type Line,
  NothingToRollBack,
  type Prepared,
  type Staging,
  StoreRefused,
  SWAP_GRACE_MS,
} from './port.ts';
import { prepare } from './prepared.ts';
import { FORMAT } from './settings.ts';
import { patiently, taskDone } from './tasks.ts';

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
      return new StagingSet(store, options, { live: await store.buildOf(names.live), now });
    },
    async beginFrom(build, held) {
      const previous = await store.buildOf(names.previous);
      if (previous?.id !== build || previous.format !== FORMAT) return null;
      if (!(await store.hasSettings(names.previous))) return null;
      await store.remove(names.staging);
      await store.createMissing(names.staging);
      // First of all nobody may take it for that build any more: whoever reads on from it learns that it is gone.
      await store.forgetBuild(names.previous);
      await store.swapBack(names.previous, names.staging);
      await store.remove(names.previous);
      return new StagingSet(store, options, { live: await store.buildOf(names.live), now: Date.now(), held });
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

/** How a staging set begins. */
interface Beginning {
  readonly live: StoredBuild | null;
  readonly now: number;
  readonly held?: Iterable<{ readonly id: string; readonly stripped: boolean }>;
}

class StagingSet implements Staging {
  readonly #store: Indexes;
  readonly #options: WriterOptions;
  readonly #tasks: number[] = [];
  /** Payloads on their way: one that arrived after the set was deleted would make it again, or be of the next run's. */
  readonly #underWay = new Set<Promise<number>>();
  /** Articles sent, and those of them that lost something. */
  readonly #table = new Ids();
  readonly #ids = new IdSet(this.#table);
  readonly #stripped = new IdSet(this.#table);
  /** From the swap on there is nothing to give up: the set holds what was live. */
  #state: 'filling' | 'abandoned' | 'swapping' = 'filling';

  /** The build that is live while this one is filled, and the time its new articles are added at. */
  readonly #live: StoredBuild | null;
  readonly #now: number;

  constructor(store: Indexes, options: WriterOptions, { live, now, held = [] }: Beginning) {
    this.#store = store;
    this.#options = options;
    this.#live = live;
    this.#now = now;
    for (const { id, stripped } of held) {
      this.#ids.add(id);
      if (stripped) this.#stripped.add(id);
    }
  }

  async add(articles: readonly KeptArticle[]): Promise<void> {
    const known = new Map(
      articles.flatMap(({ id, addedAt }) => (addedAt === undefined ? [] : [[id, addedAt]])),
    );
    await this.#send(
      articles.map(({ addedAt: _, ...article }) => prepare(article)),
      known,
    );
  }

  async send(articles: readonly Prepared[]): Promise<void> {
    await this.#send(articles, new Map());
  }

  /** @param known when articles were added, where the caller knows it */
  async #send(articles: readonly Prepared[], known: ReadonlyMap<string, number>): Promise<void> {
    const before = await this.#addedBefore(articles.filter(({ id }) => !known.has(id)));
    const dated = articles.map(({ id, article, removed }) => {
      const at = known.get(id) ?? before.get(id) ?? this.#now;
      return { id, article: withAddedAt(article, at), removed: removed && withAddedAt(removed, at) };
    });
    await this.#enqueue(dated, 'replace');
    for (const { id, removed } of articles) {
      this.#ids.add(id);
      if (removed !== null) this.#stripped.add(id);
    }
  }

  async change(changes: readonly Prepared[]): Promise<void> {
    for (const { id, removed } of changes)
      if (!this.#ids.has(id) || (removed !== null && !this.#stripped.has(id)))
        throw new Error(`the article ${id} was not added: nothing of it can be told anew`);
    await this.#enqueue(changes, 'update');
  }

  async remove(ids: readonly string[], what: 'all' | 'removed'): Promise<void> {
    const { staging } = this.#options.names;
    const stripped = ids.filter((id) => this.#stripped.has(id));
    if (what === 'all' && ids.length > 0) this.#tasks.push(await this.#store.delete(staging.articles, ids));
    if (stripped.length > 0) this.#tasks.push(await this.#store.delete(staging.removed, stripped));
    for (const id of stripped) this.#stripped.delete(id);
    if (what === 'all') for (const id of ids) this.#ids.delete(id);
  }

  async #enqueue(articles: readonly Prepared[], how: Writing): Promise<void> {
    const { staging } = this.#options.names;
    const removed = articles.flatMap((one) => one.removed ?? []);
    for (const [uid, lines] of [
      [staging.articles, articles.map(({ article }) => article)],
      [staging.removed, removed],
    ] as const)
      if (lines.length > 0) this.#tasks.push(await this.#sendOff(uid, lines, how));
  }

  async #sendOff(uid: string, lines: readonly Line[], how: Writing): Promise<number> {
    const task = this.#store.enqueue(uid, payloadOf(lines), how, () => this.#checkIsWanted());
    this.#underWay.add(task);
    try {
      return await task;
    } finally {
      this.#underWay.delete(task);
    }
  }

  /** @throws StoreRefused once the set is given up */
  #checkIsWanted(): void {
    if (this.#state === 'abandoned') throw new StoreRefused('the build was abandoned: the live index stays');
  }

  async #addedBefore(articles: readonly Prepared[]): Promise<ReadonlyMap<string, number>> {
    if (!this.#live) return new Map();
    const { connection, names } = this.#options;
    const ids = articles.map(({ id }) => id);
    return addedBefore(connection, names.live.articles, ids, Date.parse(this.#live.finishedAt));
  }

  async publish(
    build: StoredBuild,
    indexed: (payloads: number, of: number) => void = () => undefined,
  ): Promise<void> {
    const { names, index, connection, log } = this.#options;
    for (const [i, task] of this.#tasks.entries()) {
      indexed(i, this.#tasks.length);
      await taskDone(connection, task, 'indexing the articles', index.taskDeadlineMs);
    }
    const document = toBuildDocument(build, FORMAT);
    const wrote = await this.#store.enqueue(names.staging.builds, toPayload([document]));
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
    await Promise.allSettled(this.#underWay);
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
