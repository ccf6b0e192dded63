/** YAML -> data, and where in the file a value stands. */
import { createRequire } from 'node:module';
import { CORE_SCHEMA, load } from 'js-yaml';

/** A fault of the YAML itself. */
export class YamlFault extends Error {
  override name = 'YamlFault';
  /** 1-based. */
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * The data of a file; undefined for an empty one.
 * @throws YamlFault
 */
export function readYaml(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA }) ?? undefined;
  } catch {
    // The fast reader finds a fault: the one that knows every line says what and where, and is right if it finds none.
    return readSlowly(text).data;
  }
}

/** The 1-based line of the value that these keys lead to, else of the nearest thing around it. */
export function lineOf(text: string, keys: readonly (string | number)[]): number {
  const { document, lines } = readSlowly(text);
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
      return lines.linePos(Number(node.range[0])).line;
  }
  return 1;
}

/** The reader that keeps all positions takes several times as long to load and to read: only who reports a fault needs it. */
function readSlowly(text: string) {
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const { LineCounter, parseDocument, visit } = yaml;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) throw new YamlFault(withoutPlace(fault.message), fault.linePos?.[0].line ?? 1);
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document)) return;
      const { line } = lines.linePos(alias.range?.[0] ?? 0);
      throw new YamlFault(
        `*${alias.source} stands for nothing that was named &${alias.source} above: a text that begins with * needs quotes`,
        line,
      );
    },
  });
  return { document, lines, data: (document.toJS() ?? undefined) as unknown };
}

/** The first line of what the reader says, without the place that we say ourselves. */
const withoutPlace = (message: string): string =>
  (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:$/, '');
