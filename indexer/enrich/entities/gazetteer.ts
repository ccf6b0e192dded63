/** Names we know beforehand (`config/entities.yml`), found in tokens whatever their case, accents and hyphens. */
import type { EntitiesFile, EntityType, KnownEntity } from '../../../config/schema.ts';
import { type Form, formOf } from './forms.ts';
import { inflected } from './inflect.ts';
import { type Mention, nameKey } from './names.ts';
import { isShouted, type Sentence, type Token, tokens } from './tokens.ts';

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
  /** Characters of the first token that stand before the name, and of the last one that stand behind it. */
  readonly skip: number;
  readonly tail: number;
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
/** The end that Turkish writes on to a name behind an apostrophe: `Ankara'da`, `Türkiye’nin`. */
const ENDING = /(?<=^\p{Lu}\p{L}{3,})['’]\p{Ll}{1,6}$/u;
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

  /** The longest name that starts at `from` and is written as it stands in the text, its first `cut` characters left out. */
  const walk = (keys: readonly string[], from: number, texts: readonly string[], cut: number) => {
    let node: Node | undefined = root;
    let found: { entry: Entry; length: number } | undefined;
    for (let i = from; i < keys.length; i++) {
      node = node.next.get(keys[i] ?? '');
      if (!node) break;
      if (node.entries.length === 0) continue;
      const entry = bestOf(
        node.entries,
        texts
          .slice(from, i + 1)
          .join(' ')
          .slice(cut),
      );
      if (entry) found = { entry, length: i + 1 - from };
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
    const found: KnownSpan[] = [];
    let own: Written | undefined;
    let bare: Written | undefined;
    for (let from = 0; from < sentence.length; from++) {
      const { form } = sentence[from] as Token;
      if (form.key === '' || (form.isPlain && !root.next.has(form.key))) continue;
      own ??= writtenAs(sentence, ({ text }) => text);
      let match = walk(own.keys, from, own.texts, 0);
      let skip = 0;
      let tail = 0;
      const prefix = match || form.isPlain ? undefined : WRITTEN_ON.exec(form.text)?.[0];
      if (prefix) {
        const rest = own.keys.with(from, formOf(form.text.slice(prefix.length)).key);
        match = walk(rest, from, own.texts, prefix.length);
        skip = prefix.length;
      }
      if (!match) {
        bare ??= writtenAs(sentence, bareOf);
        match = walk(bare.keys, from, bare.texts, 0);
        const last = from + (match?.length ?? 0) - 1;
        skip = 0;
        tail = (sentence[last]?.text.length ?? 0) - (bare.texts[last]?.length ?? 0);
      }
      if (!match || (isShortAcronym(match.entry.written) && isShouted(sentence))) continue;
      const { known: entity, short } = match.entry;
      found.push({ from, to: from + match.length, type: entity.type, known: entity, short, skip, tail });
      from += match.length - 1;
    }
    return found;
  };

  return {
    lookUp(name) {
      let node: Node | undefined = root;
      for (const key of keysOf(name)) node = node?.next.get(key);
      const entry = node && node !== root ? bestOf(node.entries, name) : undefined;
      return entry && !entry.short ? entry.known : undefined;
    },
    spans,
    find(sentences) {
      const mentions = sentences.flatMap((sentence) => spans(sentence).map((span) => ({ span, sentence })));
      const whole = new Set(mentions.filter(({ span }) => !span.short).map(({ span }) => span.known));
      const isPresent = (key: string) =>
        sentences.some((sentence) => sentence.some(({ form }) => form.key === key));
      const counts = ({ known, short }: KnownSpan) =>
        !short || whole.has(known) || known.with.some((word) => isPresent(nameKey(word)));
      return mentions.flatMap(({ span, sentence }) => {
        const [first, last] = [sentence[span.from], sentence[span.to - 1]];
        if (!first || !last || !counts(span)) return [];
        const [start, end] = [first.start + span.skip, last.end - span.tail];
        return { start, end, type: span.type, known: span.known.name };
      });
    },
  };
}

/** Among capitals `WHO` is as likely who. */
const isShortAcronym = (written: string): boolean => ACRONYM.test(written) && written.length < 4;

const keysOf = (name: string): string[] =>
  tokens(name)
    .map(({ form }) => form.key)
    .filter((key) => key !== '');

/** The tokens of a sentence as texts to compare, with their keys. */
interface Written {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
}

function writtenAs(sentence: Sentence, textOf: (form: Form) => string): Written {
  const texts = sentence.map(({ form }) => textOf(form));
  return { texts, keys: texts.map((text) => formOf(text).key) };
}

/** The text without the ending that is written on to it. */
const bareOf = ({ text, isPlain }: Form): string => (isPlain ? text : text.replace(ENDING, ''));

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
