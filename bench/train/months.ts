/**
 * `npm run train:months`: writes `indexer/enrich/date/months.json`, the names of the months in the languages news is
 * written in, as the platform's locale data spells them. As data they are the same on every platform, and the
 * formatters of all these languages need not be loaded to read a page.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { monthKey } from '../../indexer/enrich/date/months.ts';

/** Earlier locales win where two spell different months alike. */
const LOCALES =
  'en fr de es it pt nl pl ru uk tr ar ar-SY ar-DZ ar-MA id sv da nb fi cs sk hu ro el ca hr sr bg vi he hi'.split(
    ' ',
  );
const OUT = fileURLToPath(new URL('../../indexer/enrich/date/months.json', import.meta.url));

/** Folded name -> 1..12. */
function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  for (const locale of LOCALES)
    for (const options of [
      { month: 'long' },
      { month: 'short' },
      { day: 'numeric', month: 'long' },
      { day: 'numeric', month: 'short' },
    ] as const) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { ...options, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(new Date(Date.UTC(2023, month - 1, 3)));
        const name = monthKey(parts.find(({ type }) => type === 'month')?.value ?? '');
        if (/\p{L}/u.test(name) && !names.has(name)) names.set(name, month);
      }
    }
  return names;
}

/** One month a line, first to twelfth. */
const lines = Array.from({ length: 12 }, (_, i) =>
  JSON.stringify([...monthNames()].flatMap(([name, month]) => (month === i + 1 ? [name] : []))),
);
writeFileSync(OUT, `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`);
