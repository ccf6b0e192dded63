/** Names we know beforehand (`config/entities.yml`), found in tokens whatever their case, accents and hyphens. */
import type { EntitiesFile, KnownEntity } from '../../../config/schema.ts';
import { type Mention, nameKey } from './names.ts';
import { type Sentence, tokens } from './tokens.ts';

interface Node {
  readonly next: Map<string, Node>;
  readonly entries: Entry[];
}

interface Entry {
  readonly known: KnownEntity;
  readonly written: string;
  readonly short: boolean;
}

export interface Gazetteer {
  /** Every known name in these sentences, the longest at each place; short forms only where they may count. */
  find(text: string, sentences: readonly Sentence[]): Mention[];
  /** The known entity a whole name stands for, if any. */
  lookUp(name: string): KnownEntity | undefined;
}

/** A name of capitals only is an acronym: `US` is not `us`, `WHO` is not `who`. */
const ACRONYM = /^[\p{Lu}\p{N}.&-]{2,}$/u;
const CASED = /[\p{Lu}\p{Ll}]/u;
const UPPER = /^\P{L}*\p{Lu}/u;

export function createGazetteer({ known }: Pick<EntitiesFile, 'known'>): Gazetteer {
  const root: Node = { next: new Map(), entries: [] };
  const add = (entity: KnownEntity, written: string, short: boolean) => {
    let node = root;
    for (const key of keysOf(written)) {
      const next = node.next.get(key) ?? { next: new Map(), entries: [] };
      node.next.set(key, next);
      node = next;
    }
    node.entries.push({ known: entity, written, short });
  };
  for (const entity of known) {
    for (const written of [entity.name, ...entity.aliases]) add(entity, written, false);
    for (const written of entity.short) add(entity, written, true);
  }

  /** The longest name that starts at `from` and is written as it stands in the text. */
  const walk = (keys: readonly string[], from: number, shown: (length: number) => string) => {
    let node: Node | undefined = root;
    let found: { entry: Entry; length: number } | undefined;
    for (let i = from; i < keys.length; i++) {
      node = node.next.get(keys[i] ?? '');
      if (!node) break;
      const length = i + 1 - from;
      const entry = node.entries.length > 0 ? bestOf(node.entries, shown(length)) : undefined;
      if (entry) found = { entry, length };
    }
    return found;
  };

  return {
    lookUp(name) {
      const keys = keysOf(name);
      const found = walk(keys, 0, () => name);
      return found?.length === keys.length && !found.entry.short ? found.entry.known : undefined;
    },
    find(text, sentences) {
      const mentions: (Mention & { short: KnownEntity | undefined })[] = [];
      for (const sentence of sentences) {
        const keys = sentence.map((token) => nameKey(token.text));
        for (let at = 0; at < sentence.length; at++) {
          if (keys[at] === '') continue;
          const first = sentence[at];
          if (!first) continue;
          const found = walk(keys, at, (length) => text.slice(first.start, sentence[at + length - 1]?.end));
          const last = found && sentence[at + found.length - 1];
          if (!last) continue;
          const { known: entity, short } = found.entry;
          mentions.push({
            start: first.start,
            end: last.end,
            type: entity.type,
            known: entity.name,
            short: short ? entity : undefined,
          });
          at += found.length - 1;
        }
      }
      const whole = new Set(mentions.filter((mention) => !mention.short).map((mention) => mention.known));
      const present = new Set(sentences.flatMap((sentence) => sentence.map((token) => nameKey(token.text))));
      return mentions
        .filter(
          ({ short }) =>
            !short || whole.has(short.name) || short.with.some((word) => present.has(nameKey(word))),
        )
        .map(({ short: _, ...mention }) => mention);
    },
  };
}

const keysOf = (name: string): string[] =>
  tokens(name)
    .map((token) => nameKey(token.text))
    .filter((key) => key !== '');

function bestOf(entries: readonly Entry[], shown: string): Entry | undefined {
  return (
    entries.find(({ written }) => written === shown) ?? entries.find(({ written }) => alike(written, shown))
  );
}

/** A name with a capital is no name without; an acronym is written in capitals; `Irã` is not `IRA`. */
function alike(written: string, shown: string): boolean {
  if (ACRONYM.test(written)) return ACRONYM.test(shown) || (shown.length > 4 && UPPER.test(shown));
  if (shown.length < 5 && written.toLowerCase() !== shown.toLowerCase()) return false;
  return !CASED.test(written) || !UPPER.test(written) || UPPER.test(shown);
}
