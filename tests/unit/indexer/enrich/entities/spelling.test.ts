import { describe, expect, it } from 'vitest';
import { genitive, inflected } from '../../../../../indexer/enrich/entities/inflect.ts';
import { nameKey } from '../../../../../indexer/enrich/entities/names.ts';
import { organisationKey } from '../../../../../indexer/enrich/entities/organisations.ts';
import { isPatronymic } from '../../../../../indexer/enrich/entities/patronymics.ts';
import { soundKey, spellingKey } from '../../../../../indexer/enrich/entities/sounds.ts';

describe('the key of a spelling', () => {
  it.each([
    ['Zelenskyy', 'Zelenskiy', 'Zelensky', 'Зеленский'],
    ['Yevkurov', 'Evkurov', 'Евкуров'],
    ['Khaftar', 'Haftar', 'Хафтар'],
    ['Aleksei', 'Alexey', 'Алексей'],
    ['Müller', 'Mueller'],
  ])('is one for %s', (first, ...others) => {
    for (const other of others) expect(spellingKey(other)).toBe(spellingKey(first));
  });

  it.each([
    ['Todd', 'Dodd'],
    ['Gray', 'Kray'],
    ['Ian', 'Yan'],
    ['Petrov', 'Petrova'],
    ['Charp', 'Sharp'],
  ])('tells %s from %s', (one, two) => {
    expect(spellingKey(one)).not.toBe(spellingKey(two));
  });

  it('is nothing in scripts it does not know', () => {
    expect(spellingKey('习近平')).toBe('');
    expect(soundKey('حفتر')).toBe('');
  });
});

describe('how a word sounds', () => {
  it.each([
    ['Gaddafi', 'Qadhafi'],
    ['Evkurov', 'Jewkurow'],
    ['Schoigu', 'Shoigu'],
  ])('is one for %s and %s', (one, two) => {
    expect(soundKey(two)).toBe(soundKey(one));
  });
});

describe('the key of a name', () => {
  it('knows letters with a stroke for the plain ones', () => {
    expect(nameKey('Łukasz Sørby-Đukić')).toBe('lukasz sorby dukic');
    expect(nameKey('Strauß')).toBe('strauss');
  });
});

describe('the key of an organisation', () => {
  it.each([
    ['Ministry of Defense', 'the Defence Ministry'],
    ['Ministry of Foreign Affairs', 'Foreign Ministry'],
    ['Elsen Steel Ltd', 'Elsen Steel'],
    ['World Sailing Organization', 'World Sailing Organisation'],
  ])('is one for %s and %s', (one, two) => {
    expect(organisationKey(two)).toBe(organisationKey(one));
  });

  it('keeps a name that is nothing but a legal form', () => {
    expect(organisationKey('SE')).toBe('se');
  });
});

describe('the cases of a name', () => {
  it.each([
    ['Мария Захарова', 'Марию Захарову'],
    ['Мария Захарова', 'Марии Захаровой'],
    ['Юнус-бек Евкуров', 'Юнус-беком Евкуровым'],
    ['Саудовская Аравия', 'Саудовской Аравии'],
    ['Сергей Суровикин', 'Сергея Суровикина'],
    ['Кравец', 'Кравца'],
  ])('of %s are among them: %s', (name, form) => {
    expect(inflected(name)).toContain(form);
  });

  it('are none outside Cyrillic', () => {
    expect(inflected('Maria')).toEqual([]);
  });

  it('in German are the genitive, where there is one', () => {
    expect(genitive('Frankreich')).toBe('Frankreichs');
    expect(genitive('Scholz')).toBeUndefined();
    expect(genitive('NATO')).toBeUndefined();
  });
});

describe('a father’s name', () => {
  it.each(['Сергеевич', 'Сергеевича', 'Сергеевне', 'Ильинична', 'Іванівни', 'Кузьмич'])('is %s', (word) => {
    expect(isPatronymic(word)).toBe(true);
  });
  it.each(['Захарова', 'Москвич', 'Лавров', 'Главный'])('is not %s', (word) => {
    expect(isPatronymic(word)).toBe(false);
  });
});
