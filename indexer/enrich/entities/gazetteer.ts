/** Names we know beforehand (`config/entities.yml`), found in tokens whatever their case, accents and hyphens. */
import { kept } from '../../../config/kept.ts';
import type { EntitiesFile, EntityType, KnownEntity } from '../../../config/schema.ts';
import { type Form, formOf, hashOfWord } from './forms.ts';
import { inflected } from './inflect.ts';
import { type NameEntry, type NameKind, type NamesToAdd, nameTrie } from './name-trie.ts';
import type { Mention } from './names.ts';
import type { OrdinaryWords } from './ordinary.ts';
import { FEW, sieveOf } from './sieve.ts';
import { isShouted, type Sentence, type Token, tokens } from './tokens.ts';

/** A known name in a sentence: tokens from, and up to but without. */
export interface KnownSpan {
  readonly from: number;
  readonly to: number;
  readonly type: EntityType;
  readonly known: KnownEntity;
  /** Whether it is written in a form that means other things too. */
  readonly short: boolean;
  /** Whether it is a surname that tells who is meant where nobody else of that name is. */
  readonly alone: boolean;
  /** Characters of the first token that stand before the name, and of the last one that stand behind it. */
  readonly skip: number;
  readonly tail: number;
}

export interface Gazetteer {
  /** The known names in one sentence, the longest at each place, short forms too. */
  spans(sentence: Sentence): readonly KnownSpan[];
  /**
   * The names that `spans` gave for each of these sentences, where they stand; short forms and ordinary words only where they
   * may count.
   * @param alone whose surname alone says who is meant (see `standAlone`)
   */
  mentions(
    sentences: readonly Sentence[],
    spans: readonly (readonly KnownSpan[])[],
    ordinary: OrdinaryWords,
    alone?: ReadonlySet<KnownEntity>,
  ): Mention[];
  /** The known entity a whole name stands for, if any. */
  lookUp(name: string): KnownEntity | undefined;
}

/** A name of capitals only is an acronym: `US` is not `us`, `WHO` is not `who`. */
const ACRONYM = /^[\p{Lu}\p{N}.&-]{2,}$/u;
const UNSPACED = /\p{Script=Han}/u;
/** Written on to a name: Arabic `and`, `in`, `for`; French and Italian articles at the start of a sentence. */
const WRITTEN_ON =
  /^(?:[\u0648\u0641\u0628\u0644\u0643](?=\p{Script=Arabic}{3})|(?:[LD]|Dell|Nell|All|Dall|Sull|Un|Qu)['’](?=\p{Lu}))/u;
const ARABIC = /^[\u0628-\u0648]/;
/** The end that Turkish writes on to a name behind an apostrophe: `Ankara'da`, `Türkiye’nin`. */
const ENDING = /^(\p{Lu}\p{L}{3,})['’]\p{Ll}{1,6}$/u;
const CASED = /[\p{Lu}\p{Ll}]/u;
const UPPER = /^\P{L}*\p{Lu}/u;

type Names = Pick<EntitiesFile, 'known'>;

/**
 * The names as they are mostly written: the tagger has learned with these.
 * @param entities who is called so, in the order of the names, where these have more forms than the file
 */
export const createGazetteer = ({ known }: Names, entities = known): Gazetteer =>
  gazetteerOf(
    entities,
    kept('known-names', JSON.stringify(known), () => known.map(writingsOf)),
  );

/** Their rarer forms: with a mark within (`Johnson & Johnson`), a surname alone (`Merkel`). See `createGazetteer`. */
export const createRarerForms = ({ known }: Names, entities = known): Gazetteer =>
  gazetteerOf(
    entities,
    kept('rarer-names', JSON.stringify(known), () => known.map(rarerWritingsOf)),
  );

function gazetteerOf(known: readonly KnownEntity[], writings: readonly (readonly Writing[])[]): Gazetteer {
  const trie = nameTrie(namesOf(writings));
  const mayBegin = sieveOf(trie.firstWords.map(hashOfWord));

  /** The longest name that starts at `from`, written as its words are, where the first one is `first`. */
  const walk = (
    sentence: Sentence,
    from: number,
    first: Form,
    formAt: (token: Token) => Form,
  ): Found | undefined => {
    if (!mayBegin(first.keyHash)) return undefined;
    let node = trie.next(trie.root, first.key);
    let shown = first.text;
    let found: Found | undefined;
    for (let to = from + 1; node >= 0; to++) {
      const entry = bestOf(trie.endingAt(node), shown);
      if (entry) found = { entry, to };
      if (to === sentence.length || !trie.goesOn(node)) break;
      const form = formAt(sentence[to] as Token);
      node = trie.next(node, keyWithin(form));
      shown = `${shown} ${form.text}`;
    }
    return found;
  };

  const spans = (sentence: Sentence): readonly KnownSpan[] => {
    let found: KnownSpan[] | undefined;
    for (let from = 0; from < sentence.length; from++) {
      const { form } = sentence[from] as Token;
      if (form.isPlain ? !mayBegin(form.keyHash) : form.key === '') continue;
      const span = spanFrom(sentence, from, form);
      if (!span) continue;
      found ??= [];
      found.push(span);
      from = span.to - 1;
    }
    return found ?? NONE;
  };
  const spanFrom = (sentence: Sentence, from: number, form: Form): KnownSpan | undefined => {
    let match = walk(sentence, from, form, asWritten);
    let skip = 0;
    let tail = 0;
    const prefix = match ? undefined : writtenOn(form);
    if (prefix) {
      match = walk(sentence, from, formOf(form.text.slice(prefix.length)), asWritten);
      skip = prefix.length;
    }
    if (!match) {
      match = walk(sentence, from, bareOf(form), withoutEnding);
      if (!match) return undefined;
      const last = (sentence[match.to - 1] as Token).form;
      skip = 0;
      tail = last.text.length - bareOf(last).text.length;
    }
    const { owner, kind, written } = match.entry;
    const entity = known[owner] as KnownEntity;
    if (isShortAcronym(written) && isShouted(sentence)) return undefined;
    return {
      from,
      to: match.to,
      type: entity.type,
      known: entity,
      short: kind !== 'whole',
      alone: kind === 'alone',
      skip,
      tail,
    };
  };

  return {
    lookUp(name) {
      const words = tokens(name).filter(({ form }) => form.key !== '');
      let node = words[0] && mayBegin(words[0].form.keyHash) ? trie.root : -1;
      for (let i = 0; node >= 0 && i < words.length; i++)
        node = trie.next(node, (words[i] as Token).form.key);
      const entry = node < 0 ? undefined : bestOf(trie.endingAt(node), name);
      return entry?.kind === 'whole' ? known[entry.owner] : undefined;
    },
    spans,
    mentions(sentences, spans, ordinary, alone) {
      const found: {
        readonly span: KnownSpan;
        readonly isSure: boolean;
        readonly at: readonly [number, number];
      }[] = [];
      const whole = new Set<KnownEntity>();
      sentences.forEach((sentence, i) => {
        for (const span of spans[i] ?? NONE) {
          const [first, last] = [sentence[span.from] as Token, sentence[span.to - 1] as Token];
          const stands = first === last ? ordinary.counts(sentence, span.from) : 'always';
          if (stands === 'never') continue;
          const isSure = !span.short && stands === 'always';
          found.push({ span, isSure, at: [first.start + span.skip, last.end - span.tail] });
          if (isSure) whole.add(span.known);
        }
      });
      const unsure = found.flatMap(({ span, isSure }) =>
        isSure || whole.has(span.known) ? [] : span.known.with,
      );
      const present = presentAmong(unsure, sentences);
      const counts = ({ known, alone: isAlone }: KnownSpan) =>
        whole.has(known) ||
        (isAlone && alone?.has(known)) ||
        known.with.some((word) => present.has(formOf(word).key));
      return found.flatMap(({ span, isSure, at: [start, end] }) =>
        isSure || counts(span) ? { start, end, type: span.type, known: span.known.name } : [],
      );
    },
  };
}

/** A way to write a name, and the keys of its words. */
type Writing = readonly [written: string, kind: NameKind, keys: readonly string[]];

/** Every way to write a known name, in its cases. */
function writingsOf({ name, aliases, short }: KnownEntity): Writing[] {
  const all = (names: readonly string[], kind: NameKind) =>
    names
      .flatMap((written) => [written, ...inflected(written)])
      .map((form): Writing => [form, kind, keysOf(form)]);
  return [...all([name, ...aliases], 'whole'), ...all(short, 'short')];
}

/** What the tagger is not shown: names with a mark within, as `Johnson & Johnson`, and surnames that stand alone. */
function rarerWritingsOf({ name, aliases, alone }: KnownEntity): Writing[] {
  const marked = [name, ...aliases].flatMap((written): Writing[] => {
    const keys = tokens(written).map(({ form }) => keyWithin(form));
    return keys.length === keysOf(written).length ? [] : [[written, 'whole', keys]];
  });
  const surnames = alone.flatMap((written) => [written, ...inflected(written)]);
  return [...marked, ...surnames.map((form): Writing => [form, 'alone', keysOf(form)])];
}

/** What a token is in a name: a mark stands for itself. */
const keyWithin = ({ key, text }: Form): string => (key === '' ? text : key);

function* namesOf(writings: readonly (readonly Writing[])[]): NamesToAdd {
  for (const [owner, ways] of writings.entries())
    for (const [written, kind, keys] of ways) yield { owner, written, kind, keys };
}

/** The keys of those words that stand in the sentences. */
function presentAmong(words: readonly string[], sentences: readonly Sentence[]): ReadonlySet<string> {
  const present = new Set<string>();
  if (words.length === 0) return present;
  const wanted = new Set(words.map((word) => formOf(word).key));
  const mayBe = sieveOf(
    words.map((word) => formOf(word).keyHash),
    FEW,
  );
  for (const sentence of sentences)
    for (const { form } of sentence) if (mayBe(form.keyHash) && wanted.has(form.key)) present.add(form.key);
  return present;
}

const NONE: readonly KnownSpan[] = [];

/** A known name and the token it ends before. */
interface Found {
  readonly entry: NameEntry;
  readonly to: number;
}

/** Among capitals `WHO` is as likely who. */
const isShortAcronym = (written: string): boolean => written.length < 4 && ACRONYM.test(written);

const keysOf = (name: string): string[] =>
  tokens(name)
    .map(({ form }) => form.key)
    .filter((key) => key !== '');

const asWritten = ({ form }: Token): Form => form;
const withoutEnding = ({ form }: Token): Form => bareOf(form);

/** What is written on to a name before it. */
function writtenOn({ text, isPlain, isJoined }: Form): string | undefined {
  if (isPlain || !(isJoined || ARABIC.test(text))) return undefined;
  return WRITTEN_ON.exec(text)?.[0];
}

/** The form without the ending that is written on to it. */
function bareOf(form: Form): Form {
  if (!form.isJoined || !form.startsUpper) return form;
  const bare = ENDING.exec(form.text)?.[1];
  return bare === undefined ? form : formOf(bare);
}

function bestOf(entries: readonly NameEntry[], found: string): NameEntry | undefined {
  if (entries.length === 0) return undefined;
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
