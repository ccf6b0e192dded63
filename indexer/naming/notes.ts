/**
 * The names of every article, on disk: some thirty bytes each, in as many parts as keep the names of one part small in
 * memory. Names that may be one lie in one part.
 */
import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityType } from '../../config/schema.ts';
import { linesOf } from '../text/lines.ts';
import { acronymOf, keyOf } from './key.ts';

/** What one article says of one name. */
export interface Note {
  readonly type: EntityType;
  readonly name: string;
  /** 1; -1 takes back what was noted of an article before it was judged again. */
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

export class NameNotes {
  readonly #dir: string;
  readonly #parts: number;
  readonly #waiting: string[];
  #made = false;

  /** @param dir folder to write; it is made when the first name is noted */
  constructor(dir: string, parts = PARTS) {
    this.#dir = dir;
    this.#parts = parts;
    this.#waiting = Array.from({ length: parts }, () => '');
  }

  /** Notes the names of an article; with `-1` takes back what was noted of it. */
  async add(entities: readonly NamedEntity[], articles: 1 | -1): Promise<void> {
    for (const { type, name, forms } of entities) {
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
  }

  async #write(group: string, { type, name, articles, also }: Note): Promise<void> {
    const part = partOf(group, this.#parts);
    this.#waiting[part] += `${JSON.stringify([type, name, articles, ...also])}\n`;
    if ((this.#waiting[part]?.length ?? 0) >= WAITING) await this.#flush(part);
  }

  async #flush(part: number): Promise<void> {
    const lines = this.#waiting[part];
    if (!lines) return;
    if (!this.#made) await mkdir(this.#dir, { recursive: true });
    this.#made = true;
    this.#waiting[part] = '';
    await appendFile(this.#path(part), lines);
  }

  /** Resolves when everything is on disk; the parts can be read from now on. */
  async close(): Promise<void> {
    for (let part = 0; part < this.#parts; part++) await this.#flush(part);
  }

  /** Notes of one part after another. */
  async *read(): AsyncIterable<AsyncIterable<Note>> {
    for (let part = 0; part < this.#parts; part++)
      if (existsSync(this.#path(part))) yield notesOf(this.#path(part));
  }

  /** Deletes what was noted. */
  async forget(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }

  #path(part: number): string {
    return join(this.#dir, `${part}.ndjson`);
  }
}

async function* notesOf(path: string): AsyncIterable<Note> {
  for await (const { text } of linesOf(createReadStream(path, { highWaterMark: 1 << 18 }))) {
    const [type, name, articles, ...also] = JSON.parse(text) as [EntityType, string, number, ...string[]];
    yield { type, name, articles, also };
  }
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
