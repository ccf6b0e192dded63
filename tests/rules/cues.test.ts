import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';

describe.each(loadConfig({}).cues.map((cue) => [cue.id, cue] as const))('the words %s', (_, cue) => {
  const pattern = new RegExp(cue.pattern, 'iu');

  it.each(cue.match)('know «%s»', (text) => {
    expect(pattern.test(text)).toBe(true);
  });

  it.each(cue.keep)('leave «%s»', (text) => {
    expect(pattern.test(text)).toBe(false);
  });
});
