/** The routes of exports and feeds: a search as a file, and a search as a list that is read again and again. */
import type { RequestHandler } from 'express';
import type { Deps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { EXPORT_FORMATS, EXPORT_NAMES, type ExportName } from '../export/formats.ts';
import type { ExportHead } from '../export/row.ts';
import { sendExport } from '../export/send.ts';
import { ATOM_TYPE, toAtom } from '../feed/atom.ts';
import { readFeed } from '../feed/feed.ts';
import { JSON_FEED_TYPE, toJsonFeed } from '../feed/json-feed.ts';
import { baseOf } from '../http/base.ts';
import type { Memory } from '../http/memory.ts';
import { queryOf, requestId } from '../http/request.ts';
import type { Validators } from '../http/validator.ts';
import { FEED_FORMATS, toParams } from '../query/href.ts';
import { parseExport, parseFeed, toRequest } from '../query/parse.ts';

/** Adds a route that is read, its path under `/api`. */
export type Read = (path: string, route: string, handler: RequestHandler) => void;

/** Exports under way at once: each holds some hundred articles for a client that may be slow. */
const MAX_EXPORTS = 8;

/** `/export.csv`, `/export.jsonl`, `/export.json`: all that a search finds. */
export function exportRoutes(read: Read, { reader, config, log }: Deps, validators: Validators): void {
  let underWay = 0;
  const handler =
    (name: ExportName): RequestHandler =>
    async (request, response) => {
      const format = EXPORT_FORMATS[name];
      const query = parseExport(queryOf(request), config.index);
      const what = `export.${name}?${toParams(query)}`;
      if (await validators.unchanged(request, response, what)) return;
      if (underWay >= MAX_EXPORTS)
        throw new Problem(
          'too-many-exports',
          `${MAX_EXPORTS} exports are under way: ask again when one is done.`,
        );
      underWay++;
      const before = response.getHeaderNames();
      try {
        const { build, total, articles } = await reader.all(toRequest(query, []));
        const head: ExportHead = { build: { id: build.id, rules: build.rules }, query, total };
        validators.tag(response, build, what);
        response.vary('Accept-Encoding');
        response.set({
          'content-type': format.type,
          'content-disposition': `attachment; filename="broadsheet-${build.id.replace(/[^\w.-]+/g, '-')}.${name}"`,
          // We compress it ourselves, as fast as the client takes it.
          'cache-control': 'no-cache, no-transform',
          'broadsheet-total': String(total),
        });
        if (request.method === 'HEAD') {
          response.end();
          return;
        }
        const sent = await sendExport(request, response, format, head, articles);
        if (sent.end === 'cut')
          log.error({ err: sent.error, request: requestId(response) }, 'an export was cut off');
      } catch (error) {
        // Nothing was sent yet: what was said of a file is not true of a problem.
        for (const name of response.getHeaderNames()) if (!before.includes(name)) response.removeHeader(name);
        throw error;
      } finally {
        underWay--;
      }
    };
  for (const name of EXPORT_NAMES) read(`/export.${name}`, 'export', handler(name));
}

/** `/feed.atom`, `/feed.json`: the newest that a search finds. */
export function feedRoutes(read: Read, { reader, config }: Deps, { give }: Memory): void {
  for (const format of FEED_FORMATS)
    read(`/feed.${format}`, 'feed', async (request, response) => {
      const query = parseFeed(queryOf(request), config.index);
      const base = baseOf(request, config.env.PUBLIC_URL);
      const what = `${base}/feed.${format}?${toParams(query)}`;
      await give(request, response, what, async () => {
        const feed = await readFeed(reader, query, base);
        return {
          build: feed.build,
          ...(format === 'atom'
            ? { type: `${ATOM_TYPE}; charset=utf-8`, body: toAtom(feed) }
            : { type: `${JSON_FEED_TYPE}; charset=utf-8`, body: JSON.stringify(toJsonFeed(feed)) }),
        };
      });
    });
}
