import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyAssets } from '../../../scripts/copy-assets.mjs';

describe('copy-assets', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'assets-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text = path) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  it('puts what is not compiled beside the compiled module, and no source', () => {
    for (const path of ['config/index.yml', 'config/boilerplate/a.yml', 'server/ui/assets/page.css'])
      write(path);
    for (const path of ['config/load.ts', 'server/ui/page.tsx', 'README.md']) write(path);
    expect(copyAssets(root, join(root, 'dist'))).toEqual([
      'config/boilerplate/a.yml',
      'config/index.yml',
      'server/ui/assets/page.css',
    ]);
    expect(readFileSync(join(root, 'dist/config/boilerplate/a.yml'), 'utf8')).toBe(
      'config/boilerplate/a.yml',
    );
    expect(existsSync(join(root, 'dist/config/load.ts'))).toBe(false);
  });

  it('removes what an older build left for a file that is gone, and keeps what still has its source', () => {
    write('server/app.ts');
    write('server/ui/page.tsx');
    for (const path of ['app.js', 'app.js.map', 'ui/page.js', 'renamed.js', 'renamed.js.map', 'old.css'])
      write(`dist/server/${path}`);
    copyAssets(root, join(root, 'dist'));
    const left = ['app.js', 'app.js.map', 'ui/page.js', 'renamed.js', 'renamed.js.map', 'old.css'].filter(
      (path) => existsSync(join(root, 'dist/server', path)),
    );
    expect(left).toEqual(['app.js', 'app.js.map', 'ui/page.js']);
  });
});
