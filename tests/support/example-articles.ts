/** The small corpus the examples of the API's description are asked of, and its build. */
import type { StoredBuild } from '../../engine/article.ts';
import type { Store } from '../../engine/port.ts';
import { article } from './articles.ts';

export const EXAMPLE_ARTICLES = [
  article({
    id: 'ferry-vote',
    path: 'harbour-post/ferry-vote.html',
    url: 'https://post.example/2024/ferry-vote',
    title: 'Council votes for a second ferry',
    body: 'The council of Brannoch voted for a second ferry on Tuesday.\n\nElin Marsh of the Harbour Office called it a large step.',
    date: '2024-03-05T18:30',
    agency: 'Tidal Wire',
    person: ['Elin Marsh'],
    org: ['Harbour Office'],
    place: ['Brannoch'],
    entities: [
      {
        name: 'Elin Marsh',
        type: 'person',
        count: 1,
        forms: ['Elin Marsh'],
        offsets: [[96, 106]],
      },
    ],
    removals: [
      {
        rule: 'newsletter/box',
        kind: 'newsletter',
        reason: 'an invitation to subscribe',
        text: 'Our letter from the quay, every morning.',
        line: 7,
      },
    ],
    facts: [
      {
        fact: 'published',
        value: '2024-03-05T18:30',
        evidence: 'Tuesday 5 March 2024, 18:30',
        reader: 'text/stamp',
      },
    ],
    storyId: 'story-ferry',
    storySize: 2,
    storyRelation: 'copy',
  }),
  article({
    id: 'ferry-vote-copy',
    path: 'coastline-daily/ferry.txt',
    title: 'A second ferry for Brannoch',
    body: 'The council of Brannoch voted for a second ferry on Tuesday.',
    carrier: 'Coastline Daily',
    date: '2024-03-06',
    place: ['Brannoch'],
    completeness: 0.5,
    completenessState: 'truncated',
    storyId: 'story-ferry',
    storySize: 2,
    storyRank: 1,
    storyRelation: 'excerpt',
  }),
  article({
    id: 'bac',
    path: 'le-littoral/bac.md',
    title: 'Un second bac pour Brannoch',
    body: 'Le conseil a voté pour un second bac.',
    source: 'Le Littoral',
    origin: 'Le Littoral',
    language: 'fr',
    date: '2024-03',
    place: ['Brannoch'],
    storyId: 'story-bac',
  }),
];

export const EXAMPLE_BUILD: StoredBuild = {
  id: '20240506T070809-4f1c2e',
  rules: '9d2f6c1b7a40',
  finishedAt: '2024-05-06T07:08:09.000Z',
  articles: EXAMPLE_ARTICLES.length,
  summary: {},
};

export async function publishExamples(store: Store): Promise<void> {
  const staging = await store.writer.begin(Date.parse(EXAMPLE_BUILD.finishedAt));
  await staging.add(EXAMPLE_ARTICLES);
  await staging.publish(EXAMPLE_BUILD);
}
