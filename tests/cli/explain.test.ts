import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import type { Article } from '../../engine/article.ts';
import { article } from '../support/articles.ts';
import { run } from '../support/cli.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 120_000 });

let shop: Workshop;
beforeEach(async () => {
  shop = await workshop(uniqueName(import.meta.url));
});
afterEach(() => shop.clear());

const engine = () => ({ ...shop.env, MEILI_URL: inject('engineUrl'), MEILI_MASTER_KEY: inject('engineKey') });

describe('explain', () => {
  it('shows every block of a page once, in order, kept or dropped, then the facts with their evidence', async () => {
    const page = `${newsPage('Pier to be rebuilt', 'Marlow')}Subscribe to our newsletter\nShare on Facebook\n`;
    await shop.write({ 'pier.txt': page });
    const { code, stdout, stderr } = await run(['explain', join(shop.pages, 'pier.txt')], shop.env);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^pier\.txt · text · id [0-9a-f]{16}\n/);
    const lines = [...stdout.matchAll(/^ +(\d+) {2}(\S+) /gm)].map(([, line, verdict]) => [
      Number(line),
      verdict,
    ]);
    expect(lines.map(([line]) => line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const dropped = lines.filter(([, verdict]) => verdict === 'dropped').length;
    expect(stdout).toMatch(/dropped +Share on Facebook\n +\S+\/\S+ \([a-z]+\): \S/);
    expect(stdout.match(/^ +\S+\/\S+ \([a-z]+\): \S/gm)).toHaveLength(dropped);
    expect(stdout).toContain(`${7 - dropped} blocks kept, ${dropped} dropped`);
    expect(stdout).toMatch(/Facts\n {2}title +\S.*\n {3,}\S.*: \S/);
    expect(stdout).not.toContain('\u001b');
  });

  it('shows all pages of a file, refused ones too, and one page by its line', async () => {
    const record = (topic: string) => JSON.stringify({ title: topic, text: newsPage(topic, topic) });
    await shop.write({ 'rows.jsonl': [record('Marlow'), '{"broken', record('Ludd')].join('\n') });
    const file = join(shop.pages, 'rows.jsonl');
    const all = await run(['explain', file], shop.env);
    expect(all.stdout.match(/^rows\.jsonl\S*/gm)).toHaveLength(3);
    expect(all.stdout).toMatch(/line 2\n {2}refused: /);
    const one = await run(['explain', `${file}#3`], shop.env);
    expect(one.stdout.match(/^rows\.jsonl\S*/gm)).toHaveLength(1);
    expect(one.stdout).toContain('Ludd');
    const none = await run(['explain', `${file}#9`], shop.env);
    expect([none.code, none.stdout]).toEqual([1, '']);
    expect(none.stderr).toContain('no page at line 9');
  });

  it('shows names of files as they are written, and lets none steer the terminal', async () => {
    const name = 'a\u001b[31mred\nline.txt';
    await shop.write({ [name]: '', [`b${name}`]: newsPage('Pier', 'Marlow') });
    const { stdout } = await run(['explain', shop.pages], shop.env);
    const dry = await run(['reindex', '--dry-run', '--no-progress'], shop.env);
    for (const said of [stdout, dry.stderr]) {
      expect(said).toContain('pages/a\\x1b[31mred\\x0aline.txt');
      expect(said).not.toContain('\u001b');
    }
    expect(stdout).toContain('pages/ba\\x1b[31mred\\x0aline.txt · text');
  });

  it('gives a page of the last run the id it has in the index', async () => {
    await shop.write({ 'deep/pier.txt': newsPage('Pier to be rebuilt', 'Marlow') });
    const file = join(shop.pages, 'deep', 'pier.txt');
    const idIn = ({ stdout }: { stdout: string }) => / id ([0-9a-f]{16})/.exec(stdout)?.[1];
    expect((await run(['reindex', '--quiet', shop.pages], engine())).code).toBe(0);
    const explained = await run(['explain', file], engine());
    expect(explained.stdout).toMatch(/^pages\/deep\/pier\.txt · text/);
    const id = idIn(explained);
    const byId = await run(['explain', String(id)], engine());
    expect([byId.code, idIn(byId)]).toEqual([0, id]);
    const given = JSON.stringify({ content: newsPage('Quay opens', 'Bray') });
    const [, accepted] = /"id":"(\w+)"/.exec((await run(['ingest'], engine(), given)).stdout) ?? [];
    expect(idIn(await run(['explain', join(shop.env.DATA_DIR, 'ingested')], engine()))).toBe(accepted);
  });

  it('shows an article of the live index by its id, with its build', async () => {
    const config = testConfig({ index: uniqueName(import.meta.url) }, shop.env);
    const store = await openTestStore(config);
    const indexed: Article = {
      ...article({ id: 'f00d', title: 'Pier' }),
      facts: [{ fact: 'title', value: 'Pier', evidence: 'Pier', reader: 'first-line' }],
      removals: [{ rule: 'share/bar', kind: 'share', reason: 'a share bar', text: 'Share this', line: 1 }],
    };
    const build = await publishArticles(store, [indexed]);
    await store.close();
    const { code, stdout } = await run(['explain', 'f00d'], engine());
    expect(code).toBe(0);
    expect(stdout).toContain(`build ${build.id}`);
    expect(stdout).toMatch(/1 {2}dropped +Share this\n +share\/bar \(share\): a share bar/);
  });

  it('says what to do about what is neither a file nor an id', async () => {
    const config = testConfig({ index: uniqueName(import.meta.url) }, shop.env);
    const store = await openTestStore(config);
    await publishArticles(store, [article({ id: 'f00d' })]);
    await store.close();
    const { code, stdout, stderr } = await run(['explain', 'no-such-page'], engine());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/no file no-such-page here, and no article .* give the path/);
  });
});
