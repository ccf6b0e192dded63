/** What the names in a block's path say: elements, classes and ids that sites use for the article and for what is not. */

const LAST = 4;

/** Groups of words that class names and ids are made of; each is one feature for the near and one for the whole path. */
const WORDS: Readonly<Record<string, RegExp>> = {
  article: /article|story|post(?!er)|entry|content|body|main|text|copy|prose|paragraph/,
  comment: /comment|disqus|reply|respond|discussion/,
  related:
    /related|recommend|more-|read-?more|teaser|promo|popular|trending|most-|outbrain|taboola|also|carousel|latest|river|feed|card|suggest/,
  menu: /nav|menu|breadcrumb|header(?!-?content)|masthead|footer|foot\b|topbar|toolbar|pagination|pager|skip/,
  aside: /aside|sidebar|side-|rail|widget|column-?right|secondary|module/,
  share: /share|social|sharing|follow|addthis|facebook|twitter/,
  caption: /caption|figure|figcaption|credit|photo|image|media|gallery|video|player|legend/,
  byline: /byline|author|bio|writer|contributor|dateline|timestamp|time|date|meta|publish/,
  advert: /\bad[sv]?\b|ad-|-ad\b|advert|sponsor|banner|dfp|commercial|affiliate/,
  form: /newsletter|subscri|signup|sign-up|login|register|form|donat|paywall|cookie|consent|gdpr|modal|popup|overlay/,
  summary: /summary|standfirst|dek|subtitle|subhead|lede|lead|intro|description|excerpt|sub-?title/,
  tags: /tag|topic|keyword|categor|label/,
  hidden: /hidden|screen-reader|sr-only|visually|noscript|print/,
};

const parts = (path: string): string[] => path.toLowerCase().split('>');

/** Two names of a block's place that blocks of one kind share: its own element with its parents, and its parents alone. */
export function pathSignature(path: string): { readonly self: string; readonly parent: string } {
  const names = parts(path);
  return { self: names.slice(-3).join('>'), parent: names.slice(0, -1).join('>') };
}

/** Names of what `pathFeatures` tells. */
export const PATH_FEATURES: readonly string[] = [
  'depth',
  ...Object.keys(WORDS).flatMap((name) => [`near:${name}`, `path:${name}`]),
];

/** Flags for the words of the last few elements and of the whole path, and its depth; -1 everywhere for plain text. */
export function pathFeatures(path: string | undefined): Record<string, number> {
  const names = path === undefined ? [] : parts(path);
  const near = names.slice(-LAST).join('>');
  const whole = names.join('>');
  const found: Record<string, number> = { depth: path === undefined ? -1 : names.length };
  for (const [name, pattern] of Object.entries(WORDS)) {
    found[`near:${name}`] = path === undefined ? -1 : pattern.test(near) ? 1 : 0;
    found[`path:${name}`] = path === undefined ? -1 : pattern.test(whole) ? 1 : 0;
  }
  return found;
}
