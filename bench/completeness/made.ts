/** Pages made from pages whose article is known: cut in several ways under several notices, or whole with a box. */
import { APPENDED, CUT_FORMS, FREE_FORMS } from './forms.ts';

/** A page as lines, with its article's lines told apart. */
export interface KnownPage {
  readonly id: string;
  readonly lang: string;
  readonly before: readonly string[];
  readonly article: readonly string[];
  readonly after: readonly string[];
}
export interface MadePage {
  readonly id: string;
  readonly cut: string;
  readonly form: string;
  readonly content: string;
  readonly format: 'text' | 'html';
  /** Share of the article's letters that is there. */
  readonly share: number;
}

const CUTS: Readonly<Record<string, (article: readonly string[]) => string[]>> = {
  'mid-sentence': (article) => [...part(article, 0.5).slice(0, -1), broken(part(article, 0.5).at(-1) ?? '')],
  'sentence end': (article) => {
    const [first = '', ...others] = part(article, 0.6).toReversed();
    return [...others.reverse(), firstSentence(first)];
  },
  '30 % of paragraphs': (article) => part(article, 0.3),
  '60 % of paragraphs': (article) => part(article, 0.6),
  teaser: (article) => article.slice(0, 1),
};
const BOX_PLACES = ['below', 'head', 'middle'] as const;

/** Lines this long are paragraphs, in which a cut can be made. */
const PARAGRAPH = 80;

function part(article: readonly string[], share: number): string[] {
  const count = Math.max(1, Math.round(article.length * share));
  const from = article.findIndex((line, i) => i >= count - 1 && line.length >= PARAGRAPH);
  return article.slice(0, (from < 0 ? count - 1 : from) + 1);
}

function broken(line: string): string {
  const words = line.split(' ');
  return words.length > 8
    ? words
        .slice(0, Math.floor(words.length * 0.6))
        .join(' ')
        .replace(/[.,;:!?]$/, '')
    : line.slice(0, Math.floor(line.length * 0.6));
}

const firstSentence = (line: string): string => /^.{40,}?[.!?。](?=\s|$)/u.exec(line)?.[0] ?? line;

const inLanguage = <T>(form: Readonly<Record<string, T>>, lang: string): T => (form[lang] ?? form.en) as T;
const lettersOf = (lines: readonly string[]): number => lines.join('').length;

/** Each page under every kind of cut with a few of the forms, in turn; `turns` of them. */
export function* cutPages(pages: readonly KnownPage[], turns: number): Generator<MadePage> {
  const forms = Object.keys(CUT_FORMS);
  for (const [p, page] of pages.entries())
    for (const [c, [cut, make]] of Object.entries(CUTS).entries())
      for (let turn = 0; turn < turns; turn++) {
        const form = forms[(p + c * 3 + turn * 4) % forms.length] ?? '';
        if (APPENDED.has(form) && form !== 'characters' && cut !== 'mid-sentence') continue;
        const kept = make(page.article);
        const share = lettersOf(kept) / lettersOf(page.article);
        if (share > 0.9) continue;
        const notice = inLanguage(
          CUT_FORMS[form] ?? {},
          page.lang,
        )({
          percent: Math.max(1, Math.min(99, Math.round(100 * (1 - share)))),
          characters: lettersOf(page.article) - lettersOf(kept),
        });
        const lines = APPENDED.has(form)
          ? [...kept.slice(0, -1), `${kept.at(-1) ?? ''}${notice}`]
          : [...kept, notice];
        yield* bothFormats(page, lines, { cut, form, share });
      }
}

/** Each page whole, with one of the boxes in one of the places, in turn. */
export function* wholePages(pages: readonly KnownPage[]): Generator<MadePage> {
  const forms = Object.keys(FREE_FORMS);
  for (const [p, page] of pages.entries())
    for (const [t, place] of BOX_PLACES.entries()) {
      const form = forms[(p + t) % forms.length] ?? '';
      const box = inLanguage(FREE_FORMS[form] ?? {}, page.lang);
      const half = Math.ceil(page.article.length / 2);
      const lines =
        place === 'below'
          ? [...page.article, box]
          : place === 'head'
            ? [box, ...page.article]
            : [...page.article.slice(0, half), box, ...page.article.slice(half)];
      yield* bothFormats(page, lines, { cut: `whole, box ${place}`, form, share: 1 });
    }
}

function* bothFormats(
  page: KnownPage,
  lines: readonly string[],
  about: Pick<MadePage, 'cut' | 'form' | 'share'>,
): Generator<MadePage> {
  const text = [...page.before, ...lines, ...page.after].join('\n');
  yield { id: page.id, content: text, format: 'text', ...about };
  const blocks = (among: readonly string[], element: string) =>
    among.map((line) => `<${element}>${escaped(line)}</${element}>`).join('\n');
  const html = `<!doctype html><html><body><header>${blocks(page.before, 'div')}</header><main><article>
${blocks(lines, 'p')}</article></main><footer>${blocks(page.after, 'div')}</footer></body></html>`;
  yield { id: page.id, content: html, format: 'html', ...about };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
