/** What may be the name of an outlet, when nobody we know is called that. */

const LONGEST = 60;
const MOST_WORDS = 6;
/** Words of calls and labels: a name holds other words too. */
const CALL_WORDS = new Set(
  (
    'us our me you your we my his her their this that these it independent quality local free press journalism journalist journalists ' +
    'reporting news newsletter newsletters subscription subscriber subscribers member members membership account app apps ' +
    'home menu search login topic topics back next previous share latest today community conversation team more all world sign up log in ' +
    'updates privacy policy terms cookies contact about nous notre votre uns unser unsere ihr ihre nosotros nuestro nuestra noi nostro ' +
    'nostra nós nosso nossa ons onze nas nasz nasze нас наш наши'
  ).split(' '),
);

/** `Phare | All the news` -> `Phare`, `All the news`: a name and what is said beside it, in either order. */
export const partsOfName = (text: string): string[] =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .split(/\s[|–—·•:»›>-]\s/u);

/** Two letters with a point each: the last one is part of the name, `Diakonie e.V.`. */
const ABBREVIATED = /(?<!\p{L})\p{L}\.\s?\p{L}\.$/u;

/** Trims quotation marks, spaces and what follows a bar, dash or arrow: `«Phare» | All the news`, `Phare » Money` -> `Phare`. */
export function tidyName(text: string): string {
  const [first = ''] = partsOfName(text);
  const name = first
    .replace(/^[\s«»"“”„‘'([]+/u, '')
    .replace(/(?<![\s«»"“”’')\].,:;!&+])[\s«»"“”’')\].,:;!&+]+$/u, '') // tried once a run of signs, not once a sign
    .trim();
  return ABBREVIATED.test(first) && first.endsWith(`${name}.`) ? `${name}.` : name;
}

/** Whether a text could be an outlet's name: short, begins with a capital or a script that has none, not only call words. */
export function looksLikeName(name: string): boolean {
  if (name.length < 2 || name.length > LONGEST || !/\p{L}/u.test(name)) return false;
  if (/[@/\\<>{}[\]|=#*?!]|https?:|www\./u.test(name)) return false;
  const words = name.split(' ');
  if (words.length > MOST_WORDS) return false;
  if (words.every((word) => CALL_WORDS.has(word.toLowerCase()) || /^\d+$/.test(word))) return false;
  if (CALL_WORDS.has((words[0] ?? '').toLowerCase())) return false;
  const capitals = words.filter((word) => /^["'«“]?(?:\p{Lu}|\p{Lo}|\p{N}|\p{Ll}+\p{Lu})/u.test(word));
  return capitals.length > 0 && capitals.length >= words.length / 2;
}

/** Words that titles write small. */
const SMALL = new Set(
  'of and the in on for de del della di da do du des la le les el los las y e et und der die das van het'.split(
    ' ',
  ),
);

/** A masthead in capitals as a title writes it, so that it meets the same name elsewhere; initials stay: `BBC`, `TV 2`. */
export function uncapital(name: string): string {
  const words = name.split(' ');
  if (words.length < 2 || name !== name.toUpperCase() || name === name.toLowerCase()) return name;
  return words
    .map((word, i) => {
      const small = word.toLowerCase();
      if (i > 0 && SMALL.has(small)) return small;
      return word.length <= 3 && !/[AEIOUY]/i.test(word) ? word : word.slice(0, 1) + small.slice(1);
    })
    .join(' ');
}
