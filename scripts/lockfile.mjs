/** What package-lock.json says of the packages: name, version, licence, hash, and whether they are needed to run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, version: string, license: string, integrity: string, resolved: string,
 *   installScript: boolean, dev: boolean, optional: boolean }} Package
 */

/**
 * Every package once for each of its versions, sorted by name. `dev`: only development needs it.
 * @param {string} root
 * @returns {Package[]}
 */
export function packagesOf(root) {
  /** @type {{ packages: Record<string, Record<string, unknown>> }} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  /** @type {Map<string, Package>} */
  const found = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const dev = entry.dev === true || entry.devOptional === true;
    const key = `${name}@${entry.version}`;
    const before = found.get(key);
    found.set(key, {
      name,
      version: String(entry.version),
      license: typeof entry.license === 'string' ? entry.license : 'unknown',
      integrity: String(entry.integrity ?? ''),
      resolved: String(entry.resolved ?? ''),
      installScript: entry.hasInstallScript === true,
      dev: dev && (before?.dev ?? true),
      optional: entry.optional === true,
    });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
