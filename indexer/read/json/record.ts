/** One JSON record of a scraper -> a page. */
import type { Format, Stated } from '../../draft.ts';
import { ReadError } from '../errors.ts';
import { looksLikeHtml } from '../format.ts';
import { BODY_FIELDS, type JsonObject, statedBy } from './fields.ts';

/** Characters a text must have to be preferred to the fields after it: less is a teaser or a placeholder. */
const SUBSTANTIAL = 200;

export const isRecord = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface RecordPage {
  readonly content: string;
  readonly format: Format;
  readonly record: Stated;
}

/** What a record holds of a page. @throws ReadError naming the fields looked for when there is no body text */
export function pageOf(record: JsonObject): RecordPage {
  const content = bodyOf(record);
  if (content === undefined)
    throw new ReadError(`the record has no body text; looked for ${BODY_FIELDS.join(', ')}`);
  return { content, format: formatOf(content, record), record: statedBy(record) };
}

/** Whether a record has a body in one of the fields. */
export const hasBody = (record: JsonObject): boolean => bodyOf(record) !== undefined;

function bodyOf(record: JsonObject): string | undefined {
  const bodies = BODY_FIELDS.map((field) => textIn(record[field])).filter((text) => text !== undefined);
  return bodies.find((text) => text.length >= SUBSTANTIAL) ?? bodies[0];
}

function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value)) {
    const parts = value.map(textIn).filter((text) => text !== undefined);
    return parts.length > 0 ? parts.join('\n\n') : undefined;
  }
  if (!isRecord(value)) return undefined;
  for (const key of ['rendered', 'html', 'text', 'value', '#text', '$t', 'content']) {
    const found = value[key];
    if (typeof found === 'string' && found.trim() !== '') return found;
  }
  return undefined;
}

const formatOf = (content: string, record: JsonObject): Format =>
  looksLikeHtml(content) ? 'html' : content === record.markdown ? 'markdown' : 'text';
