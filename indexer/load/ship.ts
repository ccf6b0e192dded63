/**
 * The second half of a run: what is known of the whole corpus reaches the store. Articles that were sent while pages
 * came in are told their story and the names of their entities anew, where these are others than each page alone has;
 * those that were not, or were cleaned again, are sent whole.
 */
import type { Article } from '../../engine/article.ts';
import type { Prepared } from '../../engine/port.ts';
import { type ChangingKey, prepare, prepareChange } from '../../engine/prepared.ts';
import { type Draft, type Entity, learn } from '../draft.ts';
import { inStory, type StoryPlace, toArticle } from './document.ts';
import { type DocumentKey, type DocumentKeys, documentKey, writeKey } from './documents.ts';
import type { Progress } from './progress.ts';
import { Sender } from './sender.ts';
import { type Amended, readAmended, readSpool, type SpoolWriter } from './spool.ts';
import type { Tally } from './tally.ts';

/** What takes payloads; each resolves when one is accepted. */
export interface Shipping {
  send(articles: readonly Prepared[]): Promise<void>;
  change(changes: readonly Prepared[]): Promise<void>;
  remove(ids: readonly string[], what: 'all' | 'removed'): Promise<void>;
}

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
  /** Articles that were sent while pages came in. */
  readonly sent: ReadonlySet<string>;
  /** What the store holds already, of an earlier build: only what differs is sent, what is gone is taken out; else null. */
  readonly held: DocumentKeys | null;
  /** Is told what each document is. */
  readonly documents: SpoolWriter;
  /** Null: all is only counted. */
  readonly to: Shipping | null;
  readonly tally: Tally;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Ids of one payload. */
const IDS_AT_ONCE = 100_000;

const STORY_KEYS: readonly ChangingKey[] = [
  'storyId',
  'storySize',
  'copies',
  'storyRank',
  'storyRelation',
  'storyScore',
  'storyShared',
];
const NAME_KEYS: readonly ChangingKey[] = ['entity', 'person', 'org', 'place', 'entities'];

/** Counts, and sends, the first page of every id in spool order. @returns the number of articles */
export async function ship(shipment: Shipment): Promise<number> {
  const { spool, amended, stories, named, payloadBytes, sent, held, documents } = shipment;
  const { to, tally, progress, signal } = shipment;
  const whole = new Sender(async (payload) => to?.send(payload), payloadBytes);
  const changes = new Sender(async (payload) => to?.change(payload), payloadBytes);
  const seen = new Set<string>();
  const bare: string[] = [];
  const replacements = readAmended(amended)[Symbol.asyncIterator]();
  let replacement: Amended | undefined = (await replacements.next()).value;
  let position = 0;
  for await (const { page, json, bytes } of readSpool(spool)) {
    signal.throwIfAborted();
    const replaced = replacement?.offset === position ? replacement.draft : undefined;
    if (replaced) replacement = (await replacements.next()).value;
    position += bytes;
    if ('refused' in page || seen.has(page.draft.id)) continue;
    const { id, path } = page.draft;
    seen.add(id);
    const place = stories.get(id);
    if (!place) throw new Error(`the article ${id} (${path}) has no story`);
    const draft = replaced ?? page.draft;
    const renamed = withNames(draft, named);
    const article = inStory(toArticle(renamed), place);
    tally.placed(article);
    const names =
      renamed === draft ? null : article.entities.map(({ type, name, count }) => `${type} ${name} ${count}`);
    const now: DocumentKey = {
      key: documentKey(replaced ? JSON.stringify(replaced) : json, place, names),
      stripped: article.removals.length > 0,
    };
    await writeKey(documents, id, now);
    const before = held?.get(id);
    if (held) {
      if (before?.key !== now.key) await whole.add(prepare(article));
      if (before?.stripped && !now.stripped) bare.push(id);
    } else if (!sent.has(id) || replaced) await whole.add(prepare(article));
    else {
      const keys = [...(isAlone(article) ? [] : STORY_KEYS), ...(renamed === draft ? [] : NAME_KEYS)];
      if (keys.length > 0) await changes.add(prepareChange(article, keys));
    }
    progress.show({
      phase: 'sending',
      done: seen.size,
      total: stories.size,
      unit: 'articles',
      refused: tally.refused,
    });
  }
  await whole.close();
  await changes.close();
  const gone = held ? [...held.keys()].filter((id) => !seen.has(id)) : [];
  for (const [ids, what] of [
    [bare, 'removed'],
    [gone, 'all'],
  ] as const)
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE)
      await to?.remove(ids.slice(at, at + IDS_AT_ONCE), what);
  return seen.size;
}

/** Whether its place is the one an article has before the corpus is known. */
const isAlone = ({ id, storyId, storySize }: Article): boolean => storySize === 1 && storyId === id;

/** The draft itself where its entities keep their names. */
function withNames(draft: Draft, named: Shipment['named']): Draft {
  const before = draft.facts.entities;
  if (!before) return draft;
  const entities = named(before);
  return entities === before ? draft : learn(draft, { entities });
}
