import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFiles, MissingPath } from '../../../../indexer/read/read.ts';

let folder: string;
let name: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corpus-'));
  name = basename(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), 'x');
  }
}

async function found(paths: readonly string[], ownOutput?: readonly string[]): Promise<string[]> {
  const shown: string[] = [];
  for await (const { path } of findFiles(paths, ownOutput)) shown.push(path);
  return shown;
}

describe('the files of a corpus', () => {
  it('are sorted by path, shown from the folder that was given', async () => {
    await put('b/2.txt', 'b/10.txt', 'b.txt', 'b-c/1.txt', 'a.html', 'Z.md', 'é.txt');
    const paths = await found([folder]);
    expect(paths).toEqual(
      ['Z.md', 'a.html', 'b-c/1.txt', 'b.txt', 'b/10.txt', 'b/2.txt', 'é.txt'].map(
        (path) => `${name}/${path}`,
      ),
    );
    expect(paths).toEqual([...paths].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('can be read where they say they are', async () => {
    await put('b/2.txt');
    for await (const file of findFiles([folder])) expect(file.file).toBe(join(folder, 'b/2.txt'));
  });

  it('are the base name of a file given by itself', async () => {
    await put('b/2.txt');
    expect(await found([join(folder, 'b/2.txt')])).toEqual(['2.txt']);
  });

  it('leave out hidden files, sidecars and our own output', async () => {
    await put(
      'a.txt',
      'a.txt.meta.json',
      'a.meta.json',
      '.hidden',
      '.data/x.txt',
      'out/spool/x.ndjson',
      'report.json',
    );
    expect(await found([folder], [join(folder, 'out'), join(folder, 'report.json')])).toEqual([
      `${name}/a.txt`,
    ]);
  });

  it('are each found once, though asked for twice', async () => {
    await put('b/2.txt', 'a.txt');
    expect(await found([folder, folder, `${folder}/b/..`])).toHaveLength(2);
    expect(await found([join(folder, 'b'), folder])).toHaveLength(2);
    for (const file of ['a.txt', 'b/2.txt'])
      for (const paths of [
        [join(folder, file), folder],
        [folder, join(folder, file)],
      ])
        expect(await found(paths)).toHaveLength(2);
  });

  it('survive loops of symbolic links, and follow the others', async () => {
    await put('b/2.txt', 'other/3.txt');
    await symlink(folder, join(folder, 'b/up'));
    await symlink(join(folder, 'b'), join(folder, 'b/self'));
    await symlink(join(folder, 'nowhere'), join(folder, 'dead'));
    await symlink(join(folder, 'other/3.txt'), join(folder, 'b/3.txt'));
    expect(await found([join(folder, 'b')])).toEqual(['b/2.txt', 'b/3.txt', 'b/up/dead', 'b/up/other/3.txt']);
  });

  it('of folders of the same name are told apart by as much of the path as it takes', async () => {
    await put('2023/news/a.txt', '2024/news/a.txt');
    expect(await found([join(folder, '2024/news'), join(folder, '2023/news')])).toEqual([
      '2023/news/a.txt',
      '2024/news/a.txt',
    ]);
  });

  it('do not include a path that does not exist: that is a fault of the call', async () => {
    await expect(found([folder, join(folder, 'nope')])).rejects.toThrow(MissingPath);
    await expect(found([join(folder, 'nope')])).rejects.toThrow(join(folder, 'nope'));
  });
});
