/** What pages are made of: the sentences and the furniture of the project's own seeds, by language. */
import { join } from 'node:path';
import { paragraphs } from '../../indexer/draft.ts';
import { findFiles, readFile } from '../../indexer/read/read.ts';

/** Languages pages are made in. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'ar', 'zh', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Folders of seeds that hold one language only. */
const FOLDERS: Readonly<Record<string, Language>> = {
  'harbour-gazette': 'en',
  'kestrel-review': 'en',
  'meridian-post': 'en',
  plainspeak: 'en',
  'rheinufer-zeitung': 'de',
  'courrier-du-littoral': 'fr',
  'gaceta-de-poniente': 'es',
  'voce-del-crinale': 'it',
  'diario-da-barra': 'pt',
  'vestnik-zaliva': 'ru',
  almarfa: 'ar',
  'gangwan-ribao': 'zh',
  shiokaze: 'ja',
};

const MAX_FILE_BYTES = 10_000_000;
const SENTENCE_END = /(?<=[.!?؟][”"»“]?)\s+|(?<=[。！？][」”]?)/u;
/** A prose block is at least this long, a line of furniture at most that, in letters; of dense scripts a third. */
const PROSE = 110;
const FURNITURE = 90;
const DENSE: ReadonlySet<Language> = new Set(['zh', 'ja']);

/** The seeds of one language. */
export interface Material {
  readonly language: Language;
  /** Sentences of articles, in no text more than once. */
  readonly sentences: readonly string[];
  /** Headlines, menus, teasers, bylines: short lines as they stand on pages. */
  readonly lines: readonly string[];
  /** Different words of four letters and more, small letters; of dense scripts, signs. Most frequent first. */
  readonly words: readonly string[];
}

/** Reads the seeds with the project's own reader, so that every format of them counts. */
export async function readMaterial(seeds: string): Promise<ReadonlyMap<Language, Material>> {
  const found = new Map<Language, { sentences: Set<string>; lines: Set<string> }>();
  for (const [folder, language] of Object.entries(FOLDERS)) {
    const of = found.get(language) ?? { sentences: new Set(), lines: new Set() };
    found.set(language, of);
    const scale = DENSE.has(language) ? 3 : 1;
    for await (const file of findFiles([join(seeds, folder)]))
      for await (const draft of readFile(file, { maxFileBytes: MAX_FILE_BYTES }))
        for (const { text } of paragraphs(draft)) {
          const flat = text.replace(/\s+/gu, ' ').trim();
          if (flat.length >= PROSE / scale)
            for (const sentence of flat.split(SENTENCE_END))
              if (sentence.length >= 40 / scale) of.sentences.add(sentence.trim());
          if (flat.length >= 3 && flat.length <= FURNITURE / scale) of.lines.add(flat);
        }
  }
  return new Map(
    [...found].map(([language, { sentences, lines }]) => {
      if (sentences.size < 5)
        throw new Error(
          `${seeds} has ${sentences.size} sentences in ${language}: is it the folder of the seeds?`,
        );
      const all = [...sentences];
      return [language, { language, sentences: all, lines: [...lines], words: wordsOf(all, language) }];
    }),
  );
}

function wordsOf(sentences: readonly string[], language: Language): string[] {
  const counts = new Map<string, number>();
  const word = DENSE.has(language)
    ? /\p{Script=Han}/gu
    : /(?<![\p{L}\p{M}])\p{Ll}[\p{Ll}\p{M}]{3,}(?![\p{L}\p{M}])|\p{Script=Arabic}{4,}/gu;
  for (const sentence of sentences)
    for (const [one] of sentence.matchAll(word)) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([one]) => one);
}
