import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import { Environment, REMOVAL_KINDS } from '../../config/schema.ts';
import { apiDoc } from '../../scripts/api-doc.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');

describe('the documentation', () => {
  it('holds the API reference the server would give (else: npm run docs)', () => {
    expect(read('docs/api.md')).toBe(apiDoc());
  });

  it.each(Object.keys(Environment.shape))('explains the variable %s in the README', (name) => {
    expect(read('README.md')).toContain(`\`${name}\``);
  });

  it('names every kind of removal', () => {
    const text = read('docs/how-cleaning-works.md');
    expect(REMOVAL_KINDS.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const known = new Set([...Object.keys(scripts), 'start', 'test']);
    const docs = ['README.md', ...readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`)];
    for (const path of docs.filter((name) => name.endsWith('.md')))
      for (const [, name = ''] of read(path).matchAll(/npm run (?:-s )?([a-z:]+)/g))
        expect(known, `${path} says npm run ${name}`).toContain(name);
  });

  it('explains every metric, and each way of the operator', () => {
    const text = read('docs/operations.md');
    const code = ['metrics', 'gauges'].map((name) => read(`server/http/${name}.ts`)).join('\n');
    const names = [
      ...[...code.matchAll(/name: '(broadsheet_\w+)'/g)].map(([, name]) => name),
      ...[...code.matchAll(/gauge\('(\w+)'/g)].map(([, name]) => `broadsheet_${name}`),
    ];
    expect(names.length).toBeGreaterThan(12);
    expect(names.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
    for (const word of ['npm run -s doctor', 'npm run backup', 'npm run restore', 'TRUST_PROXY', 'ADMIN_KEY'])
      expect(text).toContain(word);
  });

  it('lists every file of config/ that a user may replace', () => {
    expect(loadConfig({}).boilerplate.length).toBeGreaterThan(0);
    for (const name of readdirSync(new URL('config/', root)).filter((file) => file.endsWith('.yml')))
      expect(read('README.md'), `README.md does not mention config/${name}`).toContain(`\`${name}\``);
  });
});
