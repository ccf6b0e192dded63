/** The second half of a run: finished pages stream from the spool to the store, each with its story. */
import type { Article } from '../../engine/article.ts';
import { toStored } from '../../engine/stored.ts';
import { type Draft, type Entity, learn } from '../draft.ts';
import { inStory, type StoryPlace, toArticle } from './document.ts';
import type { Progress } from './progress.ts';
import { type Amended, readAmended, readSpool } from './spool.ts';
import type { Tally } from './tally.ts';

export interface Shipment {
  readonly spool: string;
  /** The pages that replace some of the spool, in its order. */
  readonly amended: string;
  /** Every article that is to be indexed, by id. */
  readonly stories: ReadonlyMap<string, StoryPlace>;
  /** Gives entities the names they have in the whole corpus. */
  readonly named: (entities: readonly Entity[]) => readonly Entity[];
  /** Bytes of one payload, as JSON; a document larger than that travels alone. */
  readonly payloadBytes: number;
  /** Takes a payload; resolves when it is accepted. */
  readonly add: (articles: readonly Article[]) => Promise<void>;
  readonly tally: Tally;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Sends the first page of every id in spool order. @returns the number of articles sent */
export async function ship(shipment: Shipment): Promise<number> {
  const { spool, amended, stories, named, payloadBytes, add, tally, progress, signal } = shipment;
  const sent = new Set<string>();
  let payload: Article[] = [];
  let weight = 0;
  const flush = async () => {
    if (payload.length > 0) await add(payload);
    payload = [];
    weight = 0;
  };
  const replacements = readAmended(amended)[Symbol.asyncIterator]();
  let replacement: Amended | undefined = (await replacements.next()).value;
  let position = 0;
  for await (const { page, bytes } of readSpool(spool)) {
    signal.throwIfAborted();
    const replaced = replacement?.offset === position ? replacement.draft : undefined;
    if (replaced) replacement = (await replacements.next()).value;
    position += bytes;
    if ('refused' in page || sent.has(page.draft.id)) continue;
    const { id, path } = page.draft;
    sent.add(id);
    const place = stories.get(id);
    if (!place) throw new Error(`the article ${id} (${path}) has no story`);
    const article = inStory(toArticle(renamed(replaced ?? page.draft, named)), place);
    tally.placed(article);
    const size = Buffer.byteLength(JSON.stringify(toStored(article)));
    if (weight + size > payloadBytes) await flush();
    payload.push(article);
    weight += size;
    progress.show({
      phase: 'sending',
      done: sent.size,
      total: stories.size,
      unit: 'articles',
      refused: tally.refused,
    });
  }
  await flush();
  return sent.size;
}

const renamed = (draft: Draft, named: Shipment['named']): Draft =>
  draft.facts.entities ? learn(draft, { entities: named(draft.facts.entities) }) : draft;
