/** An index of finished articles to search in, made once for each size. */
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import type { Article } from '../../engine/article.ts';
import { openStore } from '../../engine/open.ts';
import { finishedArticles } from '../corpus/finished.ts';
import { readMaterial } from '../corpus/material.ts';
import { ROOT } from './root.ts';

export interface Shelf {
  /** DATA_DIR of the index; its engine is not running. */
  readonly dataDir: string;
  readonly articles: number;
  /** Seconds until all of it could be searched; null where it stood there already. */
  readonly seconds: number | null;
}

/** Articles of one payload. */
const PAYLOAD = 5_000;

/** Fills the index of a folder with so many articles, unless it holds just those. */
export async function fillShelf(
  dataDir: string,
  {
    articles,
    seed,
    say,
    again = false,
  }: { articles: number; seed: string; say: (line: string) => void; again?: boolean },
): Promise<Shelf> {
  const config = loadConfig({ ...process.env, DATA_DIR: dataDir, MEILI_URL: '' });
  const store = await openStore(config, { info: () => undefined, warn: say, error: say });
  try {
    const id = `bench-${seed}-${articles}`;
    const live = await store.writer.build();
    const { sameFormat } = await store.care.checkup();
    if (live?.id.startsWith(id) && sameFormat && !again) return { dataDir, articles, seconds: null };
    const materials = await readMaterial(join(ROOT, 'seeds'));
    const start = performance.now();
    const staging = await store.writer.begin();
    let payload: Article[] = [];
    let sent = 0;
    for (const article of finishedArticles(materials, seed, articles)) {
      payload.push(article);
      if (payload.length < PAYLOAD) continue;
      await staging.add(payload);
      sent += payload.length;
      payload = [];
      say(`  ${sent} of ${articles} articles sent`);
    }
    await staging.add(payload);
    say('  the engine indexes them');
    const finishedAt = new Date().toISOString();
    await staging.publish({
      id: again ? `${id}-${Date.parse(finishedAt)}` : id,
      rules: 'bench',
      finishedAt,
      articles,
      summary: {},
    });
    return { dataDir, articles, seconds: (performance.now() - start) / 1000 };
  } finally {
    await store.close();
  }
}
