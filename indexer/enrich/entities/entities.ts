/** The entities of an article: who, which organisation, which place, and where in the text each is named. */
import type { Config } from '../../../config/schema.ts';
import { body, learn, type Stage } from '../../draft.ts';
import { fold } from '../../text/words.ts';
import { formOf } from './forms.ts';
import { createGazetteer, type Gazetteer } from './gazetteer.ts';
import { createHeads } from './heads.ts';
import type { Mention } from './names.ts';
import { createOutlets } from './outlets.ts';
import { insideOf, Taken } from './places.ts';
import { resolve } from './resolve.ts';
import { FEW, sieveOf } from './sieve.ts';
import { createTagger, type Tagger } from './tagger/tagger.ts';
import { titledPeople } from './titled.ts';
import { type Sentence, sentences, type Token, tokens } from './tokens.ts';
import { createTrimmer, type Trimmer } from './trim.ts';

/** The language the recogniser of unknown names was made for; in others only known names count. */
const RECOGNISED_LANGUAGE = 'en';
const GAP = '\n\n';

/**
 * Sets `facts.entities`: the names in headline and clean body, one entity for all spellings of a name, the most
 * frequent first. Positions are UTF-16, in `title + "\n\n" + body`. Wants title, language and source to be known.
 * @param weights path of the tagger's weights, for measuring others than the shipped ones
 * @throws when the weights are cut or of another make
 */
export function entityFinder(config: Pick<Config, 'entities' | 'sources'>, weights?: string): Stage {
  const gazetteer = createGazetteer(config.entities);
  const tagger = createTagger(weights);
  const trimmer = createTrimmer(config.entities);
  const outlets = createOutlets(config.sources);
  const statedType = createHeads(config.entities.heads);
  return (draft) => {
    const title = draft.facts.title?.value ?? '';
    const clean = body(draft);
    const text = [title, clean].join(GAP);
    const from = isRepeated(title, clean) ? title.length : 0;
    const split = sentences(text);
    const isSelf = insideOf(outlets.selfMentions(draft.facts, split));
    const found = recognise(
      text,
      split,
      draft.facts.language?.value === RECOGNISED_LANGUAGE ? tagger : undefined,
      gazetteer,
      trimmer,
      statedType,
    );
    const named = new Set<string>();
    for (const mention of found)
      if (mention.start >= title.length) named.add(formOf(text.slice(mention.start, mention.end)).key);
    const kept = found.filter(({ start, end, known }) => {
      if (start < from || isSelf(start, end)) return false;
      if (start >= title.length || known !== undefined || named.size === 0) return true;
      return named.has(formOf(text.slice(start, end)).key);
    });
    const mentions = withRepeats(text, split, kept, from).filter(
      (mention) => !isSelf(mention.start, mention.end) && !outlets.isCredit(text, mention, split),
    );
    return learn(draft, { entities: resolve(text, mentions) });
  };
}

/** A title that was made from the first sentence of the body counts once. */
function isRepeated(title: string, text: string): boolean {
  const start = fold(title.replace(/[.…\s]+$/u, ''));
  return start !== '' && fold(text.slice(0, title.length * 2)).startsWith(start);
}

function recognise(
  text: string,
  split: readonly Sentence[],
  tagger: Tagger | undefined,
  gazetteer: Gazetteer,
  trimmer: Trimmer,
  statedType: ReturnType<typeof createHeads>,
): Mention[] {
  const spans = split.map(gazetteer.spans);
  const known = gazetteer.mentions(split, spans);
  const guessed = tagger?.(split, spans) ?? [];
  const titled = titledPeople(split, spans, trimmer);
  const mentions: Mention[] = [];
  for (const mention of [...known, ...withPeople(text, [...guessed, ...titled], trimmer)]) {
    const trimmed = trimmer.trim(text, mention);
    if (!trimmed) continue;
    const { start, end, type } = trimmed;
    const form = text.slice(start, end);
    const entity = gazetteer.lookUp(form);
    if (entity) mentions.push({ start, end, type: entity.type, known: entity.name });
    else mentions.push({ ...trimmed, type: statedType(form) ?? type });
  }
  return withoutOverlap(mentions, text.length);
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

/** Tokens of the longest name that is looked for again. */
const LONGEST = 6;

/** Adds the places where a name that was found elsewhere stands unseen, e.g. in a headline. */
function withRepeats(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
  from: number,
): Mention[] {
  const byForm = repeatable(text, split, mentions);
  const starts = new Set<string>();
  for (const form of byForm.keys()) starts.add(tokens(form)[0]?.text ?? '');
  const mayStart = sieveOf(
    [...starts].map((word) => formOf(word).hash),
    FEW,
  );
  const found = [...mentions];
  const taken = new Taken(text.length);
  for (const { start, end } of mentions) taken.take(start, end);
  for (const sentence of split)
    for (let at = 0; at < sentence.length; at++) {
      const { form, start } = sentence[at] as Token;
      if (!mayStart(form.hash) || start < from || !starts.has(form.text)) continue;
      for (let last = Math.min(sentence.length, at + LONGEST) - 1; last >= at; last--) {
        const { end } = sentence[last] as Token;
        const like = byForm.get(text.slice(start, end));
        if (!like || !taken.isFree(start, end)) continue;
        found.push({ ...like, start, end });
        taken.take(start, end);
      }
    }
  return found;
}

const SURNAME = /[\s-](\p{Lu}\p{Ll}{3,})$/u;

/** The names to look for again, as they are written: known ones, and those that are no words of the text in small letters. */
function repeatable(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
): ReadonlyMap<string, Mention> {
  const forms = mentions.map(({ start, end }) => text.slice(start, end));
  const surnames = mentions.map(({ type }, i) =>
    type === 'person' ? SURNAME.exec(forms[i] as string)?.[1] : undefined,
  );
  const names = [...forms, ...surnames.filter((name) => name !== undefined)];
  const small = wordsAmong(split, new Set(names.map((name) => name.toLowerCase())));
  const byForm = new Map<string, Mention>();
  mentions.forEach((mention, i) => {
    const [form, surname] = [forms[i] as string, surnames[i]];
    if (!small.has(form.toLowerCase()) || mention.known) byForm.set(form, mention);
    if (surname && !small.has(surname.toLowerCase()) && !byForm.has(surname))
      byForm.set(surname, { start: 0, end: 0, type: 'person' });
  });
  return byForm;
}

/** Those of these words that are tokens of the text. */
function wordsAmong(split: readonly Sentence[], words: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const mayBe = sieveOf(
    [...words].map((word) => formOf(word).hash),
    FEW,
  );
  for (const sentence of split)
    for (const { form } of sentence) if (mayBe(form.hash) && words.has(form.text)) found.add(form.text);
  return found;
}
