/** Where in `DATA_DIR` the files of a build lie, by its id. */
import { join } from 'node:path';

export class BuildFiles {
  /** Folder of all of them. */
  readonly dir: string;

  constructor(dataDir: string) {
    this.dir = join(dataDir, 'spool');
  }

  /** The pages of a build. */
  spool(build: string): string {
    return join(this.dir, `${build}.ndjson`);
  }

  /** What it was made from. */
  manifest(build: string): string {
    return join(this.dir, `${build}.files`);
  }

  report(build: string): string {
    return join(this.dir, `${build}.report.json`);
  }

  /** Its pages that were cleaned again when the whole corpus was known. */
  amended(build: string): string {
    return join(this.dir, `${build}.amended.ndjson`);
  }

  /** The gists of its pages. */
  gists(build: string): string {
    return join(this.dir, `${build}.gists.ndjson`);
  }

  /** What its documents are. */
  documents(build: string): string {
    return join(this.dir, `${build}.documents`);
  }

  /** What its stories are called. */
  stories(build: string): string {
    return join(this.dir, `${build}.stories.ndjson`);
  }

  /** The fingerprints of its articles. */
  fingerprints(build: string): string {
    return join(this.dir, `${build}.prints`);
  }

  /** What was found of the pairs of texts it compared. */
  compared(build: string): string {
    return join(this.dir, `${build}.pairs`);
  }

  /** What a run notes of its lines while it reads; it goes with the run. */
  notes(build: string): string {
    return join(this.dir, `${build}.lines`);
  }

  /** Folder of what a run notes of the names it reads; it goes with the run. */
  names(build: string): string {
    return join(this.dir, `${build}.names`);
  }

  /** The fingerprints of all texts; they go with the run. */
  signatures(build: string): string {
    return join(this.dir, `${build}.signatures`);
  }

  /** Folder of the documents that wait to be sent; it goes with the run. */
  waiting(build: string): string {
    return join(this.dir, `${build}.waiting`);
  }

  /** All that is kept of a build that became live. */
  kept(build: string): readonly string[] {
    return [
      this.spool(build),
      this.manifest(build),
      this.report(build),
      this.gists(build),
      this.documents(build),
      this.amended(build),
      this.stories(build),
      this.fingerprints(build),
      this.compared(build),
    ];
  }

  /** All that goes with a run, files and folders. */
  ofRun(build: string): readonly string[] {
    return [this.waiting(build), this.signatures(build), this.notes(build), this.names(build)];
  }
}

/** The name a file has until it is whole. */
export const partOf = (path: string): string => `${path}.part`;
