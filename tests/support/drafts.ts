/** Invented pages that went through the pipeline. */
import type { Draft, Facts } from '../../indexer/draft.ts';

const fact = <T>(value: T) => ({ value, evidence: 'says so', reader: 'test' });

/** A judged page: its headline is a fact, its lines are its paragraphs, its carrier whose page it is. */
export function judged(sketch: {
  readonly id: string;
  readonly path?: string;
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly carrier?: string;
}): Draft {
  const { id, path = `${id}.txt`, title = 'Harbour council votes on new ferry', carrier } = sketch;
  const lines = sketch.lines ?? ['The council of the harbour town voted on Tuesday.'];
  const facts: Facts = { title: fact(title), ...(carrier !== undefined && { carrier: fact(carrier) }) };
  return {
    id,
    path,
    format: 'text',
    blocks: lines.map((text, i) => ({ text, kind: 'paragraph', line: i + 1, offset: i * 1000 })),
    meta: {},
    facts,
    removals: [],
  };
}
