/** Which build is live, asked for once however many requests need to know. */
import type { RequestHandler, Response } from 'express';
import type { Build } from '../../engine/article.ts';
import { type ArticleReader, SWAP_GRACE_MS } from '../../engine/port.ts';
import { buildHeaders } from '../errors.ts';

export type BuildName = Pick<Build, 'id' | 'rules'>;

/** How long, in milliseconds, an answer that rests on no build waits to name the live one: it must not hang with the engine. */
const SOON_MS = 250;

export interface LiveBuild {
  /** The build that was live at most `SWAP_GRACE_MS` ago, or null when there was none. @throws what the store throws */
  readonly get: () => Promise<Build | null>;
  /** Whether this build was live at most `SWAP_GRACE_MS` ago, as far as that is known without asking. */
  readonly is: (id: string) => boolean;
  /** Tells of the build an answer was just made from: after a newer one the one before is never told of again. */
  readonly saw: (id: string) => void;
  /** The live build, or null where there is none or the store does not say soon. */
  readonly soon: () => Promise<Build | null>;
}

export function createLiveBuild(reader: Pick<ArticleReader, 'build'>): LiveBuild {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<Build | null> | null = null;
  let told: string | undefined;
  /** When the store was asked for what it told. */
  let toldOf = Number.NEGATIVE_INFINITY;
  const forget = () => {
    answer = null;
    told = undefined;
  };
  const get = () => {
    const now = performance.now();
    // Counted from when the store was asked: what it answers later was true then.
    if (answer && now - asked < SWAP_GRACE_MS) return answer;
    asked = now;
    const mine = reader.build();
    answer = mine;
    mine.then(
      (build) => {
        if (answer !== mine) return;
        told = build?.id;
        toldOf = now;
      },
      () => {
        if (answer === mine) forget();
      },
    );
    return mine;
  };
  return {
    get,
    is: (id) => told === id && performance.now() - toldOf < SWAP_GRACE_MS,
    async soon() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<null>((resolve) => {
        timer = setTimeout(resolve, SOON_MS, null);
      });
      // Why the store does not answer is told by what needs it.
      const told = await Promise.race([get().catch(() => null), late]);
      clearTimeout(timer);
      return told;
    },
    saw(id) {
      if (told !== id) forget();
    },
  };
}

/** The build an answer rests on, for answers that are no JSON and for who looks at headers only. */
export function nameBuild(response: Response, build: BuildName): void {
  response.set(buildHeaders(build));
}

/** Names the live build in an answer that rests on none, as far as it is known: a failure, a description. */
export async function nameLive(response: Response, live: LiveBuild): Promise<void> {
  if (response.hasHeader('broadsheet-build')) return;
  const build = await live.soon();
  if (build && !response.headersSent) nameBuild(response, build);
}

/** `nameLive` before what answers. */
export const namedLive =
  (live: LiveBuild): RequestHandler =>
  async (_request, response, next) => {
    await nameLive(response, live);
    next();
  };
