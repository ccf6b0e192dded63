/** The groups of words of `config/cues.yml`, compiled once: what cleaning asks of a text or of the names above a block. */
import { CUE_IDS, type Cue, type CueId } from '../../config/schema.ts';

export type Cues = Readonly<Record<CueId, RegExp>>;

/** @throws if a group is missing: the shape of the file forbids it */
export function compileCues(cues: readonly Cue[]): Cues {
  const compiled = new Map(cues.map(({ id, pattern }) => [id, new RegExp(pattern, 'iu')]));
  return Object.fromEntries(
    CUE_IDS.map((id) => {
      const pattern = compiled.get(id);
      if (!pattern) throw new Error(`config/cues.yml has no group ${id}`);
      return [id, pattern];
    }),
  ) as Record<CueId, RegExp>;
}
