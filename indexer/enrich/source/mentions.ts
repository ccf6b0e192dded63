/** The name a page mentions most as its own: in what was stripped, in its notice of copyright, in its own addresses. */
import type { CreditCue } from '../../../config/schema.ts';
import type { Draft } from '../../draft.ts';
import { fold } from '../../text/words.ts';
import { addressOf, type Known } from './known.ts';
import { type Finding, nameOf } from './reader.ts';

/** A line that names the page's outlet, with the cue that says so. */
export interface Mention {
  readonly cue: Pick<CreditCue, 'sure'>;
  readonly name: string;
  readonly text: string;
}

/** Lines that must agree before an unknown name is believed. */
const ENOUGH = 2;
/** Stripped lines that are searched for addresses, and characters of each. */
const LINES = 400;
const REACH = 300;
/** A mail address or a web address: the group is the host. */
const ADDRESS =
  /(?:[\w.+-]{1,40}(?:@|\[at\])|https?:\/\/|(?<![\w.@/-])(?=www\.))((?:[a-z0-9][a-z0-9-]{0,40}\.){1,3}[a-z]{2,12})(?![\w-])/giu;
/** Words of companies that own outlets; an outlet is rarely called so. */
const OWNER =
  /(?:^|\s)(?:holdings?|group|gruppe|groupe|grupo|gruppo|network|communications|publishing|publishers|publications|verlag\p{L}*|verlags\p{L}*|medienhaus|mediengruppe|mediagroup|editorial|éditions|edizioni|editora|editrice|ventures|enterprises)(?:\s|$)|verlag(?:s\p{L}*)?$/iu;
/** Kinds of removals whose addresses are of others. */
const OTHERS = new Set(['sponsor', 'related', 'feed', 'comment', 'bio']);

interface Vote {
  shown: string;
  readonly texts: Set<string>;
  sure: boolean;
}

/** One line writes «The Post», another «the Post newsletter» or «news@the-post.example»: they are one name. */
const keyOf = (name: string): string =>
  fold(name)
    .replace(/^the /u, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The name with most lines. One is enough where its cue is sure or the name is in `sources.yml`, else two must agree;
 * the article, where it is part of the name, stays. A page with an address needs no others, and its notice of copyright
 * counts where it agrees with the address: else it names an owner.
 */
export function mostMentioned(
  draft: Draft,
  mentions: readonly Mention[],
  known: Known,
  isAgency: (name: string) => boolean,
): Finding[] {
  const own = ownAddress(draft);
  const agrees = (key: string) =>
    !own || key.includes(keyOf(labelOf(own))) || keyOf(labelOf(own)).includes(key);
  const votes = new Map<string, Vote>();
  const count = (key: string, shown: string, text: string, sure: boolean) => {
    const vote = votes.get(key) ?? { shown, texts: new Set<string>(), sure: false };
    if (shown.startsWith('The ')) vote.shown = shown;
    vote.texts.add(text);
    vote.sure ||= sure;
    votes.set(key, vote);
  };
  for (const { cue, name, text } of mentions) {
    const shown = nameOf(name, known) ?? domainIn(name);
    if (!shown || isAgency(name) || known.isNobody(shown) || OWNER.test(shown)) continue;
    const key = keyOf(shown.includes('.') ? labelOf(shown) : shown);
    count(key, shown, text, (cue.sure && agrees(key)) || known.byName(shown) !== undefined);
  }
  for (const { domain, host, text } of own ? [] : addressesIn(draft)) {
    const entry = known.byHost(host);
    if (entry && entry.role !== 'outlet') continue;
    count(keyOf(entry?.name ?? labelOf(domain)), entry?.name ?? domain, text, false);
  }
  const believed = [...votes.values()].filter(({ texts, sure }) => sure || texts.size >= ENOUGH);
  const best = believed.sort((a, b) => b.texts.size - a.texts.size)[0];
  if (!best) return [];
  return [{ role: 'carrier', name: best.shown, evidence: [...best.texts].slice(0, 2).join(' / ') }];
}

/** The domain the page was read from, or says it belongs to. */
function ownAddress({ url, meta: { sidecar, record, head } }: Draft): string | undefined {
  const said = url ?? sidecar?.url ?? record?.url ?? head?.canonical;
  return said ? addressOf(said)?.domain : undefined;
}

/** A site that goes by its address: `varnholm-post.example`. */
function domainIn(name: string): string | undefined {
  const address = /^[a-z0-9.-]+$/iu.test(name) ? addressOf(name.toLowerCase()) : undefined;
  return address?.isPublic ? address.domain : undefined;
}

/** `varnholm-post` of `varnholm-post.co.uk`. */
const labelOf = (domain: string): string => domain.split('.', 1)[0] ?? domain;

/** The addresses in stripped lines that are not of others, each host once a line. */
function addressesIn({ removals }: Draft): { domain: string; host: string; text: string }[] {
  return removals.slice(-LINES).flatMap(({ kind, block }) => {
    if (OTHERS.has(kind) || !block.text.includes('.')) return [];
    const text = block.text.slice(0, REACH);
    const hosts = new Set([...text.matchAll(ADDRESS)].map((match) => (match[1] ?? '').toLowerCase()));
    return [...hosts].flatMap((host) => {
      const address = addressOf(`https://${host}`);
      return address?.isPublic ? [{ ...address, text }] : [];
    });
  });
}
