/** An export as one JSON document, an article a line. What is cut off is no JSON. */
import { queryBody } from '../api/answers.ts';
import type { ExportFormat } from './row.ts';

export const json: ExportFormat = {
  type: 'application/json; charset=utf-8',
  start({ build, query, total }) {
    const { page: _page, limit: _limit, ...asked } = queryBody(query);
    const head = JSON.stringify({ build, query: asked, total });
    return `${head.slice(0, -1)},"articles":[`;
  },
  row: (article, _head, index) => `${index === 0 ? '\n' : ',\n'}${JSON.stringify(article)}`,
  end: '\n]}\n',
};
