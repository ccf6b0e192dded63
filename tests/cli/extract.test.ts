import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../support/cli.ts';

const PARAGRAPH =
  'The town council of Marlow Bay agreed on Tuesday to rebuild the old ferry pier before the winter storms arrive. ';
const page = (title: string) =>
  [title, PARAGRAPH.repeat(2), PARAGRAPH.replace('agreed', 'had argued for months').repeat(2)].join('\n');

async function extract(...lines: (string | object)[]) {
  const stdin = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { code, stdout, stderr } = await run(['extract'], {}, stdin);
  return {
    code,
    stderr,
    answers: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe('extract', () => {
  it('answers in the shape of the contract', async () => {
    const { code, answers } = await extract({
      id: 'pier',
      content: page('Marlow Bay rebuilds its pier'),
      format: 'text',
      meta: { source: 'The Marlow Gull', published: '2024-03-05' },
    });
    expect(code).toBe(0);
    expect(answers).toHaveLength(1);
    expect(Object.keys(answers[0]).sort()).toEqual(
      [
        'id',
        'title',
        'text',
        'language',
        'source',
        'published',
        'completeness',
        'entities',
        'removals',
        'paragraphs',
      ].sort(),
    );
    expect(answers[0]).toMatchObject({
      id: 'pier',
      title: 'Marlow Bay rebuilds its pier',
      language: 'en',
      source: 'The Marlow Gull',
      published: { date: '2024-03-05', precision: 'day', role: 'published', evidence: expect.any(String) },
      completeness: 1,
    });
    const { text, paragraphs } = answers[0];
    expect(text).toBe(paragraphs.map((each: { text: string }) => each.text).join('\n\n'));
    expect(text).not.toContain('Marlow Bay rebuilds its pier');
  });

  it('answers every line in order, bad ones with an error that names the line, and goes on', async () => {
    const { code, answers } = await extract(
      { id: 1, content: page('First') },
      '{"id": "broken", ',
      '',
      { id: 'no-content' },
      { id: 'empty', content: '  \n ' },
      { id: 'odd', content: page('Odd'), format: 'pdf' },
      '"just text"',
      { id: 'last', content: page('Last') },
    );
    expect(code).toBe(0);
    expect(
      answers.map(({ id, error }) => [id, error === undefined ? 'answer' : error.split(':')[0]]),
    ).toEqual([
      [1, 'answer'],
      [null, 'line 2'],
      ['no-content', 'line 4'],
      ['empty', 'line 5'],
      ['odd', 'line 6'],
      [null, 'line 7'],
      ['last', 'answer'],
    ]);
    expect(answers[2].error).toBe('line 4: content: it is missing');
    for (const { error } of answers.slice(1, -1)) expect(error).not.toMatch(/undefined|\[object|at .*\.ts/);
  });

  it('judges each line alone: copies and order change nothing', async () => {
    const [a, b] = [page('Pier'), page('Pier').replaceAll('Marlow', 'Barrow')];
    const one = await extract({ id: 'x', content: a });
    const many = await extract({ id: 'y', content: b }, { id: 'x', content: a }, { id: 'x', content: a });
    expect(many.answers[1]).toEqual(one.answers[0]);
    expect(many.answers[2]).toEqual(one.answers[0]);
  });

  it('takes null for what a scraper does not know, and gives a page without id its own', async () => {
    const { answers } = await extract({
      content: page('Pier'),
      url: 'https://gull.example/pier?utm_source=x',
      format: null,
      meta: { source: null },
    });
    expect(answers[0].id).toMatch(/^[0-9a-f]{16}$/);
  });

  it('survives line separators of Unicode inside a line, and no input at all', async () => {
    const raw = JSON.stringify({ id: 'u', content: `${page('Pier')} said\u2028so` });
    expect((await extract(raw)).answers).toMatchObject([{ id: 'u', language: 'en' }]);
    expect(await extract('')).toMatchObject({ code: 0, answers: [] });
    expect((await extract(`\ufeff${raw}\r\n\ufeff${raw}`)).answers).toMatchObject([{ id: 'u' }, { id: 'u' }]);
  });

  it('answers the same where npm runs it, from what it was made into', async () => {
    const lines = [
      { id: 1, content: page('Marlow Bay rebuilds its pier') },
      { id: 2, content: '' },
    ];
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    const { answers } = await extract(...lines);
    const stdout = execFileSync('npm', ['run', '-s', 'extract'], { input, encoding: 'utf8' });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(answers);
  });

  it('writes nothing else to stdout, whatever a library tells the console', async () => {
    // As the parser of web archives does of some damage, in the middle of the work.
    const talkative = `const { parse } = JSON; JSON.parse = (text, ...more) => {
      if (text.includes('Marlow')) for (const level of ['log', 'info', 'debug']) console[level]('noise');
      return parse(text, ...more);
    }`;
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(talkative)}`;
    const line = JSON.stringify({ id: 'pier', content: page('Pier') });
    const { stdout, stderr } = await run(['extract'], { NODE_OPTIONS }, line);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'pier', language: 'en' });
    expect(stderr.match(/noise/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('refuses arguments it does not have with its usage on stderr', async () => {
    const wrong = await run(['extract', '--fast']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('Usage: npm run -s extract');
    const help = await run(['extract', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Usage: npm run -s extract');
  });

  it('ends when a thread dies, though more may come', async () => {
    const dying = `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) process.exit(7);`;
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(dying)}`;
    const child = spawn(
      process.execPath,
      ['scripts/run.mjs', 'indexer/main.ts', 'extract', '--threads', '1'],
      {
        env: { ...process.env, NODE_OPTIONS },
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    try {
      // As much as threads are started for, and no end.
      child.stdin.write(`${'no page '.repeat(1_000)}\n`.repeat(400));
      const [code] = await once(child, 'close');
      expect(said).toContain('ended with 7');
      expect(code).toBe(1);
    } finally {
      child.kill('SIGKILL');
    }
  });

  // Only Linux has a file that is always full.
  it.skipIf(!existsSync('/dev/full'))('says why it cannot write, without a stack, and fails', () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(
        process.execPath,
        ['scripts/run.mjs', 'indexer/main.ts', 'extract'],
        { input: JSON.stringify({ content: page('Full') }), stdio: ['pipe', full, 'pipe'], encoding: 'utf8' },
      );
      expect(stderr).toMatch(/^cannot write to stdout: ENOSPC.*\n$/);
      expect(status).toBe(1);
    } finally {
      closeSync(full);
    }
  });
});
