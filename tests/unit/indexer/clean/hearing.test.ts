import { describe, expect, it } from 'vitest';
import { linearRows } from '../../../../bench/train/linear.ts';
import { loadConfig } from '../../../../config/load.ts';
import { hearing } from '../../../../indexer/clean/hearing.ts';
import { preparer } from '../../../../indexer/clean/prepare.ts';
import { signsOfPath, signsOfText } from '../../../../indexer/clean/signs.ts';
import { readPage } from '../../../../indexer/read/page.ts';

const PROSE =
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in its piers.';
const wording = linearRows();
wording.add(signsOfText(PROSE), 1, 1);
wording.add(signsOfText('Subscribe to our evening letter'), 0, 1);
const naming = linearRows();
naming.add(signsOfPath('div.story>p'), 1, 1);
naming.add(signsOfPath('div.promo>p'), 0, 1);
const hear = hearing({ wording: wording.train(), naming: naming.train() });
const prepare = preparer(loadConfig({}));

const heard = (content: string, format: 'html' | 'text') =>
  hear(prepare(readPage({ id: 'page', path: 'page', content, format })).page);

describe('hearing', () => {
  it('tells blocks by their words and by the names they stand in', () => {
    const { column } = heard(
      `<div class="promo"><p>Subscribe to our letter</p></div><div class="story"><p>${PROSE}</p></div>`,
      'html',
    );
    for (const name of ['wording', 'naming']) {
      const [promo = 0, story = 0] = column(name);
      expect(promo).toBeLessThan(0);
      expect(story).toBeGreaterThan(0);
      expect([...column(`${name}+1`)]).toEqual([story, -9]);
      expect([...column(`${name}<5`)]).toEqual([-9, promo]);
    }
  });

  it('tells how a block stands to the paragraphs of its page', () => {
    const { column } = heard(`<p class="x">${PROSE}</p><p class="y">Subscribe to our letter</p>`, 'html');
    const [best = 1, other = 1] = column('wording-best');
    expect(best).toBe(0);
    expect(other).toBeLessThan(0);
    expect(column('wording-mean')[0]).toBe(0);
  });

  it('says nothing of names where there are none, and nothing odd where there is no paragraph', () => {
    const { column } = heard('Home\nNews', 'text');
    expect([...column('naming')]).toEqual([-1, -1]);
    expect(column('wording-best').every(Number.isFinite)).toBe(true);
  });
});
