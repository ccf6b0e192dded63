/** Puts made pages on disk, as files or in one file, a page at a time. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { MadePage } from './pages.ts';

export const FORMS = ['files', 'jsonl', 'warc'] as const;
export type Form = (typeof FORMS)[number];

/** Files written at the same time. */
const AT_ONCE = 16;
/** WARC asks for a time; that of the pages' own making would differ from run to run. */
const SCRAPED_AT = '2026-01-05T04:05:06Z';

/** Writes the pages below a folder. @returns the folder, or the one file made in it */
export async function writePages(pages: Iterable<MadePage>, folder: string, form: Form): Promise<string> {
  await mkdir(folder, { recursive: true });
  if (form === 'files') {
    await writeFiles(pages, folder);
    return folder;
  }
  const path = join(folder, form === 'jsonl' ? 'pages.jsonl' : 'pages.warc');
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  for (const page of pages)
    if (!file.write(form === 'jsonl' ? jsonLine(page) : warcRecord(page))) await once(file, 'drain');
  file.end();
  await finished(file);
  return path;
}

async function writeFiles(pages: Iterable<MadePage>, folder: string): Promise<void> {
  const made = new Set<string>();
  let waiting: Promise<void>[] = [];
  for (const { path, content, sidecar } of pages) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    waiting.push(writeFile(file, content));
    if (sidecar) waiting.push(writeFile(`${file}.meta.json`, JSON.stringify(sidecar)));
    if (waiting.length >= AT_ONCE) {
      await Promise.all(waiting);
      waiting = [];
    }
  }
  await Promise.all(waiting);
}

const jsonLine = ({ format, content, url, source }: MadePage): string =>
  format === 'json'
    ? `${content}\n`
    : `${JSON.stringify({ url, [format === 'html' ? 'html' : 'text']: content, ...(format === 'html' ? {} : { source }) })}\n`;

function warcRecord({ content, url, number, format }: MadePage): string {
  const type = format === 'html' ? 'text/html' : 'text/plain';
  const http = `HTTP/1.1 200 OK\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${content}`;
  return [
    'WARC/1.0',
    'WARC-Type: response',
    `WARC-Target-URI: ${url}`,
    `WARC-Date: ${SCRAPED_AT}`,
    `WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}>`,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${Buffer.byteLength(http)}`,
    '',
    http,
    '',
    '',
  ].join('\r\n');
}
