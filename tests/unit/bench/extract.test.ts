import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

it('bench:extract measures text and HTML beside Readability', { timeout: 60_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const prose = 'The ferry to Skelmar left the harbour an hour late on Monday, because of fog over the bay.';
  const set = (name: string, page: object) =>
    writeFileSync(join(dir, `clean-${name}.dev.jsonl.gz`), gzipSync(`${JSON.stringify(page)}\n`));
  try {
    set('text', { id: 'a', site: 'x', truth: prose, lines: [{ text: prose, label: 1 }] });
    set('html', { id: 'b', site: 'x', truth: prose, html: `<html><body><p>${prose}</p></body></html>` });
    const options = ['--data', dir, '--rounds', '1', '--pages', '3'];
    const printed = execFileSync(process.execPath, ['--import', 'tsx', 'bench/extract.ts', ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(printed).toMatch(/\| extract, text \(3\) \| \d+ \| \d+ \| \d+ ms \|/);
    expect(printed).toMatch(/\| extract, HTML \(3\) \| \d+ \| \d+ \| \d+ ms \|/);
    expect(printed).toMatch(/\| Readability \+ linkedom, HTML \(3\) \| \d+ \| \d+ \| \d+ ms \|/);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
