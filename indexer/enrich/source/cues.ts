/** Sources by the wording of a line: self-mentions in what was stripped, credits at the edges of the text. */
import type { CreditCue, RemovalKind, SourceEntry } from '../../../config/schema.ts';
import { type Draft, paragraphs } from '../../draft.ts';
import { prefilter } from '../../text/prefilter.ts';
import { remembered } from '../remembered.ts';
import type { Known } from './known.ts';
import { edges } from './layout.ts';
import { type Mention, mostMentioned } from './mentions.ts';
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
/** Lines at the foot of a page in which its notice of copyright stands, whatever they were stripped as. */
const FOOT = 60;

interface Compiled {
  readonly cue: CreditCue;
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
    mentions: (draft, known) =>
      mostMentioned(draft, of(draft, 'carrier'), known, (name) => agencyNamed(name, known) !== undefined),
  };
}

interface Match extends Mention {
  readonly cue: CreditCue;
}

/** What the cues match, cue by cue; a cue is only run on texts that hold a word it needs. */
function matcher(cues: readonly CreditCue[]): (draft: Draft) => Match[] {
  const possible = prefilter(cues.map(({ pattern }) => pattern));
  const compiled = cues.map((cue): Compiled => ({ cue, pattern: new RegExp(cue.pattern, 'iu') }));
  const places = (['stripped', 'start', 'end', 'foot'] as const).filter((place) =>
    cues.some(({ where }) => where === place),
  );
  return (draft) => {
    const texts = textsOf(draft);
    const found: Match[][] = [];
    for (const place of places)
      for (const text of texts[place]) {
        possible.look(text);
        for (let i = possible.next(0); i >= 0; i = possible.next(i + 1)) {
          const { cue, pattern } = compiled[i] as Compiled;
          const name = cue.where === place ? pattern.exec(text)?.groups?.name : undefined;
          if (!name) continue;
          found[i] ??= [];
          found[i]?.push({ cue, name, text });
        }
      }
    return found.flat(); // cue by cue
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
    foot: footOf(draft),
    end: [...kept.slice(-EDGE).map(({ text }) => text.slice(-REACH)), ...credits(tail)],
  };
}

/** The last lines below the text, each cut to its start. */
function footOf(draft: Draft): string[] {
  const last = draft.blocks.at(-1)?.line ?? 0;
  return draft.removals
    .filter(({ kind, block }) => block.line > last && kind !== 'sponsor' && kind !== 'comment')
    .slice(-FOOT)
    .map(({ block }) => block.text.slice(0, REACH));
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
  if (!agency) return [];
  const [credit = ''] = /[^.!?…]*$/u.exec(text.slice(0, text.indexOf(name))) ?? [];
  return [{ role: 'agency', name: agency.name, evidence: text, isAlone: !SHARED.test(credit + name) }];
}

/** Signs of a credit that the wire shares: `Le Phare avec AFP`, `(abc/dpa`, `AP and Reuters`. */
const SHARED =
  /(?<!\p{L})(?:with|and|avec|et|mit|und|con|y|com|met|en|и|с|при участии)(?!\p{L})|\p{L}\s?[/+&]\s?\p{L}/iu;

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
