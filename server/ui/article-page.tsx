/** @jsxImportSource preact */
/** One article: its clean text, what was taken out and why, what is known of it, and the story's other copies. */
import { parseAddress } from '../../config/address.ts';
import type { Article, ArticleRemoval } from '../../engine/article.ts';
import type { ArticleSummary } from '../../engine/port.ts';
import type { ArticleInStory } from '../article.ts';
import { textAttributes } from '../direction.ts';
import {
  countLabel,
  dateLabel,
  languageLabel,
  numberLabel,
  percentLabel,
  relationLabel,
  valueLabel,
} from '../labels.ts';
import { freshSearch, href, toParams } from '../query/href.ts';
import { isFiltered, type SearchQuery } from '../query/parse.ts';
import type { Match, Matcher } from '../snippets/matcher.ts';
import { ArticleText } from './article-text.tsx';
import { Facts } from './facts.tsx';
import { Found } from './found.tsx';
import { Linked } from './linked.tsx';
import { mentionsOf } from './mentions.ts';
import { RemovalList } from './removals.tsx';

interface ArticlePageProps extends ArticleInStory {
  /** The search the reader came from. */
  readonly query: SearchQuery;
  readonly matcher: Matcher;
  /** What was taken out is shown unfolded in its place. */
  readonly restored: boolean;
}

export function ArticlePage({ article, build, members, query, matcher, restored }: ArticlePageProps) {
  const { inTitle, inParagraphs, inRemovals } = matchesIn(article, query, matcher);
  const mentions = mentionsOf(article);
  const text = textAttributes(article.language, article.title);
  const original = webAddress(article.url);
  const came = query.q !== '' || isFiltered(query);
  return (
    <main id="main" class="article-page" tabIndex={-1}>
      <p class="back">
        <a href={href(query)}>
          ← {came ? 'Back to the results' : 'All articles'}
          {query.q !== '' && (
            <>
              {' '}
              for <bdi class="words">{query.q}</bdi>
            </>
          )}
        </a>
      </p>
      <article>
        <header class="article-head">
          <p class="kicker">
            <bdi class="source">{valueLabel('source', article.source)}</bdi>
            <span>
              {article.published?.role === 'updated' && 'updated '}
              {article.published ? (
                <time datetime={article.published.date}>{dateLabel(article.published)}</time>
              ) : (
                'Undated'
              )}
            </span>
            <span>{languageLabel(article.language)}</span>
            <span>{countLabel(article.wordCount, 'word')}</span>
          </p>
          <h1 {...text}>
            {article.title === '' ? (
              'Without a headline'
            ) : (
              <Linked text={article.title} matches={inTitle} mentions={mentions.title} />
            )}
          </h1>
          {original && (
            <p class="original">
              <a href={original} rel="noopener noreferrer nofollow external">
                Read the original at {new URL(original).hostname}
              </a>
            </p>
          )}
          <Warnings article={article} />
          <Found matches={inParagraphs} />
          {article.removals.length > 0 && <Restore article={article} query={query} restored={restored} />}
        </header>
        <div class="article-columns">
          <ArticleText
            article={article}
            matches={inParagraphs}
            mentions={mentions.paragraphs}
            inRemovals={inRemovals}
            restored={restored}
          />
          <aside class="about" aria-label="About this article">
            <Story article={article} members={members} />
            <Facts article={article} />
          </aside>
          <RemovalList removals={article.removals} />
        </div>
      </article>
      <p class="provenance">
        Read from <code>{article.path}</code>; build <code>{build.id}</code>, rules <code>{build.rules}</code>
        .
      </p>
    </main>
  );
}

/** The words of a search mark what was searched: the article, or what was removed from its page. */
function matchesIn({ title, paragraphs, removals }: Article, query: SearchQuery, matcher: Matcher) {
  const none: readonly Match[] = [];
  const nothing = new Map<ArticleRemoval, readonly Match[]>();
  if (query.in === 'removed') {
    const found = matcher.find(removals.map(({ text }) => text));
    const pairs = removals.map((removal, i) => [removal, found[i] ?? none] as const);
    const inRemovals = new Map(pairs.filter(([, matches]) => matches.length > 0));
    return { inTitle: none, inParagraphs: paragraphs.map(() => none), inRemovals };
  }
  const [inTitle = none, ...inParagraphs] = matcher.find([title, ...paragraphs.map(({ text }) => text)]);
  return { inTitle, inParagraphs, inRemovals: nothing };
}

interface RestoreProps {
  readonly article: Article;
  readonly query: SearchQuery;
  readonly restored: boolean;
}

/** Leads to the page as it was, and back. */
function Restore({ article, query, restored }: RestoreProps) {
  const params = toParams(query);
  if (!restored) params.set(RESTORE, '1');
  const search = params.toString();
  return (
    <p class="restore">
      <a href={`/articles/${encodeURIComponent(article.id)}${search && `?${search}`}`}>
        {restored
          ? 'Fold what was taken out'
          : `Show ${countLabel(article.removals.length, 'block')} that ${article.removals.length === 1 ? 'was' : 'were'} taken out, in place`}
      </a>
    </p>
  );
}

/** The parameter of the page that unfolds what was taken out. */
export const RESTORE = 'restore';

/** What keeps a reader from taking the text for the whole. */
function Warnings({ article }: { readonly article: Article }) {
  const here =
    article.completeness === null
      ? 'how much is missing is unknown'
      : `${percentLabel(article.completeness)} is here`;
  return (
    <>
      {article.completenessState === 'truncated' && (
        <p class="warning">This page held only a part of the article: {here}.</p>
      )}
      {article.bodyLoss && (
        <p class="warning">
          Cleaning left suspiciously little of this page, or nothing that reads as an article. Compare with
          what was taken out below, or with the original.
        </p>
      )}
    </>
  );
}

/** Copies shown before the reader asks for more. */
const SHOWN_COPIES = 5;

interface StoryProps {
  readonly article: Article;
  readonly members: readonly ArticleSummary[];
}

function Story({ article, members }: StoryProps) {
  const others = members.filter(({ id }) => id !== article.id);
  if (others.length === 0) return null;
  return (
    <section class="story" aria-labelledby="story">
      <h2 id="story">Copies of this story</h2>
      <Copies of={article} members={others.slice(0, SHOWN_COPIES)} />
      {others.length > SHOWN_COPIES && (
        <details>
          <summary>{numberLabel(others.length - SHOWN_COPIES)} more</summary>
          <Copies of={article} members={others.slice(SHOWN_COPIES)} />
        </details>
      )}
      {article.storySize > members.length && (
        <p class="note">{numberLabel(article.storySize)} in all; the first are listed.</p>
      )}
      <p>
        <a href={href(freshSearch({ story: [article.storyId], collapse: false }))}>
          Search within the {numberLabel(article.storySize)} copies
        </a>
      </p>
    </section>
  );
}

interface CopiesProps {
  readonly of: Article;
  readonly members: readonly ArticleSummary[];
}

const Copies = ({ of, members }: CopiesProps) => (
  <ul>
    {members.map((member) => (
      <li>
        <a
          href={`/articles/${encodeURIComponent(member.id)}`}
          {...textAttributes(member.language, member.title)}
        >
          {member.title === '' ? 'Without a headline' : member.title}
        </a>
        <span class="note">
          <bdi>{valueLabel('source', member.source)}</bdi>, {dateLabel(member.published)},{' '}
          {countLabel(member.wordCount, 'word')}, {relationLabel(member.storyRelation, member.storyScore)}
          {' · '}
          <a href={`/articles/${encodeURIComponent(of.id)}/compare/${encodeURIComponent(member.id)}`}>
            what differs
          </a>
        </span>
      </li>
    ))}
  </ul>
);

/** An address that may be linked to: web pages only, never `javascript:` or a file. */
function webAddress(url: string | null): string | null {
  const address = url === null ? undefined : parseAddress(url);
  return address && /^https?:$/.test(address.protocol) ? address.href : null;
}
