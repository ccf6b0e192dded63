/** What the head of a page says its site is called. */
import type { PageHead } from '../draft.ts';

export interface SiteName {
  readonly name: string;
  /** Where it is said, as a reader of the evidence knows it. */
  readonly where: string;
}

/** All names the head gives the site, those first that are most often nothing but its name. */
export function siteNamesIn({ metas, jsonLd }: PageHead): SiteName[] {
  const ofMetas = (...keys: readonly string[]) =>
    keys.flatMap((key) => (metas[key] ?? []).map((name): SiteName => ({ name, where: key })));
  const ofObjects = (where: string, of: (object: Readonly<Record<string, unknown>>) => unknown) =>
    jsonLd.flatMap((object): SiteName[] => {
      const name = nameIn(of(object));
      return name === undefined ? [] : [{ name, where }];
    });
  return [
    ...ofMetas('og:site_name'),
    ...ofObjects('JSON-LD publisher', ({ publisher }) => publisher),
    ...ofMetas('application-name', 'publisher', 'dc.publisher'),
    ...ofObjects('JSON-LD site', (object) => (isSite(object) ? object : undefined)),
  ];
}

/** `"X"`, `{ name: "X" }` or a list of them -> `X`, as schema.org writes people and organisations. */
export function nameIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return nameIn(value[0]);
  if (value && typeof value === 'object' && 'name' in value) return nameIn(value.name);
  return undefined;
}

const isSite = (object: Readonly<Record<string, unknown>>): boolean =>
  [object['@type']].flat().some((type) => type === 'WebSite' || type === 'NewsMediaOrganization');
