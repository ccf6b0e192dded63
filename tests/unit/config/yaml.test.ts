import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lineOf, readYaml, YamlFault } from '../../../config/yaml.ts';

const CONFIG = new URL('../../../config/', import.meta.url);
const shipped = ['', 'boilerplate/'].flatMap((folder) =>
  readdirSync(new URL(folder, CONFIG))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => folder + name),
);

describe('YAML', () => {
  it.each(shipped)('of %s is the same data to the fast reader and to the one that knows lines', (name) => {
    const text = readFileSync(new URL(name, CONFIG), 'utf8');
    expect(readYaml(text)).toEqual(parse(text));
  });

  it('keeps dates, versions and words as text, and an empty file is nothing', () => {
    expect(readYaml('a: 2024-05-01\nb: 1.2.3\nc: yes\nd: 012\n')).toEqual({
      a: '2024-05-01',
      b: '1.2.3',
      c: 'yes',
      d: 12,
    });
    expect(readYaml('# nothing\n')).toBeUndefined();
  });

  it('that is broken is named with its line', () => {
    expect(() => readYaml('a: 1\nb: [1, 2\nc: 3\n')).toThrow(expect.objectContaining({ line: 3 }));
    expect(() => readYaml('a: 1\na: 2\n')).toThrow(YamlFault);
  });

  it('tells the line of a value, or of what is around a missing one', () => {
    const text = '- a: 1\n- b:\n    c: [x,\n      y]\n';
    expect([[], [0, 'a'], [1, 'b', 'c', 1], [1, 'b', 'none']].map((keys) => lineOf(text, keys))).toEqual([
      1, 1, 4, 3,
    ]);
  });
});
