/**
 * The second half of a run: what is known of the whole corpus reaches the store. Articles that were sent while pages
 * came in are told their story and the names of their entities anew, where these are others than each page alone has;
 * those that were not, or were cleaned again, are sent whole. A page is read only where it is sent, renamed or listed.
 */
import { join } from 'node:path';
import type { Article } from '../../engine/article.ts';
import { IdSet, type Ids } from '../../engine/ids.ts';
import type { Prepared } from '../../engine/port.ts';
import { prepare, prepareChange } from '../../engine/prepared.ts';
import { type Draft, type Entity, learn } from '../draft.ts';
import { inStory, type StoryPlace, storyKeys, toArticle } from './document.ts';
import { type DocumentKeys, documentKey, keyLine } from './documents.ts';
import { openPages } from './pages.ts';
import type { Progress } from './progress.ts';
import { Sender } from './sender.ts';
import { type Amended, readAmended, type SpoolWriter } from './spool.ts';
import type { Tally } from './tally.ts';
import { type NamedHere, namedHere, type Told, toldOf } from './told.ts';

/** What takes payloads; each resolves when one is accepted. */
export interface Shipping {
  send(articles: readonly Prepared[]): Promise<void>;
  change(changes: readonly Prepared[]): Promise<void>;
  remove(ids: readonly string[], what: 'all' | 'removed'): Promise<void>;
}

/** A page that is indexed, as far as it is known without its text. */
export interface ShippedPage {
  readonly id: string;
  readonly path: string;
  readonly names: readonly NamedHere[];
  readonly told: Told;
}

export interface Shipment {
  readonly spool: string;
  /** Every page of the spool, in its order; some at a time. */
  readonly gists: AsyncIterable<
    readonly ({ readonly bytes: number } & (ShippedPage | { readonly refused: unknown }))[]
  >;
  /** The pages that replace some of the spool, in its order. */
  readonly amended: string;
  /** Every article that is to be indexed, by id. */
  readonly stories: { readonly size: number; get(id: string): StoryPlace | undefined };
  /** Their table. */
  readonly ids: Ids;
  /** Gives entities the names they have in the whole corpus. */
  readonly named: (entities: readonly Entity[]) => readonly Entity[];
  /** The same of what is known of entities without the page. */
  readonly called: (names: readonly NamedHere[]) => readonly NamedHere[];
  /** Bytes of one payload, as JSON; a document larger than that travels alone. */
  readonly payloadBytes: number;
  /** Folder in which documents wait to be sent. */
  readonly waiting: string;
  /** Articles that were sent while pages came in. */
  readonly sent: { has(id: string): boolean };
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

/** Counts, and sends, the first page of every id in spool order. @returns the number of articles */
export async function ship(shipment: Shipment): Promise<number> {
  const { spool, gists, amended, stories, named, called, sent, held, documents } = shipment;
  const { to, payloadBytes, waiting, tally, progress, signal } = shipment;
  const sender = (name: string, send: (payload: readonly Prepared[]) => Promise<void> | undefined) =>
    new Sender(async (payload) => send(payload), payloadBytes, join(waiting, name));
  const whole = sender('whole', (payload) => to?.send(payload));
  const changes = sender('changes', (payload) => to?.change(payload));
  const seen = new IdSet(shipment.ids);
  const bare: string[] = [];
  const replacements = readAmended(amended)[Symbol.asyncIterator]();
  let replacement: Amended | undefined = (await replacements.next()).value;
  let position = 0;
  const pages = await openPages(spool);
  try {
    for await (const some of gists) {
      const lines: string[] = [];
      for (const gist of some) {
        signal.throwIfAborted();
        const place = { offset: position, bytes: gist.bytes };
        const replaced = replacement?.offset === position ? replacement.draft : undefined;
        if (replaced) replacement = (await replacements.next()).value;
        position += gist.bytes;
        if ('refused' in gist || !seen.add(gist.id)) continue;
        // Of most pages nothing is to be read or sent, and to wait for that would take longer than all the rest.
        const sending = shipPage(gist, replaced, lines, () => pages.at(place));
        if (sending) await sending;
        progress.show({
          phase: 'sending',
          done: seen.size,
          total: stories.size,
          unit: 'articles',
          refused: tally.refused,
        });
      }
      await documents.append(Buffer.from(lines.join('')));
    }
    await whole.close();
    await changes.close();
  } finally {
    await pages.close();
    whole.abandon();
    changes.abandon();
  }
  const gone: string[] = [];
  for (const { id } of held?.documents() ?? []) if (!seen.has(id)) gone.push(id);
  for (const [ids, what] of [
    [bare, 'removed'],
    [gone, 'all'],
  ] as const)
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE)
      await to?.remove(ids.slice(at, at + IDS_AT_ONCE), what);
  return seen.size;

  function placeOf({ id, path }: ShippedPage): StoryPlace {
    const place = stories.get(id);
    if (!place) throw new Error(`the article ${id} (${path}) has no story`);
    return place;
  }

  /** @param lines is told what the document is @returns where the page is to be read: what resolves when that is done */
  function shipPage(
    page: ShippedPage,
    replaced: Draft | undefined,
    lines: string[],
    read: () => Promise<Draft>,
  ): Promise<void> | undefined {
    const { id, path } = page;
    const place = placeOf(page);
    const told = replaced ? toldOf(toArticle(replaced), JSON.stringify(replaced)) : page.told;
    const own = replaced ? (replaced.facts.entities ?? []).map(namedHere) : page.names;
    const names = called(own);
    const stripped = told.removals.length > 0;
    const first = replaced ? page.told.page : '';
    const key = documentKey(told.page, place, names === own ? null : names, first);
    lines.push(keyLine(id, { key, stripped }));

    const isSent = sent.has(id) && !replaced;
    const differs = (sent.has(id) ? undefined : held?.partsThatDiffer(id, key)) ?? {
      page: !isSent,
      place: !isAlone(id, place),
      names: names !== own,
    };
    if (held?.isStripped(id) && !stripped) bare.push(id);
    const counted = { id, path, told, names };
    const isTold = to !== null && (differs.page || differs.place || differs.names);
    if (isTold || tally.needs(told)) return tell();
    tally.placed(counted, place, null);
    return undefined;

    async function tell(): Promise<void> {
      let made: Article | undefined;
      const article = async () => {
        made ??= inStory(toArticle(withNames(replaced ?? (await read()), named)), place);
        return made;
      };
      if (to && differs.page) await whole.add(prepare(await article()));
      else if (isTold)
        await changes.add(
          prepareChange({
            id,
            stripped,
            ...(differs.place && { place: storyKeys(place) }),
            ...(differs.names && { named: await article() }),
          }),
        );
      tally.placed(counted, place, tally.needs(told) ? await article() : null);
    }
  }
}

/** Whether its place is the one an article has before the corpus is known. */
const isAlone = (id: string, { storyId, size }: StoryPlace): boolean => size === 1 && storyId === id;

/** The draft itself where its entities keep their names. */
function withNames(draft: Draft, named: Shipment['named']): Draft {
  const before = draft.facts.entities;
  if (!before) return draft;
  const entities = named(before);
  return entities === before ? draft : learn(draft, { entities });
}
