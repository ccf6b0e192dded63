/** Names of English text by compromise. */
import nlp from 'compromise';
import type { EntityType } from '../../../config/schema.ts';
import type { Mention } from './names.ts';

interface Found {
  readonly offset: { readonly start: number; readonly length: number };
}

/** Capitals all through but for the small words inside: what else compromise takes along is description. */
const NAME = /^(?:the\s)?\p{Lu}[^\s,]*(?:\s(?:(?:of|for|the|de|al|bin|van|von)\s)*\p{Lu}[^\s,]*)*[\p{P}]*$/u;

/** People, places and organisations of an English text, as compromise tags them. */
export function compromiseNames(text: string): Mention[] {
  const document = nlp(text);
  const of = (type: EntityType, view: { json(options: object): unknown }): Mention[] =>
    (view.json({ offset: true, terms: false }) as Found[]).map(({ offset }) => ({
      start: offset.start,
      end: offset.start + offset.length,
      type,
    }));
  const found = [
    ...of('person', document.people()),
    ...of('place', document.places()),
    ...of('org', document.organizations()),
  ];
  return found.filter(({ start, end }) => NAME.test(text.slice(start, end)));
}
