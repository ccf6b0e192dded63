/** An export as JSON Lines: one article a line, each with the build it comes from, so that files may be cut and joined. */
import type { ExportFormat } from './row.ts';

export const JSON_LINES = 'application/jsonl';

export const jsonLines: ExportFormat = {
  type: `${JSON_LINES}; charset=utf-8`,
  start: () => '',
  row: (article, { build }) => `${JSON.stringify({ ...article, build })}\n`,
  end: '',
  failure: (problem) => `${JSON.stringify(problem)}\n`,
};
