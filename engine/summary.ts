/**
 * What a build tells of the run that made it: the indexer writes it beside the articles, the server shows it. Its size
 * is bounded whatever the corpus: lists hold the largest, and count the rest.
 */
import { z } from 'zod';

const Count = z.int().min(0);
const Known = Count.nullable();

/** Values with their numbers of articles, largest first; `others`: how many more values there are, and their articles. */
const Counted = z.strictObject({
  top: z.array(z.strictObject({ value: z.string(), count: Count })),
  others: z.strictObject({ values: Count, count: Count }),
});
export type Counted = z.infer<typeof Counted>;

const RefusalReason = z.strictObject({
  reason: z.string().describe('The words of one of them: numbers and names in it differ from file to file.'),
  count: Count,
  examples: z
    .array(z.strictObject({ path: z.string(), line: z.int().nullable() }))
    .describe('A handful; `line` where one line of a file was refused.'),
});

const RemovalRule = z.strictObject({
  rule: z.string(),
  reason: z.string().nullable().describe('null: each removal has a reason of its own.'),
  blocks: Count,
  articles: Count.describe('Articles that lost a block to it, of this kind or of another.'),
  examples: z.array(z.strictObject({ id: z.string(), text: z.string() })),
});

/** What was removed of one kind. Older builds know the number of blocks only. */
const RemovalKind = z.strictObject({
  kind: z.string(),
  blocks: Count,
  articles: Known.describe('Articles that lost a block of this kind.'),
  characters: Known.describe('UTF-16 units.'),
  rules: z.array(RemovalRule).describe('Most blocks first.'),
  others: z.strictObject({ rules: Count, blocks: Count }),
});
export type RemovalKind = z.infer<typeof RemovalKind>;

/** Every key, each with its shape; of a build that an older version wrote some are not known. */
export const BuildSummary = z.strictObject({
  files: Count,
  filesReused: Count.describe('Files copied from the build before because nothing about them changed.'),
  pages: Count.describe('Articles, refused and duplicates together.'),
  articles: Count,
  refused: Count,
  duplicates: Count.describe('Pages with the address of another, which was kept.'),
  warnings: Count,
  refusals: z.strictObject({
    reasons: z.array(RefusalReason),
    others: z.strictObject({ reasons: Count, count: Count }),
  }),
  removedBlocks: Count,
  removedCharacters: Count.describe("Characters (UTF-16 units) that were removed from the articles' pages."),
  keptCharacters: Count.describe('Characters that stayed, headlines left out.'),
  stripped: Count.describe('Articles that lost something.'),
  removals: z.array(RemovalKind).describe('By kind, most blocks first.'),
  repeatedLines: Count.describe(
    'Different lines that went because they stand on many pages of their source.',
  ),
  repeatedPages: Count.describe('Pages they went from.'),
  repeatedTooMuch: Count.describe('Pages that keep theirs, since they are too large a share of the text.'),
  repeated: z
    .array(z.strictObject({ site: z.string(), text: z.string(), pages: Count, of: Count }))
    .describe('The most frequent ones: on `pages` of the `of` pages of their source.'),
  languages: Counted,
  sources: Counted,
  years: Counted.describe('Of the dated articles.'),
  undated: Count,
  completeness: Counted,
  stories: Count,
  articlesInSharedStories: Count.describe('Articles that share their story with another.'),
  joinedNames: Count.describe('Names that became another one, since both are of one entity.'),
  copies: z
    .array(z.strictObject({ value: z.string(), stories: Count, articles: Count }))
    .describe('By class of story size, as the parameter `copies` takes it.'),
  bodyLoss: Count.describe('Articles of which cleaning left suspiciously little.'),
  lost: z
    .array(z.strictObject({ id: z.string(), title: z.string(), evidence: z.string() }))
    .describe('Some of them.'),
  tooLong: Count.describe('Articles that are longer than what can be searched.'),
  longest: z
    .array(z.strictObject({ id: z.string(), title: z.string(), words: Count }))
    .describe('The longest of them.'),
  startedAt: z.string(),
  timings: z
    .array(z.strictObject({ phase: z.string(), ms: Count }))
    .describe("Milliseconds of each phase, in order; the engine's own work at the end is not among them."),
  peakMemoryBytes: Count,
  before: z
    .strictObject({
      build: z.string(),
      rules: z.string(),
      finishedAt: z.string(),
      articles: Count,
      refused: Known,
      added: Known,
      changed: Known.describe('Articles with another text or other facts.'),
      gone: Known,
    })
    .nullable()
    .describe(
      'The build that was live until then, and what differs where that is still known; null: there was none.',
    ),
});
export type BuildSummary = z.infer<typeof BuildSummary>;
/** A summary as far as it is known. */
export type KnownSummary = Partial<BuildSummary>;

const Counts = z.record(z.string(), Count);

/** Reads what stands in a build, of whatever version: what is missing or has another shape is not known. */
export function readSummary(stored: Readonly<Record<string, unknown>>): KnownSummary {
  const known: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(BuildSummary.shape)) {
    const parsed = shape.safeParse(stored[key]);
    const value = parsed.success ? parsed.data : inOldShape(key, stored);
    if (value !== undefined) known[key] = value;
  }
  return known;
}

/** Older versions wrote counts as records, and of removals nothing but their numbers. */
function inOldShape(key: string, stored: Readonly<Record<string, unknown>>): unknown {
  if (key === 'removals') {
    const kinds = Counts.safeParse(stored.removalKinds);
    return (
      kinds.data &&
      largestFirst(kinds.data).map(
        ([kind, blocks]): RemovalKind => ({
          kind,
          blocks,
          articles: null,
          characters: null,
          rules: [],
          others: { rules: 0, blocks: 0 },
        }),
      )
    );
  }
  if (BuildSummary.shape[key as keyof BuildSummary] !== Counted) return undefined;
  const counts = Counts.safeParse(stored[key]);
  return (
    counts.data && {
      top: largestFirst(counts.data).map(([value, count]) => ({ value, count })),
      others: { values: 0, count: 0 },
    }
  );
}

/** JSON keeps keys that look like numbers apart, so the order of a record is made again. */
const largestFirst = (counts: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
