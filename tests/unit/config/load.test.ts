import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../../config/load.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A CONFIG_DIR with these files. */
function configDir(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-config-'));
  folders.push(dir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const rule = (id: string, pattern = '^psst$') => `- id: ${id}
  kind: notice
  reason: a test
  pattern: '${pattern}'
  match: [psst]
  keep: [hello]
`;

describe('the shipped config', () => {
  it('loads with an empty environment and is frozen to the ground', () => {
    const config = loadConfig({});
    expect(config.env.PORT).toBe(3000);
    expect(config.rules).toMatch(/^[0-9a-f]{12}$/);
    expect(() => Object.assign(config.index, { index: 'other' })).toThrow(TypeError);
    expect(() => Object.assign(config.index.languages, { eng: 'xx' })).toThrow(TypeError);
  });

  it('treats blank variables as unset', () => {
    expect(loadConfig({ MEILI_URL: '', PORT: ' ', HOST: '' }).env).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
    });
  });
});

describe('a CONFIG_DIR of the user', () => {
  it('replaces the shipped file of the same name and leaves the others', () => {
    const dir = configDir({ 'index.yml': 'index: mine\nlanguages: { eng: en }\n' });
    const config = loadConfig({ CONFIG_DIR: dir });
    expect(config.index.index).toBe('mine');
    expect(config.entities).toEqual(loadConfig({}).entities);
  });

  it('adds boilerplate files to the shipped ones and changes the rule-set version', () => {
    const dir = configDir({ 'boilerplate/house.yml': rule('house/psst') });
    const [mine, shipped] = [loadConfig({ CONFIG_DIR: dir }), loadConfig({})];
    expect(mine.boilerplate).toHaveLength(shipped.boilerplate.length + 1);
    expect(mine.rules).not.toBe(shipped.rules);
  });

  it.each([
    ['an unknown key', 'index.yml', 'languages: { eng: en }\nindx: mine\n', /index\.yml:1: .*indx/],
    [
      'a wrong value',
      'index.yml',
      'index: a\nmaxDropPercent: 200\nlanguages: {}\n',
      /index\.yml:2: maxDropPercent/,
    ],
    [
      'an origin with a path',
      'index.yml',
      'index: a\nlanguages: {}\ncorsOrigins:\n  - https://a.example\n  - https://b.example/x\n',
      /index\.yml:5: corsOrigins\.1: must be an origin such as/,
    ],
    [
      'an address where a domain is meant',
      'sources.yml',
      '- name: A\n  domains: [a.example, https://www.a.example/]\n',
      /sources\.yml:2: 0\.domains\.1: must be a domain such as lemonde\.fr/,
    ],
    ['broken YAML', 'sources.yml', '- name: A\n  - x\n :\n', /sources\.yml:\d+: /],
    [
      'a pattern that does not compile',
      'boilerplate/x.yml',
      `\n${rule('x/y', '(unclosed')}`,
      /x\.yml:5: .*[Uu]nterminated group/,
    ],
    [
      'an alias of nothing',
      'boilerplate/x.yml',
      rule('x/y').replace('[psst]', '[*psst]'),
      /x\.yml:5: .*psst/,
    ],
    [
      'a rule that does not take what it must',
      'boilerplate/x.yml',
      rule('x/y', 'pssst'),
      /x\.yml:5: 0\.match\.0: the rule x\/y does not take «psst»/,
    ],
    [
      'a rule that takes what it must keep',
      'boilerplate/x.yml',
      `\n${rule('x/y', '[ph]')}`,
      /x\.yml:7: 0\.keep\.0: the rule x\/y takes «hello»/,
    ],
    [
      'a rule that minds capitals and an example that does not',
      'boilerplate/x.yml',
      rule('x/y', '^Psst$').replace('  match', '  letterCase: exact\n  match'),
      /x\.yml:6: 0\.match\.0: the rule x\/y does not take «psst»/,
    ],
    [
      'a rule without examples',
      'boilerplate/x.yml',
      rule('x/y').replace(/ {2}keep.*\n/, ''),
      /x\.yml:1: 0\.keep/,
    ],
  ])('names file and line of %s', (_fault, name, text, message) => {
    const dir = configDir({ [name]: text });
    expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(ConfigError);
    expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(message);
  });

  it('refuses a rule id that stands twice', () => {
    const dir = configDir({ 'boilerplate/a.yml': rule('x/y'), 'boilerplate/b.yml': rule('x/y') });
    expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(/b\.yml:1: the rule x\/y stands twice.*a\.yml/);
  });

  it.each(['source.yml', 'index.yaml', 'rules.yml', 'boilerplate/house.yaml'])(
    'refuses a file that nobody would read: %s',
    (name) => {
      const dir = configDir({ [name]: rule('house/psst'), 'README.md': 'Rules of the house' });
      expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(ConfigError);
      expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(`${name}: no file of this name is read here`);
    },
  );

  it('names what cannot be read', () => {
    const dir = configDir({ 'index.yml/x': '', 'own.txt': '' });
    expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(ConfigError);
    expect(() => loadConfig({ CONFIG_DIR: dir })).toThrow(/index\.yml: it cannot be read \(EISDIR/);
    const file = join(dir, 'own.txt');
    expect(() => loadConfig({ CONFIG_DIR: file })).toThrow(`CONFIG_DIR is «${file}», which is no folder`);
  });

  it('says so when the folder does not exist', () => {
    expect(() => loadConfig({ CONFIG_DIR: '/no/such/folder' })).toThrow(
      /\/no\/such\/folder.*create it or unset/,
    );
  });
});

describe('the environment', () => {
  it.each([
    [{ PORT: 'http' }, /PORT is «http»/],
    [{ PORT: '70000' }, /PORT is «70000»/],
    [{ MEILI_URL: 'localhost:7700' }, /MEILI_URL is «localhost:7700»/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL is «loud»/],
    [{ PUBLIC_URL: 'news.example' }, /PUBLIC_URL is «news.example»/],
    [{ PUBLIC_URL: 'https://news.example/?a' }, /PUBLIC_URL is «.*»: must be an address without/],
    [{ TRUST_PROXY: 'true' }, /TRUST_PROXY is «true»: must be the number of proxies/],
    [{ TRUST_PROXY: '0' }, /TRUST_PROXY is «0»/],
    [{ TRUST_PROXY: '1, loopback' }, /TRUST_PROXY is «1, loopback»/],
    [{ TRUST_PROXY: '10.0.0.0/0' }, /TRUST_PROXY/],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /TRUST_PROXY/],
    [{ TRUST_PROXY: 'proxy.example' }, /TRUST_PROXY/],
    [{ LOG_QUERIES: 'yes' }, /LOG_QUERIES is «yes»/],
  ])('names variable and value: %j', (environment, message) => {
    expect(() => loadConfig(environment)).toThrow(message);
  });

  it('takes the address of the site without the slash at its end', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://news.example/archive/' }).env.PUBLIC_URL).toBe(
      'https://news.example/archive',
    );
  });

  it('never shows a key in an error', () => {
    expect(() => loadConfig({ ADMIN_KEY: 'short' })).toThrow(/ADMIN_KEY is \(hidden\)/);
    expect(() => loadConfig({ MEILI_URL: 'http://me:hush@engine:7700' })).toThrow(
      /MEILI_URL is «http:\/\/\(hidden\)@engine:7700»: must not hold a name or password/,
    );
  });

  it.each([
    ['1', 1],
    ['2', 2],
    ['loopback', ['loopback']],
    ['10.0.0.2, 10.1.0.0/16,fd00::/8', ['10.0.0.2', '10.1.0.0/16', 'fd00::/8']],
    ['', undefined],
  ])('trusts the proxies that are named: %j', (text, expected) => {
    expect(loadConfig({ TRUST_PROXY: text }).env.TRUST_PROXY).toEqual(expected);
  });

  it('tells the log what was searched for only where that is asked', () => {
    expect(loadConfig({}).env.LOG_QUERIES).toBe(false);
    expect(loadConfig({ LOG_QUERIES: '0' }).env.LOG_QUERIES).toBe(false);
    expect(loadConfig({ LOG_QUERIES: '1' }).env.LOG_QUERIES).toBe(true);
  });
});
