import { describe, expect, it } from 'vitest';
import { directionOf, languageAttributes, textAttributes } from '../../../server/direction.ts';

describe('the direction of a text', () => {
  it.each([
    ['(AFP) - وافق المجلس على العبّارة.', 'rtl'],
    ['UNESCO: ההסכם קובע צמצום של 50%', 'rtl'],
    ['القدس is the Arabic name of a city that three faiths call holy.', 'ltr'],
    ['وافق المجلس على العبّارة.', 'rtl'],
    ['The council agreed.', 'auto'],
    ['50 % (2030)', 'auto'],
    ['', 'auto'],
  ])('«%s»: %s', (text, direction) => {
    expect(directionOf(text)).toBe(direction);
  });

  it('is that of its language for what holds such texts', () => {
    expect(languageAttributes('ar')).toEqual({ lang: 'ar', dir: 'rtl' });
    expect(languageAttributes('en')).toEqual({ lang: 'en', dir: 'auto' });
    expect(languageAttributes('und')).toEqual({ dir: 'auto' });
  });

  it('stands beside its language', () => {
    expect(textAttributes('ar', '(AFP) - وافق المجلس')).toEqual({ lang: 'ar', dir: 'rtl' });
    expect(textAttributes('ar', 'Read more')).toEqual({ lang: 'ar', dir: 'auto' });
  });
});
