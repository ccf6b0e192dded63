/** Sources by the wording of a line: self-mentions in what was stripped, credits at the edges of the text. */
import type { CreditCue, RemovalKind, SourceEntry } from '../../../config/schema.ts';
import { type Draft, paragraphs } from '../../draft.ts';
import { prefilter } from '../../text/prefilter.ts';
import type { Known } from './known.ts';
import { edges } from './layout.ts';
import { type Finding, nameOf, roleOf, type SourceReader } from './reader.ts';

/** Kinds of removals that speak of the page's own outlet; feeds and related links speak of anyone. */
const OWN: ReadonlySet<RemovalKind> = new Set([
  'donation',
  'newsletter',
  'paywall',
  'legal',
  'notice',
  'share',
  'header',
  'navigation',
  'byline',
  'other',
]);
/** Kinds of removals in which a wire may be credited; a caption credits a photographer. */
const CREDITS: ReadonlySet<RemovalKind> = new Set(['byline', 'legal', 'stamp', 'header', 'notice', 'other']);
/** Blocks of the text's start and end in which a credit stands. */
const EDGE = 3;
/** Characters of a block in which a line of credit is looked for: the start or end of a long one. */
const REACH = 200;
/** Mentions that make an unknown name believed. */
const ENOUGH = 2;

interface Compiled {
  readonly cue: CreditCue;
  /** Its number among the cues. */
  readonly i: number;
  readonly pattern: RegExp;
}

/** Readers of the rules in `config/credits.yml`, in the order of trust: `origins`, `agencies`, `mentions`. */
export function cueReaders(
  cues: readonly CreditCue[],
): Record<'origins' | 'agencies' | 'mentions', SourceReader> {
  const matches = remembered(matcher(cues));
  const of = (draft: Draft, names: CreditCue['names']) =>
    matches(draft).filter(({ cue }) => cue.names === names);
  return {
    origins: (draft, known) => of(draft, 'origin').flatMap(({ name, text }) => originIn(name, text, known)),
    agencies: (draft, known) => of(draft, 'agency').flatMap(({ name, text }) => agencyIn(name, text, known)),
    mentions: (draft, known) => mostMentioned(of(draft, 'carrier'), known),
  };
}

/** Three readers ask for what the cues match in the same draft. */
function remembered<T>(read: (draft: Draft) => T): (draft: Draft) => T {
  const answers = new WeakMap<Draft, T>();
  return (draft) => {
    const known = answers.get(draft);
    if (known !== undefined) return known;
    const answer = read(draft);
    answers.set(draft, answer);
    return answer;
  };
}

interface Match {
  readonly cue: CreditCue;
  readonly name: string;
  readonly text: string;
}

/** What the cues match, cue by cue; a cue is only run on texts that hold a word it needs. */
function matcher(cues: readonly CreditCue[]): (draft: Draft) => Match[] {
  const possible = prefilter(cues.map(({ pattern }) => pattern));
  const compiled = cues.map((cue, i): Compiled => ({ cue, i, pattern: new RegExp(cue.pattern, 'iu') }));
  const by = (place: CreditCue['where']) => compiled.filter(({ cue }) => cue.where === place);
  const looked = { stripped: by('stripped'), start: by('start'), end: by('end') } as const;
  return (draft) => {
    const texts = textsOf(draft);
    const found = cues.map((): Match[] => []);
    for (const where of ['stripped', 'start', 'end'] as const)
      for (const text of texts[where]) {
        possible.look(text);
        for (const { cue, i, pattern } of looked[where]) {
          if (!possible.mayMatch(i)) continue;
          const name = pattern.exec(text)?.groups?.name;
          if (name) found[i]?.push({ cue, name, text });
        }
      }
    return found.flat();
  };
}

/** The texts each kind of cue is looked for in, cut to what a line of credit needs. */
function textsOf(draft: Draft): Record<CreditCue['where'], string[]> {
  const kept = paragraphs(draft).filter((block) => block.kind !== 'caption');
  const { head, tail } = edges(draft);
  const credits = (lines: typeof head) =>
    lines.flatMap(({ text, kind }) => (kind && CREDITS.has(kind) && text.length <= REACH ? [text] : []));
  return {
    stripped: draft.removals
      .filter(({ kind }) => OWN.has(kind))
      .map(({ block }) => block.text.slice(0, 2 * REACH)),
    start: [...kept.slice(0, EDGE).map(({ text }) => text.slice(0, REACH)), ...credits(head)],
    end: [...kept.slice(-EDGE).map(({ text }) => text.slice(-REACH)), ...credits(tail)],
  };
}

function originIn(name: string, text: string, known: Known): Finding[] {
  const shown = nameOf(name, known);
  if (!shown) return [];
  const agency = agencyNamed(name, known);
  if (agency) return [{ role: 'agency', name: agency.name, evidence: text }];
  return [{ role: roleOf(name, known, 'origin'), name: shown, evidence: text }];
}

function agencyIn(name: string, text: string, known: Known): Finding[] {
  const agency = agencyNamed(name, known);
  return agency ? [{ role: 'agency', name: agency.name, evidence: text }] : [];
}

/** The wire of `Reuters`, `abc/dpa` or `AFP and Reuters`; a wire's initials count in capitals only. */
function agencyNamed(name: string, known: Known): SourceEntry | undefined {
  for (const part of name.split(/[/,+&]|\s(?:and|und|et|y|e|i|и|ve)\s/u)) {
    const entry = known.byName(part);
    if (entry?.role === 'agency' && (part.trim().length > 4 || isWritten(part, entry))) return entry;
  }
  return undefined;
}

const isWritten = (part: string, { name, aliases }: SourceEntry): boolean =>
  [name, ...aliases].includes(part.replace(/[^\p{L}\p{M}]/gu, ''));

/** The name the page mentions most as its own; a name nobody knows must come more than once. */
function mostMentioned(found: readonly Match[], known: Known): Finding[] {
  const votes = new Map<string, { shown: string; texts: Set<string>; sure: boolean }>();
  for (const { cue, name, text } of found) {
    const shown = nameOf(name, known);
    if (!shown || agencyNamed(name, known)) continue;
    const key = shown.replace(/^the /iu, '').toLowerCase();
    const vote = votes.get(key) ?? { shown, texts: new Set<string>(), sure: false };
    // One line writes «The Post», another «the Post newsletter»: the article, where it is part of the name, stays.
    votes.set(key, {
      shown: shown.startsWith('The ') ? shown : vote.shown,
      texts: vote.texts.add(text),
      sure: vote.sure || cue.sure || known.byName(name) !== undefined,
    });
  }
  const believed = [...votes.values()].filter(({ texts, sure }) => sure || texts.size >= ENOUGH);
  const best = believed.sort((a, b) => b.texts.size - a.texts.size)[0];
  if (!best) return [];
  return [{ role: 'carrier', name: best.shown, evidence: [...best.texts].slice(0, 2).join(' / ') }];
}
