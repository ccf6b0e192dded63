/**
 * Documents on their way to the store: joined to payloads of the size that measured best, one of which may be under
 * way while the next is filled, so that reading and the engine go on side by side. They wait on disk.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytesOf } from '../../engine/payload.ts';
import type { Prepared } from '../../engine/port.ts';
import { WaitingDocuments } from './waiting.ts';

/** Where documents wait: file names begin with this. Their folder is made. */
export type WaitingPlace = string;

export class Sender {
  readonly #send: (payload: readonly Prepared[]) => Promise<void>;
  readonly #payloadBytes: number;
  readonly #place: WaitingPlace;
  #payload: Prepared[] = [];
  #waiting: WaitingDocuments | null = null;
  #payloads = 0;
  #underWay: Promise<void> = Promise.resolve();

  /**
   * @param send takes a payload; resolves when it is accepted
   * @param payloadBytes of one payload; a document larger than that travels alone
   */
  constructor(
    send: (payload: readonly Prepared[]) => Promise<void>,
    payloadBytes: number,
    place: WaitingPlace,
  ) {
    this.#send = send;
    this.#payloadBytes = payloadBytes;
    this.#place = place;
  }

  /** Takes an article; waits only where two payloads would be under way. @throws what an earlier payload failed with */
  async add(prepared: Prepared): Promise<void> {
    const { article, removed } = prepared;
    const weight = bytesOf(article) + (removed === null ? 0 : bytesOf(removed));
    if (this.#waiting && this.#waiting.bytes + weight > this.#payloadBytes) await this.#flush();
    this.#waiting ??= this.#opened();
    this.#payload.push(this.#waiting.add(prepared));
  }

  /** Resolves when everything is accepted. */
  async close(): Promise<void> {
    await this.#flush();
    await this.#underWay;
  }

  /** Lets go of what was not sent. Never throws. */
  abandon(): void {
    this.#waiting?.close();
    this.#waiting = null;
    this.#payload = [];
  }

  async #flush(): Promise<void> {
    await this.#underWay;
    const [payload, waiting] = [this.#payload, this.#waiting];
    if (!waiting) return;
    this.#payload = [];
    this.#waiting = null;
    this.#underWay = this.#send(payload).finally(() => waiting.close());
    this.#underWay.catch(() => undefined); // it is awaited before the next payload, and at the end
  }

  #opened(): WaitingDocuments {
    mkdirSync(dirname(this.#place), { recursive: true });
    return new WaitingDocuments(`${this.#place}.${++this.#payloads}`);
  }
}
