/** Whose page it is, by its masthead: a line above the headline that is called as newspapers are, or that the page speaks of as itself. */
import type { Cue, CueId, RemovalKind } from '../../../config/schema.ts';
import { fold } from '../../text/words.ts';
import { edges } from './layout.ts';
import { nameOf, type SourceReader } from './reader.ts';

/** Lines at the top of a page among which its masthead stands, below notices and links that skip to the text. */
const TOP = 3;
/** An article before the name, all in capitals: `LA VOZ DEL PUERTO`. */
const CAPITALS = /^(?:THE|LA|LE|EL|IL|LO|DER|DIE|DAS|DE|HET|O|A|LOS|LES|LAS|GLI)\s[\p{Lu}\p{M}\s’'-]{4,40}$/u;

/** What a picture of the name is called, and the owner behind it: `THE POST, A VARNHOLM COMPANY`. */
const PICTURE = /\s(?:logo|home ?page)$|,\s(?:an?|part of)\s[^,]{2,40}$/iu;

/** Lines of these kinds are calls and stamps and no names. */
const CALLS: ReadonlySet<RemovalKind> = new Set([
  'sponsor',
  'related',
  'teaser',
  'feed',
  'comment',
  'tags',
  'share',
  'paywall',
  'newsletter',
  'donation',
  'legal',
  'stamp',
  'byline',
  'bio',
]);
/** In lines of these kinds a page speaks of itself. */
const OWN: ReadonlySet<RemovalKind> = new Set([
  'legal',
  'newsletter',
  'donation',
  'paywall',
  'share',
  'notice',
]);
/** There it signs with its name. */
const SIGNED: ReadonlySet<RemovalKind> = new Set(['caption', 'byline']);
/** Lines that must speak of a name which is not called as newspapers are. */
const ENOUGH = 2;
/** Removed lines, and characters of each, in which a name is looked for. */
const LINES = 400;
const REACH = 600;

/** What newspapers are called is `outlet/name` of `config/cues.yml`, what their sections are called `outlet/section`. */
export function mastheadReader(cues: readonly Cue[]): SourceReader {
  const calledSo = patternOf(cues, 'outlet/name');
  const section = patternOf(cues, 'outlet/section');

  return (draft, known) => {
    const { head } = edges(draft);
    const title = head.findIndex(({ block }) => block.kind === 'title');
    const above = title > 0 ? head.slice(0, title) : head;
    const first = (above[0]?.block.line ?? 0) <= TOP ? TOP : 0;
    const candidates = above
      .filter(({ text, kind, block }) => text.length > 1 && isNoCall(kind, block.line <= TOP))
      .flatMap((line, at) => {
        const name = nameOf(line.text.replace(PICTURE, ''), known);
        return name && !section.test(name) ? [{ line, name, isTop: at < first }] : [];
      });
    for (const { line, name, isTop } of candidates)
      if (isTop && (known.byName(line.text) || calledSo.test(name) || CAPITALS.test(line.text)))
        return [{ role: 'carrier', name, evidence: line.text }];
    if (candidates.length === 0) return [];
    const around = draft.removals.slice(-LINES);
    const sayings = (kinds: ReadonlySet<RemovalKind>) =>
      sayingsIn(around.filter(({ kind }) => kinds.has(kind)).map(({ block }) => block.text));
    const [own, signed] = [sayings(OWN), sayings(SIGNED)];
    const below = head
      .slice(title + 1)
      .filter(({ kind }) => title >= 0 && kind !== undefined && !CALLS.has(kind));
    for (const { line, name } of candidates) {
      const isCalledSo = calledSo.test(name);
      if (!isCalledSo && !/[\s-]/u.test(name)) continue;
      const said = mentions(name, own);
      const signs = isCalledSo
        ? [
            ...mentions(name, signed),
            ...below.filter(({ text }) => text === line.text).map(({ text }) => text),
          ]
        : [];
      if (said.length + signs.length < (isCalledSo ? 1 : ENOUGH)) continue;
      return [{ role: 'carrier', name, evidence: [line.text, ...said, ...signs].slice(0, 2).join(' / ') }];
    }
    return [];
  };
}

/** Whether a stripped line may be a name. A short one at the very top is easily taken for a teaser's label. */
const isNoCall = (kind: RemovalKind | undefined, isTop: boolean): boolean =>
  kind !== undefined && (!CALLS.has(kind) || (isTop && kind === 'teaser'));

/** @throws if the group is missing: the shape of the file forbids it */
function patternOf(cues: readonly Cue[], id: CueId): RegExp {
  const cue = cues.find((one) => one.id === id);
  if (!cue) throw new Error(`config/cues.yml has no group ${id}`);
  return new RegExp(cue.pattern, 'iu');
}

const keyOf = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A text, and what names are looked for in. */
interface Saying {
  readonly text: string;
  readonly key: string;
}

const sayingsIn = (texts: readonly string[]): readonly Saying[] =>
  [...new Set(texts.map((text) => text.slice(0, REACH)))].map((text) => ({ text, key: keyOf(text) }));

/** The texts that name it and say more. */
function mentions(name: string, sayings: readonly Saying[]): string[] {
  const wanted = keyOf(name).replace(/^the /u, '');
  return sayings
    .filter(({ key }) => ` ${key} `.includes(` ${wanted} `) && key.length > wanted.length + 4)
    .map(({ text }) => text);
}
