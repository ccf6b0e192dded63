import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../../config/load.ts';
import { CompletenessFile } from '../../../../../config/schema.ts';
import { noticePattern, readable } from '../../../../../indexer/enrich/completeness/notices.ts';
import { prefilter } from '../../../../../indexer/text/prefilter.ts';

const notices = loadConfig({}).completeness;

/** Texts that make a pattern with many repeats try every way to split them. */
const ADVERSARIAL = [
  ...[
    ' ',
    'a',
    'the ',
    '9',
    '9 ',
    '9%',
    '9% of this ',
    'noch 9 ',
    'le reste de ',
    '残り',
    '会員',
    '(',
    '[+1',
  ],
  ...[
    'article ',
    'subscribe ',
    'read ',
    'read the full ',
    'left ',
    'abonnés ',
    'only ',
    'подписка ',
    'المقال ',
  ],
];

describe.each(notices.map((rule) => [rule.id, rule] as const))('the notice %s', (_id, rule) => {
  const pattern = noticePattern(rule);

  it.each(rule.match)('knows «%s»', (text) => {
    const match = pattern.exec(readable(text));
    expect(match).not.toBeNull();
    if (/^(?:percent|characters|words)/.test(rule.tells))
      expect(Object.values(match?.groups ?? {}).some((group) => /^[\d٠-٩۰-۹]/u.test(group ?? ''))).toBe(true);
  });

  it.each(rule.keep)('leaves «%s»', (text) => {
    expect(pattern.test(readable(text))).toBe(false);
  });

  it('is never ruled out where it matches', () => {
    const possible = prefilter([rule.pattern]);
    for (const text of notices.flatMap(({ match, keep }) => [...match, ...keep]).map(readable)) {
      possible.look(text);
      if (pattern.test(text)) expect(possible.mayMatch(0), text).toBe(true);
    }
  });

  it('finishes on texts made to stall it, within its longest input', () => {
    for (const unit of ADVERSARIAL)
      expect(() => pattern.test(unit.repeat(rule.maxLength).slice(0, rule.maxLength))).not.toThrow();
  });
});

it.each([
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'ru',
  'uk',
  'tr',
  'ar',
  'zh',
  'ja',
  'ko',
  'sv',
  'fi',
  'cs',
  'hu',
])('a locked article is told in %s', (language) => {
  const said = LOCKED[language] ?? '';
  const tells = notices.filter((rule) => noticePattern(rule).test(readable(said))).map((rule) => rule.tells);
  expect(tells.some((one) => one === 'rest' || one === 'more')).toBe(true);
});

/** Other words than the examples of the rules: what the lists of words make possible together. */
const LOCKED: Readonly<Record<string, string>> = {
  en: 'Log in or register to continue reading this story',
  de: 'Melden Sie sich an und lesen Sie weiter',
  fr: 'Le reste de ce texte est accessible à nos abonnés',
  es: 'Inicia sesión para seguir leyendo esta noticia',
  it: 'Accedi per continuare la lettura',
  pt: 'Faça login para continuar lendo esta matéria',
  nl: 'Het vervolg is alleen voor abonnees',
  pl: 'Wykup subskrypcję i czytaj dalej',
  ru: 'Войдите, чтобы читать далее',
  uk: 'Решта статті лише для передплатників',
  tr: 'Haberin tamamını okumak için giriş yapın ve okumaya devam edin',
  ar: 'سجل الدخول لمتابعة القراءة',
  zh: '剩余内容仅限会员阅读',
  ja: 'ログインして続きを読む',
  ko: '로그인하고 계속 읽기',
  sv: 'Bli medlem och fortsätt läsa',
  fi: 'Kirjaudu ja jatka lukemista',
  cs: 'Pokračování článku jen pro předplatitele',
  hu: 'Jelentkezzen be, és olvasson tovább',
};

describe('lists of words', () => {
  const file = (pattern: string) => ({
    words: { reader: ['abonn\\p{L}*', '会员'] },
    notices: [{ id: 'a', tells: 'more', pattern, match: ['a'], keep: ['b'] }],
  });
  const patternOf = (pattern: string) => {
    const [rule] = CompletenessFile.parse(file(pattern));
    return noticePattern({ pattern: rule?.pattern ?? '' });
  };

  it('stand for any of their words, which stand alone where the script sets blanks', () => {
    const pattern = patternOf('^nur «reader»$');
    expect(['nur abonnenten', 'nur 会员'].every((text) => pattern.test(text))).toBe(true);
    expect(patternOf('«reader»').test('unabonniert')).toBe(false);
    expect(patternOf('«reader»').test('付费会员专享')).toBe(true);
  });
  it('that do not exist, and patterns that do not compile, are faults with their place', () => {
    expect(CompletenessFile.safeParse(file('«readers»')).error?.issues[0]).toMatchObject({
      path: ['notices', 0, 'pattern'],
      message: 'there is no list «readers» among the words',
    });
    expect(CompletenessFile.safeParse(file('(')).error?.issues[0]?.path).toEqual(['notices', 0, 'pattern']);
  });
});
