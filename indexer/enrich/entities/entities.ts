/** The entities of an article: who, which organisation, which place, and where in the text each is named. */
import type { Config, EntitiesFile, EntityType } from '../../../config/schema.ts';
import { body, learn, type Stage } from '../../draft.ts';
import { fold } from '../../text/words.ts';
import { definitionsIn, isVariant } from './acronyms.ts';
import { createAlike } from './alike.ts';
import { standAlone } from './alone.ts';
import { formOf } from './forms.ts';
import { createGazetteer, createRarerForms, type Gazetteer } from './gazetteer.ts';
import { createHeads, createOthers } from './heads.ts';
import { createTellApart } from './homonyms.ts';
import { genitive } from './inflect.ts';
import { type Mention, nameKey } from './names.ts';
import { createOrdinaryWords, type OrdinaryWords } from './ordinary.ts';
import { createOutlets } from './outlets.ts';
import { peopleWithPatronymic } from './patronymics.ts';
import { insideOf, Taken } from './places.ts';
import { withRepeats } from './repeats.ts';
import { resolve } from './resolve.ts';
import { createTagger, type Tagger } from './tagger/tagger.ts';
import { createTitledPeople, type TitledPeople } from './titled.ts';
import { isListOfNames, type Sentence, sentences, tokens } from './tokens.ts';
import { createTrimmer, type Trimmer } from './trim.ts';
import { type Writing, writingOf } from './writing.ts';

/** The language the recogniser of unknown names was made for; in others only known names count, but a list of names has none. */
const RECOGNISED_LANGUAGE = 'en';
const GAP = '\n\n';

/**
 * Sets `facts.entities`: the names in headline and clean body, one entity for all spellings of a name, the most
 * frequent first. Positions are UTF-16, in `title + "\n\n" + body`. Wants title, language and source to be known.
 * @param weights path of the tagger's weights, for measuring others than the shipped ones
 * @throws when the weights are cut or of another make
 */
export function entityFinder(config: Pick<Config, 'entities' | 'sources'>, weights?: string): Stage {
  const tagger = createTagger(config.entities.sport, weights);
  const trimmer = createTrimmer(config.entities);
  const organisations = new Set(config.entities.organisations.map(nameKey));
  const readers = {
    trimmer,
    statedType: createHeads(config.entities.heads),
    isOther: createOthers(config.entities.others),
    isOrganisation: (name: string) => organisations.has(formOf(name).keyWords[0] ?? ''),
    titledPeople: createTitledPeople(config.entities, trimmer),
  };
  const asListed = knownNames(config.entities);
  let withGenitives: KnownNames | undefined;
  const ordinary = createOrdinaryWords(config.entities);
  const outlets = createOutlets(config.sources);
  const alike = createAlike(config.entities);
  const tellApart = createTellApart(config.entities, (word) => trimmer.titleLength(tokens(word), 0) > 0);
  return (draft) => {
    const title = draft.facts.title?.value ?? '';
    const clean = body(draft);
    const text = [title, clean].join(GAP);
    const from = isRepeated(title, clean) ? title.length : 0;
    const split = sentences(text);
    const isSelf = insideOf(outlets.selfMentions(draft.facts, split));
    const language = draft.facts.language?.value ?? '';
    const writing = writingOf(language);
    const { genitives } = writing;
    if (genitives) withGenitives ??= knownNames(inGenitive(config.entities), config.entities.known);
    const own = (genitives && withGenitives) || asListed;
    const found = recognise(text, split, {
      ...readers,
      ...own,
      tagger: isReadable(language, split) ? tagger : undefined,
      writing,
      ordinary: ordinary(language),
    });
    const named = new Set<string>();
    for (const mention of found)
      if (mention.start >= title.length) named.add(formOf(text.slice(mention.start, mention.end)).key);
    const kept = found.filter(({ start, end, known }) => {
      if (start < from || isSelf(start, end)) return false;
      if (start >= title.length || known !== undefined || named.size === 0) return true;
      return named.has(formOf(text.slice(start, end)).key);
    });
    const { mentions: defined, stands } = withDefinitions(text, split, kept, { ...readers, ...own });
    if (defined.length === 0) return learn(draft, { entities: [] });
    const mentions = withRepeats(text, split, defined, from, genitives).filter(
      (mention) => !isSelf(mention.start, mention.end) && !outlets.isCredit(text, mention, split),
    );
    return learn(draft, { entities: resolve(text, tellApart(text, mentions), { stands, alike, genitives }) });
  };
}

/** Whether the tagger may look for names. */
const isReadable = (language: string, split: readonly Sentence[]): boolean =>
  language === RECOGNISED_LANGUAGE || (!writingOf(language).nounsHaveCapitals && isListOfNames(split));

/** A title that was made from the first sentence of the body counts once. */
function isRepeated(title: string, text: string): boolean {
  const start = fold(title.replace(/(?<![.…\s])[.…\s]+$/u, ''));
  return start !== '' && fold(text.slice(0, title.length * 2)).startsWith(start);
}

/** The names of `config/entities.yml`, and their rarer forms. */
interface KnownNames {
  readonly gazetteer: Gazetteer;
  readonly rarer: Gazetteer;
}

const knownNames = (file: EntitiesFile, entities = file.known): KnownNames => ({
  gazetteer: createGazetteer(file, entities),
  rarer: createRarerForms(file, entities),
});

/** The known names with their genitives, which mean other things in languages that have none. */
const inGenitive = (file: EntitiesFile): EntitiesFile => {
  const both = (names: readonly string[]) => [...names, ...names.flatMap((name) => genitive(name) ?? [])];
  return {
    ...file,
    known: file.known.map((entity) => ({
      ...entity,
      aliases: both([...entity.aliases, entity.name]),
      short: both(entity.short),
      alone: both(entity.alone),
    })),
  };
};

interface Readers extends KnownNames {
  readonly tagger: Tagger | undefined;
  readonly trimmer: Trimmer;
  readonly statedType: ReturnType<typeof createHeads>;
  /** Whether a name is of what is no entity: an event, a treaty, a people. */
  readonly isOther: (name: string) => boolean;
  /** Whether a name begins as only an organisation's does. */
  readonly isOrganisation: (name: string) => boolean;
  readonly titledPeople: TitledPeople;
  /** How the language of the text writes titles and nouns. */
  readonly writing: Writing;
  /** Words of the language that are also a known name. */
  readonly ordinary: OrdinaryWords;
}

function recognise(text: string, split: readonly Sentence[], readers: Readers): Mention[] {
  const { gazetteer, rarer, tagger, trimmer, statedType, isOther, titledPeople, ordinary } = readers;
  const spans = split.map(gazetteer.spans);
  const guessed = tagger?.(split, spans) ?? [];
  const people = [...titledPeople(split, spans, readers.writing), ...peopleWithPatronymic(split)];
  const teams = new Map(guessed.flatMap(({ start, end, isTeam }) => (isTeam ? [[start, end] as const] : [])));
  const rare = split.map(rarer.spans);
  const known = [
    ...gazetteer.mentions(split, spans, ordinary),
    ...rarer.mentions(split, rare, ordinary, standAlone(split, rare, spans, trimmer.titleLength)),
  ].filter(({ start, end, type }) => type !== 'place' || teams.get(start) !== end);
  const mentions: Mention[] = [];
  for (const mention of [...known, ...withPeople(text, [...guessed, ...people], trimmer)]) {
    const trimmed = trimmer.trim(text, mention);
    if (!trimmed) continue;
    const { start, end, type } = trimmed;
    const form = text.slice(start, end);
    const entity = mention.known === undefined && ordinary.has(form) ? undefined : gazetteer.lookUp(form);
    if (!entity && (isCompound(form, gazetteer, trimmer) || (type !== 'person' && isOther(form)))) continue;
    const longer = entity && calledAfter(text, trimmed, entity.type, statedType);
    if (longer) mentions.push(trimmer.trim(text, longer) ?? longer);
    else if (entity && !(mention.isTeam && entity.type === 'place'))
      mentions.push({ start, end, type: entity.type, known: entity.name });
    else mentions.push(withInitials(text, { ...trimmed, type: statedType(form) ?? type }, readers));
  }
  return withoutOverlap(mentions, text.length);
}

const NEXT_WORD = /^[ \u00A0]\p{Lu}\p{L}+/u;
/** Characters that the word behind a name is looked for in. */
const REACH = 24;

/**
 * What is called after a known name, where the next word says that it is another thing: `John F. Kennedy Airport`, `Caribbean
 * Sea`. After a place it is a place: `US Army` and `Ukraine Council` are as often two.
 */
function calledAfter(
  text: string,
  { start, end }: Mention,
  known: EntityType,
  statedType: Readers['statedType'],
): Mention | undefined {
  if (known === 'org') return undefined;
  const next = NEXT_WORD.exec(text.slice(end, end + REACH))?.[0];
  const type = next === undefined ? undefined : statedType(text.slice(start, end + next.length));
  if (next === undefined || type === undefined || (known === 'place' && type !== 'place')) return undefined;
  return { start, end: end + next.length, type };
}

/** Characters that initials before a name may take: `J. R. R. `. */
const INITIALS_LENGTH = 12;
/** Not behind another word of a name, which would end a sentence with it: `Plan B. Rowling said`. */
const INITIALS = /(?<!\p{Lu}\p{L}*\s)(?<![\p{L}.])((?:\p{Lu}\.[ \u00A0-]?){1,3})$/u;

/** A person with the initials before the name: `J. K. Rowling`. */
function withInitials(text: string, mention: Mention, { gazetteer, trimmer }: Readers): Mention {
  if (mention.type !== 'person' || mention.known !== undefined) return mention;
  const prior = text.slice(Math.max(0, mention.start - INITIALS_LENGTH), mention.start);
  const before = INITIALS.exec(prior)?.[1];
  if (before === undefined || gazetteer.lookUp(before.trim())) return mention;
  if (trimmer.titleLength(tokens(before), 0) > 0) return mention; // `M. Vernet`
  return { ...mention, start: mention.start - before.length };
}

/** `U.S.-China` names two, and is the name of neither. */
function isCompound(form: string, gazetteer: Gazetteer, trimmer: Trimmer): boolean {
  const parts = form.split(/[-–/]/u);
  return (
    parts.length === 2 && parts.every((part) => gazetteer.lookUp(part) || trimmer.isNever(nameKey(part)))
  );
}

/** What is a title with a name that is a person's elsewhere in the text is that person, whatever the tagger took it for. */
function withPeople(text: string, mentions: readonly Mention[], trimmer: Trimmer): Mention[] {
  const people = new Set<string>();
  for (const mention of mentions) if (mention.type === 'person') people.add(lastWordOf(text, mention));
  return mentions.map((mention) => {
    if (mention.type === 'person' || !people.has(lastWordOf(text, mention))) return mention;
    const own = tokens(text.slice(mention.start, mention.end));
    const title = trimmer.titleLength(own, 0);
    return title > 0 && title < own.length ? { ...mention, type: 'person' } : mention;
  });
}

const lastWordOf = (text: string, { start, end }: Mention): string =>
  formOf(text.slice(start, end)).keyWords.at(-1) ?? '';

/** Of mentions that overlap the longest stays; of equals the known one. */
function withoutOverlap(mentions: readonly Mention[], textLength: number): Mention[] {
  const taken = new Taken(textLength);
  const sorted = [...mentions].sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) ||
      Number(b.known !== undefined) - Number(a.known !== undefined) ||
      a.start - b.start,
  );
  return sorted.filter(({ start, end }) => {
    if (!taken.isFree(start, end)) return false;
    taken.take(start, end);
    return true;
  });
}

/**
 * The mentions with the acronyms the text explains, and what each stands for, as keys of names. What the text says
 * counts before what is known: `Nairobi Rivers Authority (NRA)`.
 */
function withDefinitions(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
  { gazetteer, isOrganisation }: Pick<Readers, 'gazetteer' | 'isOrganisation'>,
): { readonly mentions: readonly Mention[]; readonly stands: ReadonlyMap<string, string> } {
  const definitions = definitionsIn(text, split, mentions);
  const stands = new Map<string, string>();
  if (definitions.length === 0) return { mentions, stands };
  const keyAt = (start: number, end: number) => formOf(text.slice(start, end)).key;
  const added: Mention[] = [];
  for (const { acronym, name } of definitions) {
    const written = text.slice(name.start, name.end);
    const standing = mentions.find(({ start, end }) => start === acronym.start && end === acronym.end);
    const same = standing?.known !== undefined && isVariant(written, standing.known);
    const entity = gazetteer.lookUp(written);
    const named = entity?.name ?? (same ? standing.known : undefined);
    const type = entity?.type ?? (same ? standing.type : 'org');
    const isName =
      standing !== undefined ||
      isOrganisation(written) ||
      mentions.some(({ start, end }) => start >= name.start && end <= name.end);
    if (type === 'person' || !isName) continue; // `Gross Domestic Product (GDP)`
    const mention = { type, ...(named !== undefined && { known: named }) };
    stands.set(keyAt(acronym.start, acronym.end), named ?? keyAt(name.start, name.end));
    added.push({ ...mention, ...name }, { ...mention, ...acronym });
  }
  const others = mentions.flatMap((mention) => {
    const key = keyAt(mention.start, mention.end);
    const name = stands.get(key);
    if (name === undefined || mention.known === name) return [mention];
    const { start, end } = mention;
    return [{ start, end, type: 'org' as const }];
  });
  return { mentions: withoutOverlap([...added, ...others], text.length), stands };
}
