/** Small made corpora on disk, and a CONFIG_DIR that gives a test an index of its own. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHIPPED_INDEX = fileURLToPath(new URL('../../config/index.yml', import.meta.url));

/** A page of a local paper; `topic` makes its text different from the pages of other topics. */
export function newsPage(title: string, topic: string): string {
  const sentences = [
    `The council of ${topic} met on Tuesday evening to decide how the ${topic} works will be paid for.`,
    `Engineers told the meeting that the ${topic} plan would take eleven months and employ forty people.`,
    `Several residents of ${topic} asked why the old contract had been cancelled without a public vote.`,
    `A second reading about ${topic} is expected before the summer, the chairwoman said after the session.`,
  ];
  return `${[title, ...sentences.map((sentence) => `${sentence} ${sentence.replace('The', 'Later the')}`)].join('\n')}\n`;
}

export interface Workshop {
  /** Everything lies in here; removed by `clear`. */
  readonly dir: string;
  /** Environment of a command: DATA_DIR, SEEDS_DIR and CONFIG_DIR inside the folder. */
  readonly env: Readonly<Record<'DATA_DIR' | 'SEEDS_DIR' | 'CONFIG_DIR', string>>;
  /** Folder of the pages. */
  readonly pages: string;
  /** Writes files under the folder of the pages. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  remove(path: string): Promise<void>;
  clear(): Promise<void>;
}

/** A fresh folder with pages, data and a configuration whose index has the name given. */
export async function workshop(index: string): Promise<Workshop> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-corpus-'));
  const pages = join(dir, 'pages');
  const config = join(dir, 'config');
  await mkdir(config);
  await mkdir(pages);
  const shipped = await readFile(SHIPPED_INDEX, 'utf8');
  await writeFile(join(config, 'index.yml'), shipped.replace(/^index: .*$/m, `index: ${index}`));
  return {
    dir,
    pages,
    env: { DATA_DIR: join(dir, 'data'), SEEDS_DIR: pages, CONFIG_DIR: config },
    async write(files) {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(pages, path)), { recursive: true });
        await writeFile(join(pages, path), content);
      }
    },
    remove: (path) => rm(join(pages, path), { recursive: true }),
    clear: () => rm(dir, { recursive: true, force: true }),
  };
}
