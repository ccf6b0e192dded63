/** @jsxImportSource preact */
/** The frame of every page: masthead, search box, main, foot. */
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Build } from '../../engine/article.ts';
import { ASSETS } from './assets.ts';

export interface PageProps {
  /** Stands before the name of the product in the title. */
  readonly title?: string;
  /** What the search box holds. */
  readonly q?: string;
  readonly maxQueryLength: number;
  /** The build the page rests on. */
  readonly build?: Pick<Build, 'id' | 'rules'>;
  /** The same as this page in other formats: feeds. */
  readonly alternates?: readonly { readonly type: string; readonly title: string; readonly href: string }[];
  /** The address of a stylesheet that only this page needs. */
  readonly style?: string;
  readonly children: ComponentChildren;
}

/** A whole HTML document as text. */
export const renderPage = (props: PageProps): string =>
  `<!doctype html>${renderToString(<Page {...props} />)}`;

function Page({ title, q = '', maxQueryLength, alternates = [], style, build, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title ? `${title} — Broadsheet` : 'Broadsheet'}</title>
        <link rel="icon" href={ASSETS.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={ASSETS.style} />
        {style && <link rel="stylesheet" href={style} />}
        {alternates.map(({ type, title: name, href }) => (
          <link rel="alternate" type={type} title={name} href={href} />
        ))}
        <script type="module" src={ASSETS.live} />
        <script type="module" src={ASSETS.keys} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="masthead">
          <p class="wordmark">
            <a href="/">Broadsheet</a>
          </p>
          <search>
            <form id="search" class="searchbox" action="/" method="get">
              <label class="unseen" for="q">
                Search the articles
              </label>
              <input
                id="q"
                name="q"
                type="search"
                value={q}
                maxLength={maxQueryLength}
                placeholder="Search the articles"
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                enterkeyhint="search"
                dir="auto"
              />
              <button type="submit">Search</button>
            </form>
          </search>
          <a class="help-link" href="/help" data-help>
            Help
          </a>
          <p id="announce" class="unseen" role="status" aria-live="polite" />
        </header>
        {children}
        <footer class="foot">
          <p>
            Cleaned pages of other publishers; what was taken out stands beside each article. The same answers
            as data: <a href="/api">API</a>. What was read, refused and taken out:{' '}
            <a href="/build">{build === undefined ? 'the last build' : `build ${build.id}`}</a>.
          </p>
        </footer>
      </body>
    </html>
  );
}
