/** The development pages of the cleaning benchmark, read from JSON Lines: page texts stay outside the project. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A page dumped as text, each line labelled: 1 article, 0 not, -1 headline. */
export interface LinesPage {
  readonly id: string;
  readonly site: string;
  readonly url?: string;
  readonly title?: string;
  readonly lang?: string;
  readonly truth: string;
  readonly lines: readonly { readonly text: string; readonly label: -1 | 0 | 1 }[];
}
/** A page as HTML with the text of its article. */
export interface HtmlPage {
  readonly id: string;
  readonly site: string;
  readonly url?: string;
  readonly title?: string;
  readonly html: string;
  readonly truth: string;
}
/** A page as HTML and as text, with sentences that must stay and sentences that must go. */
export interface SentencesPage {
  readonly id: string;
  readonly site: string;
  readonly url?: string;
  readonly title?: string;
  readonly html: string;
  readonly text: string;
  readonly with: readonly string[];
  readonly without: readonly string[];
}
/** A page as HTML of which the set knows only the date. */
export interface DatedPage {
  readonly id: string;
  readonly url: string;
  readonly html: string;
}
export interface BenchPages {
  readonly text: readonly LinesPage[];
  readonly near: readonly LinesPage[];
  readonly html: readonly HtmlPage[];
  readonly seg: readonly SentencesPage[];
  readonly dated: readonly DatedPage[];
}

/** Reads the sets of pages of a folder. */
export function readBenchPages(dir: string): BenchPages {
  return {
    text: readSet(dir, 'text'),
    near: readSet(dir, 'near'),
    html: readSet(dir, 'html'),
    seg: readSet(dir, 'seg'),
    dated: readSet(dir, 'date'),
  };
}

/** Sets that are no pages to clean. */
const OTHER_SETS = ['date', 'entities'];

/** The pages of one set: `clean-NAME.dev.jsonl.gz`, or `date.dev.jsonl.gz` and `entities.dev.jsonl.gz`. */
export const readSet = <T>(dir: string, name: string): T[] =>
  gunzipSync(readFileSync(join(dir, `${OTHER_SETS.includes(name) ? name : `clean-${name}`}.dev.jsonl.gz`)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** The folder of the sets: `--data DIR`, else `SHARED_DIR/bench`. @throws when neither is given */
export function benchDir(args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const at = args.indexOf('--data');
  const dir = at >= 0 ? args[at + 1] : environment.SHARED_DIR && join(environment.SHARED_DIR, 'bench');
  if (!dir) throw new Error('where are the benchmark pages? give --data DIR or set SHARED_DIR');
  return dir;
}

/** Which of `folds` parts a site belongs to: always all pages of a site, by its name alone. */
export const foldOf = (site: string, folds: number): number =>
  (createHash('sha256').update(site).digest()[0] ?? 0) % folds;
