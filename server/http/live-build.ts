/** Which build is live, asked for once however many requests need to know. */
import type { Build } from '../../engine/article.ts';
import { type ArticleReader, SWAP_GRACE_MS } from '../../engine/port.ts';

export interface LiveBuild {
  /** The build that was live at most `SWAP_GRACE_MS` ago, or null when there was none. @throws what the store throws */
  readonly get: () => Promise<Build | null>;
  /** Tells of the build an answer was just made from: after a newer one the one before is never told of again. */
  readonly saw: (id: string) => void;
}

export function createLiveBuild(reader: Pick<ArticleReader, 'build'>): LiveBuild {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<Build | null> | null = null;
  let told: string | undefined;
  const forget = () => {
    answer = null;
    told = undefined;
  };
  return {
    get() {
      const now = performance.now();
      // Counted from when the store was asked: what it answers later was true then.
      if (answer && now - asked < SWAP_GRACE_MS) return answer;
      asked = now;
      const mine = reader.build();
      answer = mine;
      mine.then(
        (build) => {
          if (answer === mine) told = build?.id;
        },
        () => {
          if (answer === mine) forget();
        },
      );
      return mine;
    },
    saw(id) {
      if (told !== id) forget();
    },
  };
}
