/**
 * The last step of `npm run build`: puts every file that is not compiled (rules, boilerplate, weights, the page's
 * style and script) into dist/ at the place its code looks for it, beside the compiled module.
 */
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['config', 'engine', 'server', 'indexer', 'operate'];
const COMPILED = /\.tsx?$/;

/** Files under `folder`, as paths from it; none when there is no such folder. */
const filesUnder = (/** @type {string} */ folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : [];

/**
 * Copies the assets under `root` to `dist`, and removes from `dist` what has lost its source: a module that was
 * renamed would otherwise stay runnable there.
 * @param {string} root folder with the sources
 * @param {string} dist folder the compiler wrote to
 * @returns {string[]} the copied files, as paths from the root, sorted
 */
export function copyAssets(root, dist) {
  /** @type {string[]} */
  const copied = [];
  for (const folder of FOLDERS) {
    for (const path of filesUnder(join(root, folder)).filter((name) => !COMPILED.test(name))) {
      cpSync(join(root, folder, path), join(dist, folder, path));
      copied.push(join(folder, path));
    }
    for (const path of filesUnder(join(dist, folder))) {
      const source = join(root, folder, path.replace(/\.js(?:\.map)?$/, ''));
      const exists =
        existsSync(join(root, folder, path)) || existsSync(`${source}.ts`) || existsSync(`${source}.tsx`);
      if (!exists) rmSync(join(dist, folder, path));
    }
  }
  return copied.sort();
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  console.error(`dist/: ${copyAssets(root, join(root, 'dist')).length} assets copied`);
}
