/** A small invented corpus with something of everything a search page can show. */
import type { Article } from '../../engine/article.ts';
import { article } from './articles.ts';

const PEOPLE = [
  'Elin Marsh',
  'Tomas Reyle',
  'Ada Rook',
  'Bo Lind',
  'Mira Novak',
  'Ines Vidal',
  'Anna Wolnik',
];
const SOURCES = [
  'The Harbour Post',
  'Evening Ledger',
  'Le Littoral',
  'Gazeta Północna',
  'Bote',
  'Écho',
  'Courier',
  'Tide',
];
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const FILLERS =
  'after again among autumn baker barely beside bridge bright carry clerk cold early eight evening family field glass grain heavy hours keeper ladder later lights market morning narrow never north oil open paper quay quiet rail rather river road roof seven ship slow spring stone street summer table tide tower under village wall water while window winter wood yellow yesterday'.split(
    ' ',
  );

/** Words in no order that comes again: as long and as hard to compress as a real paragraph. */
const filler = (seed: number): string =>
  Array.from({ length: 45 }, (_, i) => pick(FILLERS, (seed + 3) * (i + 7) ** 2 + (seed * i) ** 2)).join(' ');

/** Forty copies, cut and undated pages among them; the Arabic one is read from right to left. */
export const NEWSSTAND: readonly Article[] = [
  ...Array.from({ length: 40 }, (_, i) =>
    article({
      id: `news-${i}`,
      title: `Ferry ${i} leaves the harbour of Brannoch`,
      body: [
        `The council of Brannoch voted for ferry number ${i}.`,
        `${pick(PEOPLE, i)} called it a large step, and the harbour agreed: ${filler(i)}.`,
        `The other harbour said ${filler(i + 50)}.`,
        `A ferry, ${filler(i + 100)}.`,
      ].join('\n\n'),
      source: pick(SOURCES, i),
      origin: i % 3 === 0 ? null : pick(SOURCES, i),
      agency: i % 4 === 0 ? 'Tidal Wire' : null,
      person: [...new Set([pick(PEOPLE, i), pick(PEOPLE, i >> 1)])],
      place: ['Brannoch'],
      language: i % 5 === 0 ? 'fr' : 'en',
      storyId: `story-${i % 25}`,
      storySize: i % 25 < 15 ? 2 : 1,
      completenessState: i % 6 === 0 ? 'truncated' : 'whole',
      ...(i % 6 === 0 && { completeness: 0.6857 }),
      ...(i % 9 !== 0 && { date: i % 7 === 0 ? '2023-05' : `2023-0${1 + (i % 9)}-1${i % 9}` }),
      removals: [
        {
          rule: 'made/box',
          kind: 'newsletter',
          reason: 'an invitation',
          text: `Get letter ${i} every day`,
          line: 2,
        },
      ],
    }),
  ),
  article({
    id: 'arabic',
    title: 'عبّارة ثانية',
    body: 'وافق المجلس على العبّارة.',
    source: 'Al-Marfa',
    person: ['ليلى'],
    language: 'ar',
    date: '2022',
  }),
];
