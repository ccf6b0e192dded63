/** A real browser without apt: the Chromium of an npm package on linux x64, an installed Chrome elsewhere. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Nothing that talks to the network by itself, and nothing that needs a display card or a user namespace. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-default-apps',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
];

/** A browser that was just started; close it when done. */
export async function openBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return await chromium.launch({ channel: 'chrome', args: ARGS });
  const home = await unpackChromium();
  const executablePath = join(home, 'chromium');
  return await chromium.launch({ executablePath, args: ARGS, env: environment(home, executablePath) });
}

/**
 * Unpacks Chromium once a version into the temp folder and returns the folder. Several processes may come at once:
 * each unpacks beside, and the first to rename wins.
 */
async function unpackChromium(): Promise<string> {
  const home = join(tmpdir(), `broadsheet-chromium-${packedVersion()}`);
  if (existsSync(home)) return home;
  const { default: packed } = await import('@sparticuz/chromium');
  const beside = mkdtempSync(`${home}-`);
  await withEnvironment(
    // The package unpacks into the temp folder, and its libraries only where it takes the machine for a Lambda.
    { TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    () => packed.executablePath(),
  );
  writeFileSync(join(beside, 'fonts.conf'), fontsOf(home));
  try {
    renameSync(beside, home);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** The package's version: another one unpacks into another folder. */
function packedVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8'));
  if (manifest && typeof manifest === 'object' && 'version' in manifest) return String(manifest.version);
  throw new Error(`no version in the package.json of @sparticuz/chromium beside ${entry}`);
}

/** Libraries and fonts of the package stand in only where the machine has none. */
function environment(home: string, executable: string): Record<string, string> {
  const own = Object.fromEntries(
    Object.entries(process.env).filter((entry) => entry[1] !== undefined),
  ) as Record<string, string>;
  const starts = spawnSync(executable, ['--version'], { env: own }).status === 0;
  return {
    ...own,
    ...(!starts && { LD_LIBRARY_PATH: join(home, 'al2023', 'lib') }),
    ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_FILE: join(home, 'fonts.conf') }),
  };
}

function fontsOf(home: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>
`;
}

async function withEnvironment<T>(
  changes: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(changes).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, changes);
  try {
    return await work();
  } finally {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}
