/**
 * Holds the import rules of the house, so that the tree keeps telling the story. Part of `npm run check`.
 *
 * Each broken rule is one line: file, line, what it imports, and the rule. Exit 1 when there is any.
 * It reads import statements with regular expressions: Biome keeps them at the start of a line, and a fault here
 * would only be too strict, never blind to a formatted import.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['config', 'engine', 'server', 'indexer', 'operate'];
const STAGES = ['read', 'clean', 'enrich', 'load'];
const SOURCE = /\.(?:ts|tsx|js|mjs)$/;

/** A statement that begins a line and ends in the module's name: `import … from 'x'`, `export … from 'x'`, `import 'x'`. */
const STATIC = /^(import|export)\b(\s+type\b)?[^'";]*?['"]([^'"\n]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"`]([^'"`\n]+)['"`]/g;
const ENVIRONMENT =
  /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[\s*['"]env['"]|\benv\b[^\n]*from 'node:process'/g;

/**
 * @typedef {{ target: string, package: boolean, typeOnly: boolean, line: number }} Import
 *   `target`: path from the root with forward slashes, or the package's name
 */

/** A file's place in the house: which folder, which stage of the indexer, whether it is an entrance. */
const placeOf = (/** @type {string} */ path) => {
  const [folder = '', second = ''] = path.split('/');
  return {
    folder,
    stage: folder === 'indexer' && STAGES.includes(second) ? second : undefined,
    ground: folder === 'indexer' && (second === 'text' || second === 'draft.ts'),
    entrance: /^(?:server|indexer|operate)\/main\.ts$/.test(path),
  };
};

/** The rules for one import, each a sentence when broken. @returns {string | undefined} */
function brokenRule(
  /** @type {string} */ from,
  /** @type {Import} */ { target, package: isPackage, typeOnly },
) {
  const at = placeOf(from);
  if (isPackage) {
    if (target === 'meilisearch' && at.folder !== 'engine') return 'only engine/ imports meilisearch';
    if (target === 'express' && at.folder !== 'server') return 'only server/ imports express';
    return undefined;
  }
  const to = placeOf(target);
  if (!FOLDERS.includes(to.folder))
    return 'the product imports config/, engine/, server/, indexer/ and operate/ only';
  if (at.folder === 'config' && to.folder !== 'config') return 'config/ imports nothing of ours';
  if (at.folder === 'engine' && to.folder !== 'engine') {
    if (to.folder !== 'config') return 'engine/ imports config types only';
    if (!typeOnly) return 'engine/ imports types only from config/: write `import type`';
  }
  if (at.folder !== 'operate' && to.folder === 'operate') return 'nothing imports operate/';
  if (at.folder === 'operate' && (to.folder === 'server' || to.folder === 'indexer'))
    return 'operate/ imports config/ and engine/ only';
  if (at.folder === 'server' && to.folder === 'indexer') return 'server/ never imports indexer/';
  if (at.folder === 'indexer' && to.folder === 'server') return 'indexer/ never imports server/';
  if (at.folder !== to.folder && !at.entrance && !typeOnly) {
    if (target === 'config/load.ts') return 'only a main.ts loads the config';
    if (target === 'engine/open.ts') return 'only a main.ts opens the engine';
  }
  if (at.stage && to.stage && at.stage !== to.stage)
    return `a stage never imports a sibling stage: ${at.stage} and ${to.stage}`;
  if (at.stage && to.folder === 'indexer' && !to.stage && !to.ground)
    return 'a stage imports itself, indexer/draft.ts and indexer/text/ only';
  if (at.ground && to.folder === 'indexer' && !to.ground)
    return 'indexer/draft.ts and indexer/text/ stand below the stages';
  return undefined;
}

/** @returns {string[]} every source file under the four folders, from the root, sorted */
function sourceFiles(/** @type {string} */ root) {
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
    )
    .sort();
}

/** Blanks comment lines and trailing comments, and keeps every line where it is. */
const withoutComments = (/** @type {string} */ text) =>
  text.replace(/^\s*(?:\/\*|\*|\/\/).*$/gm, '').replace(/\s\/\/ .*$/gm, '');

const lineAt = (/** @type {string} */ text, /** @type {number} */ index) =>
  text.slice(0, index).split('\n').length;

/** @returns {Import[]} */
function importsOf(/** @type {string} */ path, /** @type {string} */ text) {
  const found = [...text.matchAll(STATIC)].map((match) => ({
    name: String(match[3]),
    typeOnly: Boolean(match[2]),
    index: match.index,
    statement: match[0],
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map((match) => ({
    name: String(match[1]),
    typeOnly: false,
    index: match.index,
    statement: 'import',
  }));
  return [...found.filter(({ statement }) => /\bfrom\s*['"]|^import\s*['"]/.test(statement)), ...dynamic].map(
    ({ name, typeOnly, index }) => {
      const own = name.startsWith('.');
      return {
        target: own ? posix.normalize(posix.join(posix.dirname(path), name)) : name,
        package: !own,
        typeOnly,
        line: lineAt(text, index),
      };
    },
  );
}

/**
 * Import circles, each once, as the path that closes.
 * @returns {string[][]}
 */
function circles(/** @type {Map<string, string[]>} */ graph) {
  /** @type {Map<string, 'open' | 'done'>} */
  const state = new Map();
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ node, /** @type {string[]} */ path) => {
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) {
      if (state.get(next) === 'open') found.push([...path.slice(path.indexOf(next)), next]);
      else if (!state.has(next)) visit(next, [...path, next]);
    }
    state.set(node, 'done');
  };
  for (const node of graph.keys()) if (!state.has(node)) visit(node, [node]);
  return found;
}

/**
 * Every broken rule under `root`, as lines a person can act on; empty when the house stands.
 * @param {string} root folder that holds config/, engine/, server/, indexer/ and operate/
 * @returns {string[]}
 */
export function checkImports(root) {
  /** @type {string[]} */
  const faults = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const path of sourceFiles(root)) {
    const text = withoutComments(readFileSync(join(root, path), 'utf8'));
    const imports = importsOf(path, text);
    for (const one of imports) {
      const rule = brokenRule(path, one);
      if (rule) faults.push(`${path}:${one.line}: imports ${one.target}: ${rule}`);
    }
    if (!placeOf(path).entrance && path !== 'config/load.ts')
      for (const match of text.matchAll(ENVIRONMENT))
        faults.push(
          `${path}:${lineAt(text, match.index)}: reads process.env: only a main.ts reads the environment`,
        );
    graph.set(
      path,
      imports.filter((one) => !one.package).map((one) => one.target),
    );
  }
  for (const circle of circles(graph)) faults.push(`import circle: ${circle.join(' -> ')}`);
  return faults;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const faults = checkImports(join(dirname(fileURLToPath(import.meta.url)), '..'));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.error('imports: every rule holds');
}
