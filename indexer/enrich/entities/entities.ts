/** The entities of an article: who, which organisation, which place, and where in the text each is named. */
import type { Config } from '../../../config/schema.ts';
import { body, learn, type Stage } from '../../draft.ts';
import { fold } from '../../text/words.ts';
import { formOf } from './forms.ts';
import { createGazetteer, type Gazetteer } from './gazetteer.ts';
import { createHeads } from './heads.ts';
import type { Mention } from './names.ts';
import { createOutlets } from './outlets.ts';
import { resolve } from './resolve.ts';
import { createTagger, type Tagger } from './tagger/tagger.ts';
import { titledPeople } from './titled.ts';
import { type Sentence, sentences, tokens } from './tokens.ts';
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
  const tagger = createTagger(gazetteer, weights);
  const trimmer = createTrimmer(config.entities);
  const outlets = createOutlets(config.sources);
  const statedType = createHeads(config.entities.heads);
  return (draft) => {
    const title = draft.facts.title?.value ?? '';
    const text = title + GAP + body(draft);
    const from = isRepeated(title, body(draft)) ? title.length : 0;
    const split = sentences(text);
    const self = outlets.selfMentions(draft.facts, split);
    const isSelf = ({ start, end }: Mention) => self.some(([from, to]) => start >= from && end <= to);
    const inBody = (mention: Mention) => mention.start >= title.length;
    const found = recognise(
      text,
      split,
      draft.facts.language?.value === RECOGNISED_LANGUAGE ? tagger : undefined,
      gazetteer,
      trimmer,
      statedType,
    );
    const named = new Set(
      found.filter(inBody).map((mention) => formOf(text.slice(mention.start, mention.end)).key),
    );
    const kept = found.filter((mention) => {
      const key = formOf(text.slice(mention.start, mention.end)).key;
      if (mention.start < from || isSelf(mention)) return false;
      return inBody(mention) || mention.known !== undefined || named.has(key) || named.size === 0;
    });
    const all = withRepeats(text, split, kept, from);
    const mentions = all.filter((mention) => !isSelf(mention) && !outlets.isCredit(text, mention, split));
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
  const known = gazetteer.find(split);
  const guessed = tagger?.(split) ?? [];
  const titled = titledPeople(split, trimmer, gazetteer);
  const trimmed = [...known, ...withPeople(text, [...guessed, ...titled], trimmer)].flatMap(
    (mention) => trimmer.trim(text, mention) ?? [],
  );
  return withoutOverlap(
    trimmed.map((mention) => {
      const form = text.slice(mention.start, mention.end);
      const entity = gazetteer.lookUp(form);
      if (entity) return { ...mention, type: entity.type, known: entity.name };
      return { ...mention, type: statedType(form) ?? mention.type };
    }),
  );
}

/** What is a title with a name that is a person's elsewhere in the text is that person, whatever the tagger took it for. */
function withPeople(text: string, mentions: readonly Mention[], trimmer: Trimmer): Mention[] {
  const lastWord = (mention: Mention) => formOf(text.slice(mention.start, mention.end)).keyWords.at(-1);
  const people = new Set(mentions.filter(({ type }) => type === 'person').map(lastWord));
  return mentions.map((mention) => {
    if (mention.type === 'person' || !people.has(lastWord(mention))) return mention;
    const own = tokens(text.slice(mention.start, mention.end));
    const title = trimmer.titleLength(own, 0);
    return title > 0 && title < own.length ? { ...mention, type: 'person' } : mention;
  });
}

/** Of mentions that overlap the longest stays; of equals the known one. */
function withoutOverlap(mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  const length = (mention: Mention) => mention.end - mention.start;
  const order = (a: Mention, b: Mention) =>
    length(b) - length(a) ||
    Number(b.known !== undefined) - Number(a.known !== undefined) ||
    a.start - b.start;
  for (const mention of [...mentions].sort(order))
    if (kept.every((other) => mention.end <= other.start || mention.start >= other.end)) kept.push(mention);
  return kept;
}

/** Adds the places where a name that was found elsewhere stands unseen, e.g. in a headline. */
function withRepeats(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
  from: number,
): Mention[] {
  const lower = new Set(split.flat().map((token) => token.text));
  const byForm = new Map<string, Mention>();
  for (const mention of mentions) {
    const form = text.slice(mention.start, mention.end);
    if (!lower.has(form.toLowerCase()) || mention.known) byForm.set(form, mention);
    const surname = /[\s-](\p{Lu}\p{Ll}{3,})$/u.exec(form)?.[1];
    if (mention.type === 'person' && surname && !lower.has(surname.toLowerCase()) && !byForm.has(surname))
      byForm.set(surname, { start: 0, end: 0, type: 'person' });
  }
  const starts = new Set([...byForm.keys()].map((form) => tokens(form)[0]?.text));
  const taken = [...mentions];
  const free = (start: number, end: number) =>
    taken.every((other) => end <= other.start || start >= other.end);
  for (const sentence of split)
    sentence.forEach((token, at) => {
      if (token.start < from || !starts.has(token.text)) return;
      for (let last = Math.min(sentence.length, at + 6) - 1; last >= at; last--) {
        const end = sentence[last]?.end ?? token.end;
        const like = byForm.get(text.slice(token.start, end));
        if (like && free(token.start, end)) taken.push({ ...like, start: token.start, end });
      }
    });
  return taken;
}
