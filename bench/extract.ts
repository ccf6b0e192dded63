/**
 * `npm run bench:extract -- --data DIR`: pages a second and peak memory of `npm run -s extract`, beside Readability on
 * linkedom over the same HTML pages in the same run. All run on one thread, `extract` also as it does by itself, with one
 * on every core; to hold the others to one core put `taskset -c 0` before the command (Linux).
 *
 * Each command is started anew for every round, the rounds alternate, and the medians are printed: `with` counts from the
 * start of the process to its end, `without` from its first answer to its last. Peak memory is the kernel's (VmHWM).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { benchDir, type HtmlPage, type LinesPage, readSet } from './pages.ts';

const USAGE = `Usage: npm run bench:extract -- --data DIR [--rounds 3] [--pages 500]

  --data DIR   folder of clean-text.dev.jsonl.gz and clean-html.dev.jsonl.gz (default: SHARED_DIR/bench)
  --rounds N   times each command is run; medians are printed
  --pages N    pages a run, the sets repeated under other ids as often as that takes
`;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What Node is told by `npm run -s extract`. */
const EXTRACT = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { extract: string } }
).scripts.extract
  .split(' ')
  .slice(1);
/** How often the peak memory is read, in milliseconds: the kernel forgets it with the process. */
const EVERY = 20;

interface Page {
  readonly id: string;
  readonly format: 'text' | 'html';
  readonly content: string;
  readonly url?: string;
}

/** What one run of a command took. */
interface Run {
  readonly pages: number;
  /** Milliseconds to the first answer and to the last, from the start of the process, and to its end. */
  readonly first: number;
  readonly last: number;
  readonly end: number;
  /** Megabytes (10^6 bytes); undefined where the system does not tell. */
  readonly peak: number | undefined;
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    pages: { type: 'string', default: '500' },
    readability: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
async function compare(dir: string, rounds: number, count: number): Promise<void> {
  const text = readSet<LinesPage>(dir, 'text').map(
    ({ id, url, lines }): Page => page(id, 'text', lines.map((line) => line.text).join('\n'), url),
  );
  const html = readSet<HtmlPage>(dir, 'html').map((one): Page => page(one.id, 'html', one.html, one.url));
  const alone = [...EXTRACT, '--threads', '0'];
  const cases = [
    { name: 'extract, text', args: alone, pages: text },
    { name: 'extract, HTML', args: alone, pages: html },
    { name: 'extract, text, a thread on every core', args: EXTRACT, pages: text },
    { name: 'extract, HTML, a thread on every core', args: EXTRACT, pages: html },
    {
      name: 'Readability + linkedom, HTML',
      args: ['--import', 'tsx', 'bench/extract.ts', '--readability'],
      pages: html,
    },
  ].map((one) => ({ ...one, pages: repeated(one.pages, count), runs: [] as Run[] }));
  for (let round = 1; round <= rounds; round++)
    for (const { name, args, pages, runs } of cases) {
      process.stderr.write(`round ${round} of ${rounds}: ${name}\n`);
      runs.push(await run(args, pages));
    }
  process.stdout.write('| pages a second | with start-up | without | first answer | peak memory |\n');
  process.stdout.write('|---|---:|---:|---:|---:|\n');
  for (const { name, runs } of cases) {
    const of = (value: (run: Run) => number) => median(runs.map(value)).toFixed(0);
    const peaks = runs.flatMap(({ peak }) => peak ?? []);
    const cells = [
      of(({ pages, end }) => (pages * 1000) / end),
      of(({ pages, first, last }) => ((pages - 1) * 1000) / (last - first)),
      `${of(({ first }) => first)} ms`,
      peaks.length > 0 ? `${median(peaks).toFixed(0)} MB` : 'unknown',
    ];
    process.stdout.write(`| ${name} (${runs[0]?.pages}) | ${cells.join(' | ')} |\n`);
  }
}

const page = (id: string, format: Page['format'], content: string, url: string | undefined): Page => ({
  id,
  format,
  content,
  ...(url && { url }),
});

/** The pages over and over, each time under other ids, up to so many. */
function repeated(pages: readonly Page[], count: number): Page[] {
  return Array.from({ length: pages.length > 0 ? count : 0 }, (_, i) => {
    const one = pages[i % pages.length] as Page;
    return { ...one, id: `${one.id}-${Math.floor(i / pages.length)}` };
  });
}

/** Pipes the pages through a command of this project. @throws when it fails or leaves a page unanswered */
async function run(args: readonly string[], pages: readonly Page[]): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let peak: number | undefined;
  const poll = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
  }, EVERY);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const feeding = feed(child.stdin, pages);
  let answers = 0;
  let first = 0;
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === '') continue;
    last = performance.now() - start;
    if (answers === 0) first = last;
    answers++;
  }
  const code = await ended;
  clearInterval(poll);
  await feeding;
  if (code !== 0 || answers !== pages.length)
    throw new Error(`${args.join(' ')} ended with ${code} after ${answers} of ${pages.length} answers`);
  return { pages: answers, first, last, end: performance.now() - start, peak };
}

/** Writes no more than the other side takes; a side that has gone is noticed by its exit code. */
async function feed(stream: NodeJS.WritableStream, pages: readonly Page[]): Promise<void> {
  let gone = false;
  let goOn = (): void => undefined;
  const leave = () => {
    gone = true;
    goOn();
  };
  stream
    .on('error', leave)
    .on('close', leave)
    .on('drain', () => goOn());
  for (const one of pages) {
    if (gone) return;
    if (!stream.write(`${JSON.stringify(one)}\n`))
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
  }
  stream.end();
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found ? (Number(found) * 1024) / 1e6 : undefined;
  } catch {
    // the process has ended, or the system has no /proc: what was read before stands
    return undefined;
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};

/** The other side of the comparison: JSON Lines of pages in, the text Readability finds out. */
async function answerByReadability(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, content } = JSON.parse(line) as Page;
    const found = new Readability(parseHTML(content).document).parse();
    process.stdout.write(`${JSON.stringify({ id, text: found?.textContent ?? '' })}\n`);
  }
}

if (values.help) process.stdout.write(USAGE);
else if (values.readability) await answerByReadability();
else await compare(benchDir(process.argv.slice(2), process.env), Number(values.rounds), Number(values.pages));
