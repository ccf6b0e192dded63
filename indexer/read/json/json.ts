/** A JSON file -> its records: one object, a list of them, or an object that holds such a list. */
import { type ParseError, parseTree } from 'jsonc-parser';
import { ReadError, wordsOf } from '../errors.ts';
import { tidy } from '../tidy.ts';
import type { JsonObject } from './fields.ts';
import { hasBody, isRecord } from './record.ts';

/** How deep a list of records may stand in an object: `{ hits: { hits: [ { _source: record } ] } }`. */
const DEEPEST = 3;

/**
 * The records of a file, each to be read as a page; what is no object in a list comes as it is.
 * @throws ReadError with the line of the fault for what is no JSON, or for JSON without records
 */
export function recordsOf(content: string): readonly unknown[] {
  const parsed = parse(content);
  if (Array.isArray(parsed)) {
    if (parsed.length === 0) throw new ReadError('the JSON is an empty list');
    return parsed.map(unwrapped);
  }
  if (!isRecord(parsed)) throw new ReadError('the JSON is neither a record nor a list of records');
  return (hasBody(parsed) ? undefined : listIn(parsed, DEEPEST)) ?? [unwrapped(parsed)];
}

/** The record itself where a search engine's dump wraps it. */
const unwrapped = (value: unknown): unknown =>
  isRecord(value) && isRecord(value._source) ? value._source : value;

/** The first list, breadth first, that holds a record with a body. */
function listIn(record: JsonObject, deepest: number): readonly unknown[] | undefined {
  const values = Object.values(record);
  for (const value of values) {
    const list = Array.isArray(value) ? value.map(unwrapped) : [];
    if (list.some((item) => isRecord(item) && hasBody(item))) return list;
  }
  if (deepest <= 1) return undefined;
  for (const value of values) {
    const found = isRecord(value) ? listIn(value, deepest - 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new ReadError(`it is no JSON: ${tidy(wordsOf(cause))}`, lineOfFault(content));
  }
}

/** The 1-based line of the first fault; the engine's own message does not always tell it. */
function lineOfFault(content: string): number | undefined {
  const faults: ParseError[] = [];
  parseTree(content, faults, { disallowComments: true, allowTrailingComma: false });
  return faults[0] && content.slice(0, faults[0].offset).split('\n').length;
}

/** Whether text begins as JSON Lines do: its first line is a whole object, and the next one begins another. */
export function looksLikeJsonLines(start: string): boolean {
  const [first = '', second = ''] = start.trimStart().split('\n', 2);
  if (!first.startsWith('{') || !second.trimStart().startsWith('{')) return false;
  try {
    return isRecord(JSON.parse(first));
  } catch {
    return false;
  }
}
