/** Invented texts that differ from page to page, and a log of the lines of invented pages. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mass } from '../../indexer/clean/measure.ts';
import { type Draft, paragraphs } from '../../indexer/draft.ts';
import { SpoolWriter } from '../../indexer/load/spool.ts';
import { lineKey, siteKey } from '../../indexer/repeated/key.ts';
import { LineLog, packedLines } from '../../indexer/repeated/log.ts';
import { siteOf } from '../../indexer/repeated/site.ts';

const WHO = 'mayor nurse farmer coach judge driver baker sailor teacher warden'.split(' ');
const WHAT = 'bridge ferry school harvest theatre tramway orchard library market stadium'.split(' ');
const THEN = 'reopened collapsed flourished dwindled recovered stalled expanded burned shrank returned'.split(
  ' ',
);

/** A paragraph no other number has; its words recur in the other paragraphs of its page, as those of an article do. */
export function paragraph(page: number, part: number): string {
  const [who, what, then] = [WHO[page % 10], WHAT[(page + part) % 10], THEN[(page * 3 + part) % 10]];
  return (
    `In chapter ${part} of case ${page} the ${who} watched how the ${what} ${then} after winter, and neighbours of ` +
    `the ${WHAT[page % 10]} told the ${who} that nothing like number ${page * 100 + part} had ever happened there.`
  );
}

/** The text of one page, of five paragraphs. */
export const text = (page: number): string[] => [1, 2, 3, 4, 5].map((part) => paragraph(page, part));

/** The id of the n-th article of a test: 16 hex digits. */
export const idOf = (n: number): string => n.toString(16).padStart(16, '0');

export interface Logged {
  readonly log: LineLog;
  readonly spool: string;
  clear(): Promise<void>;
}

/** Spools and logs pages as a reindex does. */
export async function logged(pages: readonly Draft[]): Promise<Logged> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-lines-'));
  const spool = new SpoolWriter(join(dir, 'spool.ndjson'));
  const log = new LineLog(join(dir, 'lines'));
  for (const draft of pages) {
    const offset = spool.position;
    await spool.write(JSON.stringify({ draft }));
    const site = siteKey(siteOf(draft) ?? '');
    await log.add({
      offset,
      bytes: spool.position - offset,
      before: null,
      site,
      lines: packedLines(
        paragraphs(draft).map((block) => {
          const key = lineKey(site, block.text);
          return key && { key, mass: mass(block.text) };
        }),
      ),
    });
  }
  await spool.close();
  await log.close();
  return { log, spool: spool.path, clear: () => rm(dir, { recursive: true }) };
}
