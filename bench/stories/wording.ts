/** Other words for the same thing: what a sub-editor or a rewriter changes, in English and without a parser. */
import type { Chance } from './random.ts';

/** Words of a row stand for each other; forms are given, not derived, so that no nonsense is written. */
const ROWS = `
big large sizeable huge|small little minor|said stated declared|says states declares|told informed|announced unveiled
began started|begin start|begins starts|ended finished concluded|end finish conclude|killed slain|injured hurt wounded
people persons|house home residence|homes houses|company firm business|companies firms businesses|car vehicle
cars vehicles|children kids youngsters|city town|cities towns|police officers|official functionary|officials authorities
buy purchase|bought purchased|help assist|helped assisted|helping assisting|show demonstrate indicate|showed demonstrated
shows demonstrates indicates|asked requested|ask request|want wish|wanted wished|wants wishes|get obtain receive
got obtained received|gave handed|give hand|made created produced|make create produce|makes creates produces
many numerous|several various|very highly extremely|also additionally likewise|but however yet|because since as
before prior|after following|about around roughly|nearly almost|more further|most mostly|new fresh recent
old former|important significant crucial|good fine decent|bad poor|difficult hard tough|easy simple|quick fast rapid
quickly rapidly swiftly|now currently presently|often frequently|never rarely|whole entire|part portion section
parts portions sections|area region zone|areas regions zones|plan scheme proposal|plans schemes proposals
problem issue difficulty|problems issues difficulties|result outcome|results outcomes|chance opportunity|way manner
ways manners|work labour|working operating|worked operated|job post role|jobs posts roles|money funds cash
price cost|prices costs|rise increase climb|rose increased climbed|rising increasing climbing|fall drop decline
fell dropped declined|falling dropping declining|year twelvemonth|months weeks|day date|group body team|groups bodies teams
leader head chief|leaders heads chiefs|president premier|government administration cabinet|law statute rule
laws statutes rules|court tribunal|judge magistrate|case matter affair|cases matters affairs|attack assault strike
attacks assaults strikes|fight battle clash|war conflict|talks negotiations discussions|deal agreement pact
deals agreements pacts|meeting gathering session|statement declaration|report account|reports accounts
reported noted|according pursuant|including among|through via|between amid|against versus|during throughout
can may|could might|will shall|must should|need require|needs requires|needed required|use employ utilise
used employed utilised|using employing utilising|find discover locate|found discovered located|think believe reckon
thinks believes reckons|thought believed reckoned|know understand|knew understood|see notice view|saw noticed viewed
look appear seem|looks appears seems|looked appeared seemed|keep retain maintain|kept retained maintained|leave depart
left departed|move shift|moved shifted|moving shifting|turn rotate|become grow|became grew|happen occur|happened occurred
happens occurs|try attempt|tried attempted|trying attempting|allow permit let|allowed permitted|allows permits
stop halt cease|stopped halted ceased|continue proceed|continued proceeded|build construct erect|built constructed erected
building structure|close shut|closed shut|open unlock|place spot site|places spots sites|world globe|country nation state
countries nations states|life existence|man fellow|woman lady|women ladies|men fellows|family relatives household
families households|friend pal|friends pals|student pupil|students pupils|school academy|doctor physician
doctors physicians|hospital clinic|film movie|films movies|game match|games matches|player athlete|players athletes
win triumph|won triumphed|lose forfeit|lost forfeited|first initial|last final|next subsequent|early initial
great superb terrific|real genuine actual|clear plain evident|likely probable|strong powerful sturdy|free unpaid
public civic|private personal|different distinct|similar alike comparable|same identical|every each|some certain
such like|only merely just|even indeed|still nonetheless|back again|together jointly|away off|here there
called named dubbed|call name|set placed|put placed|take grab|took grabbed|taken seized|bring fetch|brought fetched
sent dispatched|send dispatch|pay settle|paid settled|offer propose|offered proposed|agreed consented|decided resolved
decision ruling|expected anticipated|expect anticipate|hope trust|hopes trusts|fear worry|fears worries|support backing
supported backed|power might|force strength|forces troops|members participants|member participant|person individual
question query|questions queries|answer reply|letter note|word term|words terms|number figure|numbers figures
level degree|levels degrees|rate pace|share stake|shares stakes|growth expansion|loss deficit|losses deficits
past previous|future coming|current present|major leading main|key central vital|top highest|high elevated|low modest
long lengthy|short brief|full complete|true correct|wrong incorrect|sure certain|able capable|ready prepared
`;

const OTHERS = new Map<string, readonly string[]>();
for (const row of ROWS.split(/[|\n]/)) {
  const words = row.trim().split(' ').filter(Boolean);
  for (const word of words)
    OTHERS.set(word, [...(OTHERS.get(word) ?? []), ...words.filter((w) => w !== word)]);
}

/** Spellings of the two sides of the Atlantic: ends and stems of words. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\b(\w{3,})ization/g, '$1isation'],
  [/\b(\w{3,})izing\b/g, '$1ising'],
  [/\b(\w{3,})ized\b/g, '$1ised'],
  [/\b(\w{3,})ize\b/g, '$1ise'],
  [/\b(col|fav|lab|hon|hum|neighb|behavi)or/gi, '$1our'],
  [/\b(cent|theat|met|lit)er\b/gi, '$1re'],
  [/\bdefense\b/g, 'defence'],
  [/\bprogram\b/g, 'programme'],
  [/\b(travel|cancel|model|label)(ed|ing)\b/gi, '$1l$2'],
  [/\bpercent\b/g, 'per cent'],
  [/\bU\.S\.(?=\s)/g, 'US'],
  [/\bgray\b/g, 'grey'],
];

export const british = (text: string): string =>
  SPELLINGS.reduce((changed, [from, to]) => changed.replace(from, to), text);

const cased = (word: string, like: string): string =>
  /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word;

const HEDGES = [
  'reportedly',
  'meanwhile',
  'in turn',
  'at the time',
  'it is understood',
  'on its part',
  'so far',
];

export interface Rewording {
  /** Share of the words that are exchanged; a word without a synonym takes `stranger`, which no other text has. */
  readonly words: number;
  /** Words that stand in for a paraphrase of what has no synonym here, of the language of the text. */
  readonly strangers: readonly string[];
}

/** A sentence in other words. Names (a capital inside the sentence) and numbers stay: a rewriter keeps the facts. */
export function reworded(sentence: string, { words, strangers }: Rewording, chance: Chance): string {
  const tokens = sentence.split(' ');
  const changed = tokens.flatMap((token, at) => {
    const bare = token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    const isFixed = bare === '' || /\p{N}/u.test(bare) || (at > 0 && /^\p{Lu}/u.test(bare));
    if (isFixed || !chance.happens(words)) return [token];
    const others = OTHERS.get(bare.toLowerCase());
    if (!others && bare.length <= 3 && chance.happens(0.4)) return token === bare ? [] : [token];
    if (!others && chance.happens(0.12)) return [chance.pick(HEDGES), token];
    return [token.replace(bare, cased(chance.pick(others ?? strangers), bare))];
  });
  return changed.join(' ');
}

/** `“Text,” Ann Lee said.` and `Ann Lee said: “Text.”`: who speaks goes to the other end. */
export function reattributed(sentence: string): string {
  const after = /^(["“].{20,}?),?(["”]),? (.{3,60}? (?:said|told \w+|added|says|wrote))\.$/u.exec(sentence);
  if (after) return `${cased(after[3] ?? '', 'A')}: ${after[1]}.${after[2]}`;
  const before = /^([^"“]{3,60}? (?:said|added|says)),? (?:that )?(.{20,})\.$/u.exec(sentence);
  if (before)
    return `${cased(before[2] ?? '', 'A')}, ${before[1]?.replace(/^(?:The|A) /, (w) => w.toLowerCase())}.`;
  return sentence;
}
