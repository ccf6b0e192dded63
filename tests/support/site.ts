/** The product as a reader meets it: served on loopback, behind a proxy that can fail, seen by a real browser. */
import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Article } from '../../engine/article.ts';
import { type Store, SWAP_GRACE_MS } from '../../engine/port.ts';
import { openTestApp, serve } from './app.ts';
import { openBrowser } from './browser.ts';
import { publishArticles, testConfig, uniqueName } from './engine.ts';
import { type FaultProxy, startProxy } from './proxy.ts';

export interface Site {
  readonly url: string;
  readonly proxy: FaultProxy;
  readonly browser: Browser;
  /** What browsers complained about since the last `open`: errors, dialogs, the content policy, requests to elsewhere. */
  readonly faults: readonly string[];
  /** Opens a page in a context of its own; `await page.context().close()` after. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** The engine goes away; resolves when the server answers nothing from memory any more. */
  loseEngine(): Promise<void>;
  close(): Promise<void>;
}

/** @param content the articles, or what publishes them */
export async function openSite(
  fileUrl: string,
  content: readonly Article[] | ((store: Store) => Promise<unknown>),
): Promise<Site> {
  const proxy = await startProxy(inject('engineUrl'));
  const config = testConfig({ index: uniqueName(fileUrl), searchDeadlineMs: 2000 }, { MEILI_URL: proxy.url });
  const { app, store } = await openTestApp(config);
  await (typeof content === 'function' ? content(store) : publishArticles(store, content));
  const served = await serve(app);
  const browser = await openBrowser();
  const faults: string[] = [];
  return {
    url: served.url,
    proxy,
    browser,
    faults,
    async open(path, options = {}) {
      faults.length = 0;
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('dialog', (dialog) => {
        faults.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        // A 4xx or 5xx that a test asks for is reported here too.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          faults.push(message.text());
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(served.url)) faults.push(`asked for ${request.url()}`);
      });
      await page.goto(served.url + path);
      return page;
    },
    async loseEngine() {
      proxy.fail({ kind: 'reset' });
      await setTimeout(SWAP_GRACE_MS);
    },
    async close() {
      await browser.close();
      await served.close();
      await store.close();
      await proxy.close();
    },
  };
}
