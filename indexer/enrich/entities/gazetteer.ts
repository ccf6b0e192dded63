/** Names we know beforehand (`config/entities.yml`), found in tokens whatever their case, accents and hyphens. */
import type { EntitiesFile, EntityType, KnownEntity } from '../../../config/schema.ts';
import { inflected } from './inflect.ts';
import { type Mention, nameKey, tokenKey } from './names.ts';
import { isShouted, type Sentence, tokens } from './tokens.ts';

interface Node {
  readonly next: Map<string, Node>;
  readonly entries: Entry[];
}

interface Entry {
  readonly known: KnownEntity;
  readonly written: string;
  readonly short: boolean;
}

/** A known name in a sentence: tokens from, and up to but without. */
export interface KnownSpan {
  readonly from: number;
  readonly to: number;
  readonly type: EntityType;
  readonly known: KnownEntity;
  /** Whether it is written in a form that means other things too. */
  readonly short: boolean;
  /** Characters of the first token that stand before the name. */
  readonly skip: number;
}

export interface Gazetteer {
  /** Every known name in these sentences, the longest at each place; short forms only where they may count. */
  find(sentences: readonly Sentence[]): Mention[];
  /** The known names in one sentence, short forms too. */
  spans(sentence: Sentence): readonly KnownSpan[];
  /** The known entity a whole name stands for, if any. */
  lookUp(name: string): KnownEntity | undefined;
}

/** A name of capitals only is an acronym: `US` is not `us`, `WHO` is not `who`. */
const ACRONYM = /^[\p{Lu}\p{N}.&-]{2,}$/u;
const UNSPACED = /\p{Script=Han}/u;
/** Written on to a name: Arabic `and`, `in`, `for`; French and Italian articles at the start of a sentence. */
const WRITTEN_ON =
  /^(?:[\u0648\u0641\u0628\u0644\u0643](?=\p{Script=Arabic}{3})|(?:[LD]|Dell|Nell|All|Dall|Sull|Un|Qu)['’](?=\p{Lu}))/u;
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
    for (const written of [entity.name, ...entity.aliases])
      for (const form of [written, ...inflected(written)]) add(entity, form, false);
    for (const written of entity.short)
      for (const form of [written, ...inflected(written)]) add(entity, form, true);
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

  /** Three steps ask for the names of the same sentence. */
  const remembered = new WeakMap<Sentence, readonly KnownSpan[]>();
  const spans = (sentence: Sentence): readonly KnownSpan[] => {
    const known = remembered.get(sentence);
    if (known) return known;
    const found = spansIn(sentence);
    remembered.set(sentence, found);
    return found;
  };
  const spansIn = (sentence: Sentence): KnownSpan[] => {
    const keys = sentence.map((token) => tokenKey(token.text));
    const found: KnownSpan[] = [];
    for (let from = 0; from < sentence.length; from++) {
      if (keys[from] === '') continue;
      const shown = (length: number) =>
        sentence
          .slice(from, from + length)
          .map((token) => token.text)
          .join(' ');
      let match = walk(keys, from, shown);
      let skip = 0;
      const prefix = match ? undefined : WRITTEN_ON.exec(sentence[from]?.text ?? '')?.[0];
      if (prefix) {
        const bare = keys.with(from, tokenKey(sentence[from]?.text.slice(prefix.length) ?? ''));
        match = walk(bare, from, (length) => shown(length).slice(prefix.length));
        skip = prefix.length;
      }
      if (!match || (isShortAcronym(match.entry.written) && isShouted(sentence))) continue;
      const { known: entity, short } = match.entry;
      found.push({ from, to: from + match.length, type: entity.type, known: entity, short, skip });
      from += match.length - 1;
    }
    return found;
  };

  return {
    lookUp(name) {
      const keys = keysOf(name);
      const found = walk(keys, 0, () => name);
      return found?.length === keys.length && !found.entry.short ? found.entry.known : undefined;
    },
    spans,
    find(sentences) {
      const mentions = sentences.flatMap((sentence) => spans(sentence).map((span) => ({ span, sentence })));
      const whole = new Set(mentions.filter(({ span }) => !span.short).map(({ span }) => span.known));
      const present = new Set(sentences.flatMap((sentence) => sentence.map((token) => tokenKey(token.text))));
      const counts = ({ known, short }: KnownSpan) =>
        !short || whole.has(known) || known.with.some((word) => present.has(nameKey(word)));
      return mentions.flatMap(({ span, sentence }) => {
        const [first, last] = [sentence[span.from], sentence[span.to - 1]];
        if (!first || !last || !counts(span)) return [];
        return { start: first.start + span.skip, end: last.end, type: span.type, known: span.known.name };
      });
    },
  };
}

/** Among capitals `WHO` is as likely who. */
const isShortAcronym = (written: string): boolean => ACRONYM.test(written) && written.length < 4;

const keysOf = (name: string): string[] =>
  tokens(name)
    .map((token) => tokenKey(token.text))
    .filter((key) => key !== '');

function bestOf(entries: readonly Entry[], found: string): Entry | undefined {
  const shown = UNSPACED.test(found) ? found.replaceAll(' ', '') : found;
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
