/**
 * The second look: pages that hold furniture of their site are judged again with that knowledge, so that names,
 * offsets, counts and stories all follow from the text that stays.
 *
 * The first look, of each page alone, stays in the spool as it is: an incremental run counts lines in what it takes
 * over as a full run does. What the second look made waits beside it, in the same order.
 */
import type { Config } from '../config/schema.ts';
import type { Draft } from './draft.ts';
import type { JudgedGist } from './judging/gist.ts';
import { openPages } from './load/pages.ts';
import type { Progress } from './load/progress.ts';
import { type Amended, readAmended, type SpoolWriter } from './load/spool.ts';
import { secondJudge } from './pipeline.ts';
import { type Findings, findFurniture, type Going, NOTHING_FOUND, reasonFor } from './repeated/furniture.ts';
import { LineLog, type PageView } from './repeated/log.ts';

/** Rule of every removal made here. */
const RULE = 'repeated/line';

/** What the second look did. */
export interface SecondLook {
  readonly findings: Findings;
  /** Pages judged again, or taken over as the previous build had judged them. */
  readonly pages: number;
  /** Pages whose furniture was left where it is, since it is too large a share of them. */
  readonly tooMuch: number;
}

/** Notes lines while pages come in, and looks again at the end. */
export class SecondLooker {
  readonly #log: LineLog;
  readonly #config: Config;

  /** @param notes file to write: it must not exist */
  constructor(config: Config, notes: string) {
    this.#config = config;
    this.#log = new LineLog(notes);
  }

  /**
   * Notes a page that was judged alone and is going to be indexed.
   * @param place where it lies in the spool, and where in that of the previous build; null: it is not from there
   */
  note(
    { site, lines }: Pick<JudgedGist, 'site' | 'lines'>,
    place: { readonly offset: number; readonly bytes: number; readonly before: number | null },
  ): void {
    if (site !== null && this.#config.index.repeatedPages > 0) this.#log.add({ ...place, site, lines });
  }

  /** To be awaited now and then: resolves when there is room for more notes. */
  room(): Promise<void> {
    return this.#log.room();
  }

  /**
   * Finds the furniture and judges the pages that hold any again, into `out`.
   * @param look `spool`: of this build, closed; `previous`: what the second look of the previous build made, or null;
   *   `amended` is told of every page that was judged again, and what it was before
   */
  async look(look: {
    readonly spool: string;
    readonly previous: string | null;
    readonly out: SpoolWriter;
    readonly amended: (draft: Draft, first: Draft) => void | Promise<void>;
    readonly progress: Progress;
    readonly signal: AbortSignal;
  }): Promise<SecondLook> {
    const { spool, previous, out, amended, progress, signal } = look;
    await this.#log.close();
    const findings = await findFurniture(this.#log, spool, this.#config.index, () => signal.throwIfAborted());
    let pages = 0;
    let tooMuch = 0;
    if (findings.lines === 0)
      return { findings: { ...NOTHING_FOUND, listed: findings.listed }, pages, tooMuch };

    const config = this.#config;
    let compiled: ReturnType<typeof secondJudge> | undefined; // an incremental run may need none
    const judge: ReturnType<typeof secondJudge> = (first, repeats) => {
      compiled ??= secondJudge(config);
      return compiled(first, repeats);
    };
    const kept = new Kept(previous);
    const spooled = await openPages(spool);
    try {
      await this.#log.scan((page) => {
        const found = findings.on(page);
        if (found.tooMuch) tooMuch++;
        return found.going.size > 0 ? again(page, found.going) : undefined;
      });
    } finally {
      await spooled.close();
      await kept.close();
    }
    return { findings, pages, tooMuch };

    async function again(page: PageView, going: Going): Promise<void> {
      signal.throwIfAborted();
      const lines = [...going.keys()].sort((a, b) => a - b);
      const before = page.before === null ? null : await kept.at(page.before, lines);
      const first = await spooled.at(page);
      const draft = before
        ? explainedAnew(before, page, going)
        : judge(first, ({ text }) => {
            const reason = reasonFor(page, going, text);
            return reason === undefined ? undefined : { rule: RULE, kind: 'notice', reason };
          });
      pages++;
      await amended(draft, first);
      await out.write(JSON.stringify({ offset: page.offset, lines, draft } satisfies Amended));
      progress.show({ phase: 'cleaning again', done: pages, unit: 'pages', refused: 0 });
      await new Promise(setImmediate); // signals are only heard between turns of the event loop
    }
  }

  /** Stops writing. Never throws. */
  abandon(): void {
    this.#log.abandon();
  }
}

/** A page of the previous build with the counts of this one: the same lines go, the reasons say how often they stand. */
const explainedAnew = (draft: Draft, page: PageView, going: Going): Draft => ({
  ...draft,
  removals: draft.removals.map((removal) =>
    removal.rule === RULE
      ? { ...removal, reason: reasonFor(page, going, removal.block.text) ?? removal.reason }
      : removal,
  ),
});

/** What the previous build had judged again, in the order of its spool. */
class Kept {
  readonly #pages: AsyncIterator<Amended> | undefined;
  #page: Amended | undefined;

  constructor(path: string | null) {
    this.#pages = path === null ? undefined : readAmended(path)[Symbol.asyncIterator]();
  }

  /** The page at a place of the previous spool, if just these lines went from it; places are asked for in ascending order. */
  async at(offset: number, lines: readonly number[]): Promise<Draft | null> {
    while (this.#pages && (this.#page?.offset ?? -1) < offset) {
      const next = await this.#pages.next();
      if (next.done) return null;
      this.#page = next.value;
    }
    const page = this.#page;
    return page?.offset === offset && page.lines.join() === lines.join() ? page.draft : null;
  }

  async close(): Promise<void> {
    await this.#pages?.return?.();
  }
}
