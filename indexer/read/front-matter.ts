/** The front matter of a Markdown page: YAML between two rules above the text. What is no front matter stays text. */
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Stated } from '../draft.ts';
import { wordsOf } from './errors.ts';
import { type JsonObject, statedBy } from './json/fields.ts';
import { isRecord } from './json/record.ts';
import { labelledHead } from './labelled-head.ts';

export interface FrontMatter {
  /** Characters it takes; 0: there is none. */
  readonly length: number;
  readonly stated?: Stated;
  readonly warning?: string;
}

const FRONT_MATTER = /^\ufeff?---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** A line that gives a field its value, as most front matter does throughout. */
const FIELD = /^([A-Za-z_][\w.-]*):(?:[ \t]+(.*))?$/;
/** A line that can only go on with the value of the field above, or says nothing. */
const GOES_ON = /^(?:[ \t]+\S.*|- .*|#.*|[ \t]*)$/;
/** Values that are sentences: of scripts with spaces four words, of others as many letters. */
const PROSE = /\S\s+\S+\s+\S+\s+\S|\S{30}/;

/** Front matter, or the labelled head that some services write in its place. */
export function frontMatterOf(source: string): FrontMatter {
  const [whole, yaml = ''] = FRONT_MATTER.exec(source) ?? [];
  if (whole === undefined) return labelledHead(source);
  try {
    const parsed = load(yaml, { schema: CORE_SCHEMA });
    // Text between two rules is no front matter, nor is a line of it that has a colon.
    if (!isRecord(parsed)) return { length: 0 };
    const stated = statedBy(parsed);
    return statesSomething(stated) || !isProse(parsed) ? { length: whole.length, stated } : { length: 0 };
  } catch (error) {
    const words = wordsOf(error).split('\n', 1)[0] ?? '';
    const warning = `the front matter is no YAML: ${words}`;
    const record = lineByLine(yaml);
    const stated = record && statedBy(record);
    return stated && statesSomething(stated)
      ? { length: whole.length, stated, warning }
      : { length: 0, warning: `${warning}; it is read as text` };
  }
}

const statesSomething = (stated: Stated): boolean => Object.keys(stated).length > 0;

const isProse = (record: JsonObject): boolean =>
  Object.values(record).some((value) => typeof value === 'string' && PROSE.test(value));

/** The fields of what is nearly YAML, such as `title: Ferry: again`; null where a line is none and belongs to none. */
function lineByLine(yaml: string): JsonObject | null {
  const record: Record<string, string> = Object.create(null);
  for (const line of yaml.split('\n')) {
    const [, name, value = ''] = FIELD.exec(line) ?? [];
    if (name !== undefined) record[name] ??= value.replace(/^["']|["']$/g, '').trim();
    else if (!GOES_ON.test(line)) return null;
  }
  return record;
}
