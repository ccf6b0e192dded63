/**
 * Documents on their way to the store: joined to payloads of the size that measured best, one of which may be under
 * way while the next is filled, so that reading and the engine go on side by side.
 */
import type { Prepared } from '../../engine/port.ts';

export class Sender {
  readonly #send: (payload: readonly Prepared[]) => Promise<void>;
  readonly #payloadBytes: number;
  #payload: Prepared[] = [];
  #weight = 0;
  #underWay: Promise<void> = Promise.resolve();
  /** Ids of all articles that were added. */
  readonly ids = new Set<string>();

  /**
   * @param send takes a payload; resolves when it is accepted
   * @param payloadBytes of one payload; a document larger than that travels alone
   */
  constructor(send: (payload: readonly Prepared[]) => Promise<void>, payloadBytes: number) {
    this.#send = send;
    this.#payloadBytes = payloadBytes;
  }

  /** Takes an article; waits only where two payloads would be under way. @throws what an earlier payload failed with */
  async add(prepared: Prepared): Promise<void> {
    const weight = lengthOf(prepared.article) + lengthOf(prepared.removed);
    if (this.#weight > 0 && this.#weight + weight > this.#payloadBytes) await this.#flush();
    this.#payload.push(prepared);
    this.ids.add(prepared.id);
    this.#weight += weight;
  }

  /** Resolves when everything is accepted. */
  async close(): Promise<void> {
    await this.#flush();
    await this.#underWay;
  }

  async #flush(): Promise<void> {
    await this.#underWay;
    const payload = this.#payload;
    this.#payload = [];
    this.#weight = 0;
    if (payload.length === 0) return;
    this.#underWay = this.#send(payload);
    this.#underWay.catch(() => undefined); // it is awaited before the next payload, and at the end
  }
}

/** Bytes of a line; of a string at least as many as it has letters. */
const lengthOf = (line: string | Uint8Array | null): number =>
  line === null ? 0 : typeof line === 'string' ? Buffer.byteLength(line) : line.length;
