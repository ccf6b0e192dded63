/** The formats of an export by the ending of its address. */
import { csv } from './csv.ts';
import { json } from './json.ts';
import { jsonLines } from './json-lines.ts';
import type { ExportFormat } from './row.ts';

export const EXPORT_FORMATS = { csv, jsonl: jsonLines, json } as const satisfies Record<string, ExportFormat>;
export type ExportName = keyof typeof EXPORT_FORMATS;
export const EXPORT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportName[];
