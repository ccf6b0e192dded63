/**
 * The zod shape of every file in `config/` and of the environment, one file of `shapes/` each.
 *
 * Rules of this folder: it imports nothing of ours, unknown keys are refused, and each default stands once, here.
 */
import type { BoilerplateRule } from './shapes/boilerplate.ts';
import type { CompletenessNotice } from './shapes/completeness.ts';
import type { Cue } from './shapes/cues.ts';
import type { Environment } from './shapes/environment.ts';
import type { IndexFile } from './shapes/index-file.ts';
import type { CreditCue, StampWords } from './shapes/lines.ts';
import type { EntitiesFile, SourceEntry } from './shapes/names.ts';

export * from './shapes/boilerplate.ts';
export * from './shapes/completeness.ts';
export * from './shapes/cues.ts';
export * from './shapes/environment.ts';
export * from './shapes/index-file.ts';
export * from './shapes/lines.ts';
export * from './shapes/names.ts';

/** Everything the product may be told, frozen. */
export interface Config {
  readonly env: Environment;
  readonly index: IndexFile;
  readonly boilerplate: readonly BoilerplateRule[];
  readonly sources: readonly SourceEntry[];
  readonly credits: readonly CreditCue[];
  readonly completeness: readonly CompletenessNotice[];
  readonly stamps: readonly StampWords[];
  readonly cues: readonly Cue[];
  readonly entities: EntitiesFile;
  /** Short hash over all rule files: the rule-set version that stands in every answer. */
  readonly rules: string;
}
