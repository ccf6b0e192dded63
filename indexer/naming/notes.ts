/**
 * The names of every article, on disk: some thirty bytes each, in as many parts as keep the names of one part small in
 * memory. Names that may be one lie in one part.
 */
import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityType } from '../../config/schema.ts';
import { textsByChunk } from '../text/lines.ts';
import { cannotBeWritten } from '../text/unwritable.ts';
import { acronymOf, keyOf } from './key.ts';

/** What articles say of one name. */
export interface Note {
  readonly type: EntityType;
  readonly name: string;
  /** How many of them; less than none takes back what was noted before they were judged again. */
  readonly articles: number;
  /** Other full names of a person, or the acronym of an organisation, that the article uses for it. */
  readonly also: readonly string[];
}

/** What is noted of an entity of an article. */
export interface NamedEntity {
  readonly type: EntityType;
  readonly name: string;
  readonly forms: readonly string[];
}

/** Parts: a million articles have some five million names, which makes 80,000 at a time. */
const PARTS = 64;
/** Characters that wait in memory before they are written, in each part. */
const WAITING = 1 << 16;
/** Different names, with the forms an article uses, that are counted in memory before they become notes. */
const COUNTED = 1 << 15;

export class NameNotes {
  readonly #dir: string;
  readonly #parts: number;
  readonly #waiting: string[];
  /** Articles by entity as JSON: most names come more than once, and what is noted of them follows from counts. */
  readonly #counted = new Map<string, number>();
  #made = false;

  /** @param dir folder to write; it is made when the first name is noted */
  constructor(dir: string, parts = PARTS) {
    this.#dir = dir;
    this.#parts = parts;
    this.#waiting = Array.from({ length: parts }, () => '');
  }

  /** Notes the names of an article; with `-1` takes back what was noted of it. `room` is to be awaited now and then. */
  add(entities: readonly NamedEntity[], articles: 1 | -1): void {
    for (const { type, name, forms } of entities) {
      const entity = JSON.stringify([type, name, ...forms]);
      this.#counted.set(entity, (this.#counted.get(entity) ?? 0) + articles);
    }
  }

  /** Resolves when there is room for more names. */
  async room(): Promise<void> {
    if (this.#counted.size >= COUNTED) await this.#settle();
  }

  /** Makes notes of what was counted. */
  async #settle(): Promise<void> {
    for (const [entity, articles] of this.#counted) {
      if (articles === 0) continue;
      const [type, name, ...forms] = JSON.parse(entity) as [EntityType, string, ...string[]];
      await this.#write(keyOf(name, type).group, {
        type,
        name,
        articles,
        also: otherNames(name, type, forms),
      });
      // what stands for it lies where the acronym alone does
      for (const form of new Set(forms))
        if (form !== name && acronymOf(form, type) && !acronymOf(name, type))
          await this.#write(keyOf(form, type).group, {
            type,
            name: form,
            articles: 0,
            also: [name, String(articles)],
          });
    }
    this.#counted.clear();
  }

  async #write(group: string, { type, name, articles, also }: Note): Promise<void> {
    const part = partOf(group, this.#parts);
    this.#waiting[part] += `${JSON.stringify([type, name, articles, ...also])}\n`;
    if ((this.#waiting[part]?.length ?? 0) >= WAITING) await this.#flush(part);
  }

  async #flush(part: number): Promise<void> {
    const lines = this.#waiting[part];
    if (!lines) return;
    this.#waiting[part] = '';
    try {
      if (!this.#made) await mkdir(this.#dir, { recursive: true });
      this.#made = true;
      await appendFile(this.#path(part), lines);
    } catch (cause) {
      throw cannotBeWritten(this.#path(part), cause);
    }
  }

  /** The parts can be read from now on. */
  close(): Promise<void> {
    return this.#settle();
  }

  /** Notes of one part after another, some at a time. */
  async *read(): AsyncIterable<AsyncIterable<readonly Note[]>> {
    for (let part = 0; part < this.#parts; part++)
      if (this.#waiting[part] || existsSync(this.#path(part))) yield this.#notesOf(part);
  }

  async *#notesOf(part: number): AsyncIterable<readonly Note[]> {
    const path = this.#path(part);
    if (existsSync(path))
      for await (const lines of textsByChunk(createReadStream(path, { highWaterMark: 1 << 18 })))
        yield lines.map(({ text }) => noteIn(text));
    // What has not been written is the end of the part.
    const lines = this.#waiting[part]?.split('\n').filter((line) => line !== '') ?? [];
    if (lines.length > 0) yield lines.map(noteIn);
  }

  /** Deletes what was noted. */
  async forget(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }

  #path(part: number): string {
    return join(this.#dir, `${part}.ndjson`);
  }
}

function noteIn(line: string): Note {
  const [type, name, articles, ...also] = JSON.parse(line) as [EntityType, string, number, ...string[]];
  return { type, name, articles, also };
}

/** Full names of one person that differ by more than spelling, with the same first and last name. */
function otherNames(name: string, type: EntityType, forms: readonly string[]): string[] {
  if (type !== 'person') return [];
  const own = keyOf(name, type);
  return forms.filter((form) => {
    const key = keyOf(form, type);
    return key.words > 1 && key.group === own.group && key.name !== own.name;
  });
}

/** FNV-1a over UTF-16 units. */
function partOf(group: string, parts: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < group.length; at++) hash = Math.imul(hash ^ group.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % parts;
}
