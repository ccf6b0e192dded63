/** The store as who looks after it sees it: what is there, whether it is as it should be, and all of it to be kept. */
import type { Settings } from 'meilisearch';
import type { IndexFile } from '../config/schema.ts';
import type { BuildDocument } from './build-document.ts';
import type { Connection } from './connection.ts';
import type { IndexNames, IndexSet } from './names.ts';
import {
  type Checkup,
  type KeptArticle,
  NoBuildYet,
  type StoreCare,
  StoreRefused,
  StoreUnavailable,
} from './port.ts';
import { articleSettings, BUILD_SETTINGS, FORMAT, removedSettings, settingsThatDiffer } from './settings.ts';
import { fromStored, type StoredArticle } from './stored.ts';

/** Articles asked for at once: the longest have some megabytes each. */
const AT_ONCE = 200;

interface CareOptions {
  /** With a key that may read indexes, documents, settings and tasks. */
  readonly connection: Connection;
  readonly names: IndexNames;
  readonly index: IndexFile;
}

export function createCare({ connection, names, index }: CareOptions): StoreCare {
  const wanted: Readonly<Record<keyof IndexSet, Settings>> = {
    articles: articleSettings(index),
    removed: removedSettings(index),
    builds: BUILD_SETTINGS,
  };
  const ifThere = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof NoBuildYet) return null;
      throw error;
    }
  };
  const buildIn = async (set: IndexSet): Promise<BuildDocument | null> => {
    const found = await ifThere(() =>
      connection.call('reading the build', (client) =>
        client.index(set.builds).getDocuments<BuildDocument>({ limit: 1 }),
      ),
    );
    return found?.results[0] ?? null;
  };
  const documents = (uid: string) =>
    ifThere(() =>
      connection.call(`counting ${uid}`, async (client) => {
        const { numberOfDocuments } = await client.index(uid).getStats();
        return numberOfDocuments;
      }),
    );
  const drift = async (name: keyof IndexSet): Promise<readonly string[]> => {
    const uid = names.live[name];
    const got = await ifThere(() =>
      connection.call(`reading the settings of ${uid}`, (client) => client.index(uid).getSettings()),
    );
    return got ? settingsThatDiffer(wanted[name], got).map((setting) => `${uid}: ${setting}`) : [];
  };
  const version = async (): Promise<string | null> => {
    try {
      return await connection.call(
        'asking for the version',
        async (client) => (await client.getVersion()).pkgVersion,
      );
    } catch (error) {
      if (error instanceof StoreRefused) return null;
      throw error;
    }
  };

  return {
    format: FORMAT,
    async checkup(): Promise<Checkup> {
      const build = await buildIn(names.live);
      const staging = await Promise.all(
        Object.values(names.staging).map(async (uid) => ((await documents(uid)) === null ? [] : [uid])),
      );
      const [differing, tasks, stats] = await Promise.all([
        Promise.all((['articles', 'removed', 'builds'] as const).map(drift)),
        connection.call('counting tasks', (client) =>
          client.tasks.getTasks({ statuses: ['enqueued', 'processing'], limit: 1 }),
        ),
        connection.call('measuring the database', (client) => client.getStats()),
      ]);
      return {
        version: await version(),
        build: build && {
          id: build.id,
          rules: build.rules,
          finishedAt: build.finishedAt,
          articles: build.articles,
        },
        sameFormat: build === null || build.format === FORMAT,
        documents: await documents(names.live.articles),
        settingsThatDiffer: differing.flat(),
        leftovers: staging.flat(),
        tasks: tasks.total,
        databaseBytes: stats.databaseSize,
      };
    },
    previous: async () => (await buildIn(names.previous))?.id ?? null,
    async *articles(build) {
      let given = 0;
      for (;;) {
        const page = await connection.call('reading all articles', (client) =>
          client.index(names.live.articles).getDocuments<StoredArticle>({ offset: given, limit: AT_ONCE }),
        );
        if ((await buildIn(names.live))?.id !== build.id)
          throw new StoreUnavailable(
            `another build than ${build.id} went live while all articles were read: begin again`,
          );
        if (page.results.length === 0) break;
        given += page.results.length;
        yield page.results.map(
          (stored): KeptArticle => ({
            ...fromStored(stored),
            ...(stored.addedAt !== undefined && { addedAt: stored.addedAt }),
          }),
        );
      }
      if (given !== build.articles)
        throw new StoreRefused(
          `the build ${build.id} has ${build.articles} articles, and the engine gave ${given}`,
        );
    },
  };
}
