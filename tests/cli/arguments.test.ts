import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkReportPath,
  explainArguments,
  extractArguments,
  ingestArguments,
  reindexArguments,
  USAGE,
  UsageError,
} from '../../indexer/arguments.ts';

describe('the command line of reindex', () => {
  it('without anything rebuilds everything and says how it goes', () => {
    expect(reindexArguments([])).toEqual({
      paths: [],
      again: false,
      incremental: false,
      watch: false,
      dryRun: false,
      rollback: false,
      json: false,
      quiet: false,
      progress: true,
    });
  });

  it('takes paths and flags in any order', () => {
    expect(
      reindexArguments([
        'a',
        '--max-drop',
        '35.5',
        '--report=r.json',
        'b',
        '--limit',
        '20',
        '--dry-run',
        '--json',
      ]),
    ).toMatchObject({
      paths: ['a', 'b'],
      maxDrop: 35.5,
      report: 'r.json',
      limit: 20,
      dryRun: true,
      json: true,
    });
  });

  it('watches incrementally, and draws no progress when quiet', () => {
    expect(reindexArguments(['--watch'])).toMatchObject({ watch: true, incremental: true });
    expect(reindexArguments(['--quiet'])).toMatchObject({ quiet: true, progress: false });
    expect(reindexArguments(['--no-progress'])).toMatchObject({ quiet: false, progress: false });
  });

  it.each([
    [['--frobnicate'], /--frobnicate/],
    [['--max-drop', 'many'], /--max-drop is «many»: give a number from 0 to 100/],
    [['--max-drop', '101'], /--max-drop is «101»/],
    [['--max-drop='], /--max-drop is «»/],
    [['--limit', '0'], /--limit is «0»: give a number from 1/],
    [['--limit', '2.5'], /--limit is 2\.5: give a whole number/],
    [['--report'], /--report/],
    [['--rollback', 'pages'], /--rollback takes no paths/],
    [['--rollback', '--dry-run'], /--rollback and --dry-run cannot be used together/],
    [['--incremental', '--limit', '5'], /--limit and --incremental cannot be used together/],
    [['--watch', '--dry-run'], /--watch and --dry-run cannot be used together/],
  ])('refuses %j and says why', (args, why) => {
    expect(() => reindexArguments(args)).toThrow(UsageError);
    expect(() => reindexArguments(args)).toThrow(why);
  });

  it('names every flag in its usage', () => {
    const flags =
      'incremental dry-run watch rollback max-drop report json limit quiet no-progress help'.split(' ');
    for (const flag of flags) expect(USAGE.reindex).toContain(`--${flag}`);
    expect(reindexArguments(['--help'])).toBeNull();
  });
});

describe('the place of the report', () => {
  it('must be a file in a folder that is there, and no page of the next run', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'broadsheet-report-'));
    try {
      expect(() => checkReportPath(join(dir, 'report.json'), ['elsewhere'])).not.toThrow();
      expect(() => checkReportPath(join(dir, 'none', 'report.json'), [])).toThrow(/there is no folder/);
      expect(() => checkReportPath(dir, [])).toThrow(/that is a folder/);
      for (const blank of ['', ' ']) expect(() => checkReportPath(blank, [])).toThrow(/--report is blank/);
      expect(() => checkReportPath(join(dir, 'report.json'), [dir])).toThrow(/would be read as a page/);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

describe('the other command lines', () => {
  it('extract and ingest take pages from stdin only', () => {
    expect(extractArguments([])).toEqual({});
    expect(ingestArguments([])).toEqual({});
    expect(() => extractArguments(['pages.jsonl'])).toThrow(/extract reads pages from stdin/);
    expect(() => ingestArguments(['pages.jsonl'])).toThrow(/ingest reads pages from stdin/);
  });

  it('extract takes a number of threads', () => {
    expect(extractArguments(['--threads', '0'])).toEqual({ threads: 0 });
    for (const wrong of ['some', '1.5', '65', '-1'])
      expect(() => extractArguments([`--threads=${wrong}`])).toThrow(/--threads is .*give a/);
  });

  it('explain takes exactly one page', () => {
    expect(explainArguments(['a.txt'])).toEqual({ what: 'a.txt' });
    expect(() => explainArguments([])).toThrow(/needs a file or the id/);
    expect(() => explainArguments(['a', 'b'])).toThrow(/takes one file or id/);
  });
});
