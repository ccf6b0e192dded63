/** `npm run licences`: writes docs/licences.md from package-lock.json. A test holds them together. */
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesOf } from './lockfile.mjs';

/** What may be shipped with a program under MIT without more than a notice. */
export const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Zlib',
];

/** Whether every part of an expression such as `(MIT AND Zlib)`, or one part of an OR, is allowed. */
export function isAllowed(/** @type {string} */ license) {
  const bare = license.replace(/[()]/g, '');
  const fits = (/** @type {string} */ part) => part.split(' AND ').every((id) => ALLOWED.includes(id));
  return bare.split(' OR ').some(fits);
}

/** The page. @returns {string} */
export function licencesDoc(/** @type {string} */ root) {
  const packages = packagesOf(root);
  const run = packages.filter(({ dev }) => !dev);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { license } of packages.filter(({ dev }) => dev))
    counts.set(license, (counts.get(license) ?? 0) + 1);
  return [
    '# Licences',
    '',
    'Made by `npm run licences` from `package-lock.json`. `npm run -s sbom` prints the same as a bill of materials (CycloneDX), with hashes.',
    'The engine, Meilisearch, is a program of its own under the MIT licence. Where the models come from is told in [the model of names](names-model.md).',
    '',
    `## What runs (${run.length} packages)`,
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...run.map(({ name, version, license }) => `| \`${name}\` | ${version} | ${license} |`),
    '',
    '## What only development needs',
    '',
    ...[...counts]
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([license, count]) => `- ${license}: ${count}`),
    '',
  ].join('\n');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  writeFileSync(join(root, 'docs/licences.md'), licencesDoc(root));
}
