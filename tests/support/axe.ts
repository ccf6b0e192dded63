/** What axe knows to be wrong with a page. */
import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What the rules of WCAG 2.2 AA that a program can check say of a page; `only` these, where little has changed. Axe runs
 * in the page itself: none of ours has frames, for which its driver opens another page each time.
 */
export async function axe(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  return await page.evaluate(
    async ({ type, values }) => {
      const { axe } = globalThis as unknown as { axe: typeof axeCore };
      const { violations } = await axe.run({
        runOnly: { type, values: [...values] },
        resultTypes: ['violations'],
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    },
    only ? { type: 'rule' as const, values: only } : { type: 'tag' as const, values: WCAG_22_AA },
  );
}
