/** Notes on the writer, known by the name that the byline gives. */
import { fold } from '../text/words.ts';
import type { Judged, Witness } from './judged.ts';
import { endsSentence, isCutOff } from './measure.ts';

const NAME =
  /\p{Lu}[\p{L}.'’-]+(?: (?:de|van|von|der|la|el|al|bin|\p{Lu}[\p{L}.'’-]*)){0,2} \p{Lu}[\p{L}.'’-]+/u;
/** Characters of a block in which a note about the writer names them. */
const NAMED_WITHIN = 90;
/** A note about the writer is at least this heavy: less is a credit or a link to their page. */
export const NOTE_MASS = 40;

/** The names of the writers by the lines that say "By …", folded. */
export function writers({ page, hits }: Judged): readonly string[] {
  return page.blocks.flatMap((block) => {
    const why = hits.going.get(block);
    if (why?.rule !== 'byline/by') return [];
    const name = NAME.exec(block.text.replace(/^\p{L}+ (?:by )?/u, ''))?.[0];
    return name ? [fold(name)] : [];
  });
}

/** A sentence outside the article that begins with the name of its writer. */
export function aboutWriter(names: readonly string[]): Witness {
  return ({ page, first, last }, at) => {
    if (names.length === 0 || (at > first && at < last) || (page.mass[at] ?? 0) < NOTE_MASS) return undefined;
    const text = page.blocks[at]?.text ?? '';
    if (!endsSentence(text) || isCutOff(text)) return undefined;
    const start = fold(text.slice(0, NAMED_WITHIN));
    const name = names.find((one) => start.includes(one));
    return name
      ? { rule: 'block/bio', kind: 'bio', reason: 'a note on the writer that the byline names' }
      : undefined;
  };
}
