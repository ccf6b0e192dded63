/** Known people by how their names sound: a transliteration nobody has listed is still theirs. */
import type { EntitiesFile } from '../../../config/schema.ts';
import { nameKey, PARTICLES } from './names.ts';
import { isPatronymic } from './patronymics.ts';
import { soundKey } from './sounds.ts';

/** Letters of all sounds of a name that says enough to compare by. */
const FEWEST_SOUNDS = 8;

/** Returns the known person a full name of two or more words sounds like; undefined where it is none, or of several. */
export function createAlike({ known }: Pick<EntitiesFile, 'known'>): (name: string) => string | undefined {
  const bySound = new Map<string, string | null>();
  for (const { name, type, aliases } of known)
    for (const form of type === 'person' ? [name, ...aliases] : []) {
      const sound = soundOf(form);
      if (sound === undefined) continue;
      const before = bySound.get(sound);
      bySound.set(sound, before === undefined || before === name ? name : null);
    }
  return (name) => {
    const sound = soundOf(name);
    return sound === undefined ? undefined : (bySound.get(sound) ?? undefined);
  };
}

/** Without particles and a father's name. */
function soundOf(name: string): string | undefined {
  const words = name
    .split(/\s+/u)
    .filter((word) => !isPatronymic(word))
    .flatMap((word) => nameKey(word).split(' '))
    .filter((word) => !PARTICLES.has(word));
  const sounds = words.map(soundKey);
  if (words.length < 2 || sounds.some((sound) => sound === '') || sounds.join('').length < FEWEST_SOUNDS)
    return undefined;
  return sounds.join(' ');
}
