/** `npm run -s explain`: a page block by block, kept or dropped and why; then its facts with their evidence. */
import { existsSync } from 'node:fs';
import { styleText } from 'node:util';
import type { Config } from '../config/schema.ts';
import type { Article, Evidence } from '../engine/article.ts';
import type { ArticleReader } from '../engine/port.ts';
import { asInCorpus } from './corpus.ts';
import type { Draft } from './draft.ts';
import { lastPathsIfAny } from './last-paths.ts';
import { evidenceOf } from './load/document.ts';
import { pipeline } from './pipeline.ts';
import { findFiles, readFile } from './read/read.ts';
import { onTerminal } from './text/terminal.ts';

/** There is no such file, page or article; the message says what to do. */
export class NothingToExplain extends Error {
  override name = 'NothingToExplain';
}

interface Row {
  readonly line: number;
  /** `title`, the kind of a block that stayed, or `dropped`. */
  readonly verdict: string;
  readonly text: string;
  readonly why?: { readonly rule: string; readonly kind: string; readonly reason: string };
}

interface Name {
  readonly name: string;
  readonly type: string;
  readonly count: number;
  readonly forms: readonly string[];
}

interface Page {
  readonly heading: string;
  readonly rows: readonly Row[];
  readonly facts: readonly Evidence[];
  readonly entities: readonly Name[];
  readonly warnings: readonly string[];
}

export interface Look {
  /** Characters of a line of output. */
  readonly width: number;
  readonly colours: boolean;
}

/**
 * Explains every page of a file or folder (with `#LINE` the page of that line), as text, page by page, under the id it has
 * in the index where the last run read it.
 * @throws NothingToExplain
 */
export async function* explainFile(what: string, config: Config, look: Look): AsyncIterable<string> {
  const [, file = what, line] = existsSync(what) ? [] : (/^(.*)#(\d+)$/.exec(what) ?? []);
  const judge = pipeline(config);
  let pages = 0;
  const { DATA_DIR } = config.env;
  const shown = await asInCorpus(lastPathsIfAny(DATA_DIR), DATA_DIR);
  for await (const source of findFiles([file]))
    for await (const draft of readFile(shown(source), { maxFileBytes: config.index.maxFileBytes })) {
      if (line !== undefined && lineOf(draft) !== Number(line)) continue;
      pages++;
      yield draft.refused ? refusal(draft, look) : print(pageOf(judge(draft)), look);
    }
  if (pages > 0) return;
  throw new NothingToExplain(
    line === undefined ? `there is no page in ${file}` : `there is no page at line ${line} of ${file}`,
  );
}

/** Explains an article of the live index. @throws NothingToExplain, StoreError */
export async function explainArticle(id: string, reader: ArticleReader, look: Look): Promise<string> {
  const found = await reader.article(id);
  if (found)
    return print(pageOfArticle(found.article, `build ${found.build.id}, rules ${found.build.rules}`), look);
  throw new NothingToExplain(
    `there is no file ${id} here, and no article with this id in the live index: give the path of a page, or an id as /api/search shows it`,
  );
}

/** Whether the words name a file or folder, with or without `#LINE`. */
export const namesFile = (what: string): boolean =>
  existsSync(what) || (/#\d+$/.test(what) && existsSync(what.replace(/#\d+$/, '')));

function lineOf(draft: Draft): number | undefined {
  const line = draft.refused?.line ?? /#(\d+)$/.exec(draft.path)?.[1];
  return line === undefined ? undefined : Number(line);
}

function pageOf(draft: Draft): Page {
  const stayed = draft.blocks.map((block) => ({
    block,
    row: { ...place(block), verdict: String(block.kind) },
  }));
  const left = draft.removals.map(({ rule, kind, reason, block }) => ({
    block,
    row: { ...place(block), verdict: 'dropped', why: { rule, kind, reason } },
  }));
  const inOrder = [...stayed, ...left].sort(
    (a, b) => a.block.line - b.block.line || a.block.offset - b.block.offset,
  );
  return {
    heading: [draft.path, draft.format, `id ${draft.id}`, draft.url].filter(Boolean).join(' · '),
    rows: inOrder.map(({ row }) => row),
    facts: evidenceOf(draft),
    entities: draft.facts.entities ?? [],
    warnings: draft.warnings ?? [],
  };
}

function pageOfArticle(article: Article, build: string): Page {
  const stayed = article.paragraphs.map((block) => ({ ...place(block), verdict: block.kind }));
  const left = article.removals.map(({ rule, kind, reason, ...block }) => ({
    ...place(block),
    verdict: 'dropped',
    why: { rule, kind, reason },
  }));
  return {
    heading: [article.path, `id ${article.id}`, article.url, build].filter(Boolean).join(' · '),
    rows: [...stayed, ...left].sort((a, b) => a.line - b.line),
    facts: article.facts,
    entities: article.entities,
    warnings: [],
  };
}

const place = ({ line, text }: { readonly line: number; readonly text: string }) => ({ line, text });

function refusal(draft: Draft, look: Look): string {
  const where = draft.refused?.line === undefined ? '' : `, line ${draft.refused.line}`;
  return `${paint(look, 'bold', onTerminal(draft.path))}${where}\n  refused: ${onTerminal(draft.refused?.reason ?? '')}\n`;
}

function print({ heading, rows, facts, entities, warnings }: Page, look: Look): string {
  const numbers = Math.max(4, ...rows.map(({ line }) => String(line).length));
  const verdicts = Math.max(...rows.map(({ verdict }) => verdict.length), 7);
  const indent = ' '.repeat(numbers + verdicts + 6);
  const out = [paint(look, 'bold', onTerminal(heading)), ''];
  for (const { line, verdict, text, why } of rows) {
    const head = `  ${String(line).padStart(numbers)}  ${verdict.padEnd(verdicts)}  `;
    const shown = cut(text, look.width - head.length);
    out.push(why ? paint(look, 'dim', head + shown) : head + shown);
    if (why) out.push(`${indent}${paint(look, 'red', why.rule)} (${why.kind}): ${why.reason}`);
  }
  const kept = rows.filter(({ why }) => !why).length;
  out.push('', `  ${kept} blocks kept, ${rows.length - kept} dropped`, '', paint(look, 'bold', 'Facts'));
  if (facts.length === 0) out.push('  nothing is known of this page');
  const names = Math.max(...facts.map(({ fact }) => fact.length), 0);
  for (const { fact, value, evidence, reader } of facts) {
    out.push(`  ${fact.padEnd(names)}  ${onTerminal(value)}`);
    const because = `  ${' '.repeat(names)}  ${paint(look, 'cyan', reader)}: `;
    out.push(because + cut(evidence, look.width - names - reader.length - 6));
  }
  if (entities.length > 0) out.push('', paint(look, 'bold', 'Names'));
  const width = Math.max(...entities.map(({ name }) => name.length), 0);
  for (const { name, type, count, forms } of entities) {
    const row = `${onTerminal(name).padEnd(width)}  ${type.padEnd(6)}  ${count}×  `;
    out.push(`  ${row}${cut(forms.join(', '), look.width - row.length - 2)}`);
  }
  if (warnings.length > 0)
    out.push('', paint(look, 'bold', 'Warnings'), ...warnings.map((each) => `  ${onTerminal(each)}`));
  return `${out.join('\n')}\n`;
}

/** On one line, without control characters, and not longer than the width; a narrow terminal still shows some. */
function cut(text: string, width: number): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const room = Math.max(20, width);
  const signs = Array.from(flat.slice(0, 2 * room + 2));
  return signs.length <= room ? signs.join('') : `${signs.slice(0, room - 1).join('')}…`;
}

const paint = (look: Look, style: 'bold' | 'dim' | 'red' | 'cyan', text: string): string =>
  look.colours ? styleText(style, text) : text;
