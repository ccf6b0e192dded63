/** Outlets, wires and aggregators we know: by any spelling of the name, or by address. */
import { domainToUnicode } from 'node:url';
import type { SourceEntry } from '../../../config/schema.ts';
import { later } from '../../text/later.ts';
import { fold } from '../../text/words.ts';

const loadTldts = later<typeof import('tldts')>('tldts');

export interface Known {
  /** The entry whose name or alias this is, whatever its case, accents, article or quotation marks. */
  byName(name: string): SourceEntry | undefined;
  /** Whether it is the name of a platform or of an owner of outlets: on a page, it says nothing of whose page it is. */
  isNobody(name: string): boolean;
  /** The entry whose domain the host is or lies below; the longest domain counts. */
  byHost(host: string): SourceEntry | undefined;
}

const key = (name: string): string =>
  fold(name)
    .replace(/[«»"“”„'’.!]/g, '')
    .replace(/^the /, '')
    .trim();

/** Whether an entry can be the source of a page, and not only stand on it. */
export const isSource = ({ role }: SourceEntry): boolean => role !== 'platform' && role !== 'owner';

export function knownSources(sources: readonly SourceEntry[]): Known {
  const names = new Map<string, SourceEntry>();
  const hosts = new Map<string, SourceEntry>();
  const nobody = new Set<string>();
  for (const entry of sources) {
    for (const domain of entry.domains) hosts.set(readable(domain.toLowerCase()), entry);
    if (isSource(entry))
      for (const alias of entry.aliases) if (!names.has(key(alias))) names.set(key(alias), entry);
    if (!isSource(entry)) for (const name of [entry.name, ...entry.aliases]) nobody.add(key(name));
  }
  for (const entry of sources) if (isSource(entry)) names.set(key(entry.name), entry);
  return {
    byName: (name) => names.get(key(name)),
    isNobody: (name) => nobody.has(key(name)) && !names.has(key(name)),
    byHost(host) {
      const labels = host.toLowerCase().split('.');
      for (let i = 0; i < labels.length - 1; i++) {
        const entry = hosts.get(labels.slice(i).join('.'));
        if (entry) return entry;
      }
      return undefined;
    },
  };
}

/** Host names as they are read: `xn--bcher-kva.example` is `bücher.example`. */
export interface Address {
  readonly host: string;
  /** What was registered: `example.co.uk` of `news.example.co.uk`. */
  readonly domain: string;
  /** Whether its suffix is one under which anyone registers names. */
  readonly isPublic: boolean;
}

/** Host and registrable domain of a URL or a bare host name; undefined for anything else, IP addresses included. */
export function addressOf(text: string): Address | undefined {
  if (text !== last.text) last = { text, address: parsed(text) };
  return last.address;
}

/** Several readers ask for the address of the same page. */
let last: { readonly text: string; readonly address: Address | undefined } = { text: '', address: undefined };

function parsed(text: string): Address | undefined {
  const { hostname, domain, isIcann, isIp } = loadTldts().parse(text.trim(), { allowPrivateDomains: false });
  // A name like «St.Gallen» parses as a host too: outside the public suffixes only what is written as an address counts.
  const address = isIcann || /:\/\/|^[a-z0-9.-]+$/.test(text.trim());
  return hostname && domain && address && !isIp && !hostname.startsWith('.')
    ? { host: readable(hostname), domain: readable(domain), isPublic: isIcann === true }
    : undefined;
}

/** A name that is no valid host stays as it is written. */
const readable = (host: string): string => (host.includes('xn--') && domainToUnicode(host)) || host;
