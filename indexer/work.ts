/** The work of a run, from the first file to the swap, once it is known that there is work. */
import { join } from 'node:path';
import type { StoredBuild } from '../engine/article.ts';
import { IdSet, Ids } from '../engine/ids.ts';
import type { Staging } from '../engine/port.ts';
import { type BuildSummary, readSummary } from '../engine/summary.ts';
import { SecondLooker } from './again.ts';
import { collect } from './collect.ts';
import { body } from './draft.ts';
import { createStoryBook } from './enrich/stories/stories.ts';
import { clearPending } from './ingest/inbox.ts';
import { briefGists } from './judging/gist.ts';
import { createPool } from './judging/pool.ts';
import { rememberPaths } from './last-paths.ts';
import { differenceOf, type Fingerprints, readFingerprints, writeFingerprints } from './load/difference.ts';
import { standingOf } from './load/document.ts';
import { type DocumentKeys, writeHead } from './load/documents.ts';
import { GuardRefused, guardSize, NothingToIndex } from './load/guard.ts';
import { Sender } from './load/sender.ts';
import { ship } from './load/ship.ts';
import { SpoolWriter } from './load/spool.ts';
import type { Spools } from './load/spools.ts';
import { Tally } from './load/tally.ts';
import { findCanon } from './naming/canon.ts';
import { NameNotes } from './naming/notes.ts';
import { canonicalNames, withCanonicalNames } from './naming/rename.ts';
import { publish } from './publish.ts';
import type { Run, RunOptions, RunResult, RunTools } from './run.ts';
import { type Survey, survey } from './survey.ts';
import { threadsWorth } from './threads/threads.ts';

/** A thread takes as long to start as to judge some hundred pages: below so many bytes they are judged sooner without. */
const WORTH_THREADS = 8_000_000;
/** Files that are taken over in one step; where pages are counted against a limit, one. */
const FILES_AT_ONCE = 256;

/**
 * What `reindex` promises of a run, without the question whether there is work.
 * @param held what the staging index holds before anything is sent; null: nothing
 */
export async function work(
  { build, startedAt, clock, live, base, previous, comparison, unfinished, spools, version, mark }: Run,
  staging: Staging | null,
  options: RunOptions,
  { config, progress, signal }: RunTools,
  held: DocumentKeys | null = null,
): Promise<RunResult> {
  const spool = new SpoolWriter(await spools.create(build));
  const gists = new SpoolWriter(spools.gists(build));
  const manifest = await spools.manifestOf(build, version);
  const amended = new SpoolWriter(spools.amended(build));
  const documents = new SpoolWriter(spools.documents(build));
  const looker = new SecondLooker(config, spools.notes(build));
  const names = new NameNotes(spools.names(build));
  const ids = new Ids();
  const book = createStoryBook(
    spools.signatures(build),
    { before: previous?.compared ?? null, now: spools.compared(build) },
    ids,
  );
  const { payloadBytes, maxFileBytes } = config.index;
  const sent = new IdSet(ids);
  const waiting = spools.waiting(build);
  const sender = staging
    ? new Sender((payload) => staging.send(payload), payloadBytes, join(waiting, 'read'))
    : null;
  let kept: 'all' | 'nothing' | 'what was judged' = 'what was judged';
  try {
    const { DATA_DIR: dataDir } = config.env;
    const tally = new Tally(ids);

    const found = comparison ?? (await survey(options.paths, dataDir, signal));
    const pool = createPool(threadsFor(options, found), { config, documents: sender !== null });
    try {
      const filesAtOnce = options.limit === Number.POSITIVE_INFINITY ? FILES_AT_ONCE : 1;
      const taken = previous && comparison ? { build: previous, kept: comparison.kept } : null;
      const corpus = {
        paths: options.paths,
        dataDir,
        maxFileBytes,
        previous: taken,
        unfinished,
        filesAtOnce,
        signal,
      };
      const into = { spool, gists, manifest, tally, book, looker, names, sender, sent, held };
      await collect({ corpus, survey: found, pool, limit: options.limit, progress, ...into });
    } finally {
      await pool.close();
    }
    previous?.files.release();
    unfinished?.files.release();
    await sender?.close();
    await spool.close();
    await gists.close();
    clock.lap('read');
    const { findings, ...second } = await looker.look({
      spool: spool.path,
      previous: previous?.amended ?? null,
      out: amended,
      amended: async (draft, first) => {
        book.replace(draft.id, body(draft), standingOf(draft));
        names.add(first.facts.entities ?? [], -1);
        names.add(draft.facts.entities ?? [], 1);
        await names.room();
      },
      progress,
      signal,
    });
    await amended.close();
    tally.repeated({ lines: findings.lines, listed: findings.listed, ...second });
    clock.lap('read again');
    progress.note('finding stories');
    if (base)
      for await (const named of spools.storyNames(base))
        for (const [id, storyId] of named) book.remember(id, storyId);
    const stories = book.resolve();
    book.close();
    clock.lap('stories');
    progress.note('finding names');
    await names.close();
    const canon = await findCanon(names, config.entities.known, () => signal.throwIfAborted());
    tally.named({ spellings: canon.renamed, listed: canon.listed });
    clock.lap('names');
    const report = (outcome: RunResult['outcome']) =>
      tally.report({
        build,
        rules: config.rules,
        outcome,
        paths: options.paths,
        timings: clock.laps,
        peakMemoryBytes: peakMemoryBytes(),
      });
    const shipTo = (to: Staging | null) =>
      ship({
        spool: spool.path,
        gists: briefGists(gists.path),
        amended: amended.path,
        stories,
        named: (entities) => withCanonicalNames(entities, canon),
        called: (names) => canonicalNames(names, canon),
        payloadBytes,
        waiting,
        sent,
        ids,
        held,
        documents,
        to,
        tally,
        progress,
        signal,
      });

    await writeHead(documents, version);
    try {
      guardSize(tally.articles, live, options.maxDrop, options.paths.join(', '));
    } catch (refusal) {
      if (!(refusal instanceof GuardRefused || refusal instanceof NothingToIndex)) throw refusal;
      await shipTo(null); // for the counts of the report
      if (refusal instanceof NothingToIndex) kept = 'nothing';
      return { outcome: 'guard refused', report: report('guard refused'), refusal };
    }
    await shipTo(staging);
    await documents.close();
    clock.lap('send');
    if (!staging) {
      kept = 'nothing';
      return { outcome: 'dry run', report: report('dry run') };
    }
    const prints = tally.fingerprints;
    await writeFingerprints(spools.fingerprints(build), prints);
    const before = live && (await buildBefore(live, prints, spools));
    const isWhole = options.limit === Number.POSITIVE_INFINITY;
    // Before the swap: whoever is killed right after it leaves a live build that knows what its stories are called.
    if (isWhole) await spools.keepStories(build, stories);
    await publish(
      staging,
      {
        id: build,
        rules: config.rules,
        finishedAt: new Date().toISOString(),
        articles: tally.articles,
        summary: tally.buildSummary({
          startedAt,
          timings: clock.laps,
          peakMemoryBytes: peakMemoryBytes(),
          before,
        }),
      },
      progress,
      signal,
      tally.refused,
    );
    clock.lap('index');
    const published = report('published');
    if (!isWhole) kept = 'nothing';
    try {
      if (isWhole) {
        await clearPending(config.env.DATA_DIR, mark);
        await spools.keepReport(build, published);
        await manifest.commit();
        kept = 'all';
        rememberPaths(config.env.DATA_DIR, options.paths);
      }
      await spools.keepOnly([build, ...(live ? [live.id] : [])]);
    } catch (cause) {
      // A run that says it failed would be a lie.
      const why = cause instanceof Error ? cause.message : String(cause);
      progress.say(
        `the build ${build} is live, but not all that the next run goes on from could be kept: ${why}`,
      );
    }
    return { outcome: 'published', report: published };
  } finally {
    book.close();
    sender?.abandon();
    for (const file of [spool, gists, amended, documents, looker, manifest]) file.abandon();
    await spools.forgetNotes(build);
    if (kept === 'nothing') await spools.forget(build);
  }
}

/** One for each core, where the corpus is worth it: the engine and we ourselves leave most of ours to them. */
function threadsFor({ threads, limit }: RunOptions, { newBytes }: Survey): number {
  if (threads !== undefined) return threads;
  const worth = threadsWorth();
  return worth === 1 || newBytes < WORTH_THREADS || limit !== Number.POSITIVE_INFINITY ? 0 : worth;
}

/** The build that is live, and what the articles with these fingerprints have in common with its own. */
async function buildBefore(
  live: StoredBuild,
  prints: Fingerprints,
  spools: Spools,
): Promise<BuildSummary['before']> {
  const { id, rules, finishedAt, articles, summary } = live;
  const its = await readFingerprints(spools.fingerprints(id), articles);
  const { added = null, changed = null, gone = null } = its ? differenceOf(its, prints) : {};
  const { refused = null } = readSummary(summary);
  return { build: id, rules, finishedAt, articles, refused, added, changed, gone };
}

const peakMemoryBytes = (): number => process.resourceUsage().maxRSS * 1024;
