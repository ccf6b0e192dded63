/**
 * Makes the pictures of the page that stand in the README: `npm run picture`.
 *
 * Starts the product as a user would, on the demo corpus and in a folder of its own, and photographs it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../tests/support/browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'broadsheet-picture-'));

/** File name, page, width and height in CSS pixels, colour scheme. */
const PICTURES = [
  ['page.png', '/?q=harbour+strike', 1280, 860, 'light'],
  ['page-phone-dark.png', '/?q=harbour+strike', 390, 844, 'dark'],
] as const;

const server = spawn(process.execPath, ['scripts/run.mjs', 'server/main.ts'], {
  cwd: root,
  env: { ...process.env, DATA_DIR: data, PORT: '0', HOST: '127.0.0.1', SEEDS_DIR: join(root, 'seeds') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => server.once('exit', resolve));
try {
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      const found = /https?:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  const browser = await openBrowser();
  try {
    for (const [name, path, width, height, colorScheme] of PICTURES) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2 });
      await page.goto(url + path, { waitUntil: 'networkidle' });
      await page.screenshot({ path: join(root, 'docs', name) });
      await page.close();
      console.log(`docs/${name}`);
    }
  } finally {
    await browser.close();
  }
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true });
}
