/** Texts that are written by filling a form: the words are the same, what they say is another thing each time. */
import type { Chance } from './random.ts';

const CITIES = [
  'Velmora',
  'Port Elsen',
  'Kandira',
  'Solene',
  'Askera',
  'Millbrook',
  'Tarn Hill',
  'Oberau',
  'Vosko',
  'Lindholm',
  'Marfa',
  'Quillon',
  'Dunmere',
  'Brac',
  'Sable Bay',
  'Ostrava Nova',
];
const CLUBS = ['Rovers', 'Athletic', 'United', 'Wanderers', 'Albion', 'City', 'Rangers', 'Harriers'];
const SURNAMES = [
  'Tolvaj',
  'Brandt',
  'Okafor',
  'Lindqvist',
  'Amaro',
  'Horvat',
  'Silva',
  'Dunn',
  'Petrov',
  'Haddad',
  'Ito',
  'Moreau',
  'Keller',
  'Novak',
  'Rossi',
  'Byrne',
  'Castillo',
  'Yilmaz',
  'Andersen',
  'Mbeki',
];
const FIRST = ['Ana', 'Marek', 'Ines', 'John', 'Lena', 'Omar', 'Yuki', 'Paul', 'Rita', 'Sven', 'Tom', 'Vera'];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const COMPANIES = [
  'Norvik Energy',
  'Halden Foods',
  'Tessel Bank',
  'Aster Chemicals',
  'Polar Lines',
  'Quay Retail',
];
const WINDS = ['northerly', 'southerly', 'westerly', 'easterly', 'variable'];

/** Blanks to fill: each call is another value. */
interface Blanks {
  city(): string;
  club(): string;
  name(): string;
  surname(): string;
  day(): string;
  company(): string;
  number(low: number, high: number): number;
  share(): string;
  wind(): string;
}

type Form = (b: Blanks) => string[];

/** The first half of the forms makes the seen set, the second the unseen one. */
const FORMS: Readonly<Record<string, Form>> = {
  weather: (b) => [
    `Weather for ${b.city()}, ${b.day()} ${b.number(1, 28)}: a mostly cloudy day is expected with a high of ${b.number(2, 33)} degrees and a low of ${b.number(-5, 19)} degrees.`,
    `Winds will be ${b.wind()} at ${b.number(5, 60)} kilometres an hour, with gusts of up to ${b.number(20, 90)} kilometres an hour on exposed coasts and in the mountains.`,
    `The chance of rain is ${b.number(5, 95)} percent in the morning and ${b.number(5, 95)} percent in the afternoon; up to ${b.number(1, 40)} millimetres may fall before midnight.`,
    `The sun rises at ${b.number(4, 8)}:${b.number(10, 59)} and sets at ${b.number(16, 21)}:${b.number(10, 59)}. The level of pollen is moderate and the air quality index stands at ${b.number(12, 140)}.`,
    `The weather office will publish its next forecast for the region at six in the evening.`,
  ],
  market: (b) => [
    `Shares in ${b.company()} (${b.number(1000, 9999)}) closed ${b.share()} higher on ${b.day()}, as investors weighed inflation figures and the outlook for interest rates.`,
    `The main index of the exchange ended the session ${b.share()} lower at ${b.number(3000, 9000)}.${b.number(10, 99)} points, after it had gained ${b.share()} the day before.`,
    `Among the largest winners were ${b.company()}, which rose ${b.share()}, and ${b.company()}, up ${b.share()}; the largest loser was ${b.company()}, which fell ${b.share()}.`,
    `Brent crude for delivery next month traded at ${b.number(50, 120)}.${b.number(10, 99)} dollars a barrel, and gold was at ${b.number(1500, 2500)} dollars an ounce.`,
    `Turnover was ${b.number(100, 900)} million shares, compared with an average of ${b.number(100, 900)} million over the past twenty trading days.`,
  ],
  match: (b) => [
    `${b.city()} ${b.club()} beat ${b.city()} ${b.club()} ${b.number(2, 5)}-${b.number(0, 1)} on ${b.day()} in front of a crowd of ${b.number(2000, 40000)} to move up to place ${b.number(2, 12)} in the table.`,
    `${b.surname()} opened the scoring after ${b.number(3, 40)} minutes with a low shot from the edge of the area, and ${b.surname()} made it two shortly before the break.`,
    `The visitors had a penalty in the ${b.number(46, 70)}th minute, but ${b.surname()} put it over the bar, and ${b.surname()} was sent off for a second yellow card.`,
    `“We deserved the three points, the lads gave everything today,” said manager ${b.name()} after the final whistle.`,
    `${b.city()} ${b.club()} play ${b.city()} ${b.club()} next ${b.day()}; kick-off is at ${b.number(12, 20)}:${b.number(10, 50)}.`,
  ],
  quarter: (b) => [
    `${b.company()} reported net income of ${b.number(10, 900)}.${b.number(1, 9)} million dollars in its ${b.day()} filing for the quarter. On a per-share basis the company said it had profit of ${b.number(1, 3)}.${b.number(10, 99)} dollars.`,
    `The results beat the expectations of analysts. The average estimate of ${b.number(3, 14)} analysts surveyed was for earnings of ${b.number(1, 3)}.${b.number(10, 99)} dollars a share.`,
    `The company posted revenue of ${b.number(1, 30)}.${b.number(10, 99)} billion dollars in the period, which also topped forecasts of ${b.number(1, 30)}.${b.number(10, 99)} billion dollars.`,
    `The shares have climbed ${b.number(2, 40)} percent since the beginning of the year. In the final minutes of trading on ${b.day()} they hit ${b.number(10, 300)}.${b.number(10, 99)} dollars, a rise of ${b.share()} in the last twelve months.`,
  ],
  quake: (b) => [
    `An earthquake of magnitude ${b.number(3, 7)}.${b.number(1, 9)} struck ${b.number(5, 140)} kilometres from ${b.city()} at ${b.number(1, 23)}:${b.number(10, 59)} local time on ${b.day()}, the seismological institute said.`,
    `The quake had a depth of ${b.number(5, 300)} kilometres. No tsunami warning was issued, and there were no immediate reports of damage or casualties.`,
    `It was followed by ${b.number(2, 30)} aftershocks, the strongest of magnitude ${b.number(2, 4)}.${b.number(1, 9)}. In the past ten days the area has seen ${b.number(1, 12)} earthquakes of magnitude three or more.`,
    `This notice was written from data of the institute and checked by an editor before it was published.`,
  ],
  draw: (b) => [
    `The winning numbers of the ${b.day()} lottery drawn in ${b.city()} are ${b.number(1, 9)}, ${b.number(10, 19)}, ${b.number(20, 29)}, ${b.number(30, 39)}, ${b.number(40, 49)} and the bonus number ${b.number(1, 49)}.`,
    `There was ${b.number(1, 3)} winner of the main prize of ${b.number(100, 900)},${b.number(100, 999)} crowns, and ${b.number(10, 60)} players had five numbers right and win ${b.number(1000, 9000)} crowns each.`,
    `The jackpot of the next draw on ${b.day()} is estimated at ${b.number(2, 30)} million crowns. Tickets may be bought until half past seven in the evening of the day of the draw.`,
  ],
  police: (b) => [
    `A ${b.number(18, 80)}-year-old driver was taken to hospital after a collision on the B${b.number(100, 999)} near ${b.city()} on ${b.day()}, police said.`,
    `The driver, who came from ${b.city()}, left the road for reasons that are not yet known and struck a barrier. The passenger, ${b.number(18, 80)}, was slightly hurt.`,
    `The road was closed in both directions for ${b.number(2, 9)} hours. Damage is put at ${b.number(2, 90)},000 crowns.`,
    `Anyone who saw the accident is asked to call the police in ${b.city()} on ${b.number(100, 999)} ${b.number(1000, 9999)}.`,
  ],
  obituary: (b) => [
    `${b.name()} of ${b.city()} died peacefully at home on ${b.day()} with the family at the bedside, aged ${b.number(60, 99)}.`,
    `Born in ${b.city()} to the late ${b.name()} and ${b.name()}, ${b.surname()} worked for ${b.company()} for many years and was a devoted member of the parish and a keen gardener.`,
    `${b.surname()} is survived by ${b.name()}, ${b.name()} and ${b.name()}, and by ${b.number(2, 9)} grandchildren and many nieces and nephews.`,
    `The funeral service will be held at St. ${b.surname()} Church in ${b.city()} on ${b.day()} at ${b.number(9, 15)}:30. The family asks for donations to the hospice in place of flowers.`,
  ],
};

/** Names of the forms of a half. */
export function formsOf(half: 'seen' | 'unseen'): string[] {
  const names = Object.keys(FORMS);
  const middle = names.length / 2;
  return half === 'seen' ? names.slice(0, middle) : names.slice(middle);
}

/** The form filled once. @throws when there is no such form */
export function filled(name: string, chance: Chance): string[] {
  const form = FORMS[name];
  if (!form) throw new Error(`there is no form «${name}»`);
  const pick = (values: readonly string[]) => () => chance.pick(values);
  return form({
    city: pick(CITIES),
    club: pick(CLUBS),
    surname: pick(SURNAMES),
    name: () => `${chance.pick(FIRST)} ${chance.pick(SURNAMES)}`,
    day: pick(DAYS),
    company: pick(COMPANIES),
    wind: pick(WINDS),
    number: (low, high) => chance.between(low, high),
    share: () => `${chance.between(0, 6)}.${chance.between(1, 9)} percent`,
  });
}

/** Paragraphs an agency puts under whatever it sends; the first two belong to the seen half. */
export const BOILERPLATE: readonly string[] = [
  'The Northern Wire Association is an independent agency owned by its member papers, with reporters in ninety countries. It was founded in 1897 and is the largest supplier of foreign news in the region. Its reports are checked by two editors before they are sent, and corrections are published on the same page. Reports may be reprinted by members only, and must name the agency in the first paragraph.',
  'This report is part of a project on rural life, which is paid for by a grant of the Harrow Foundation. The foundation has no say in what is reported. Readers who know of a case that should be looked into are asked to write to the desk; letters are treated in confidence and answered within a week.',
  'About the company: the statements in this release that are not historical facts are forward-looking statements, which involve risks and uncertainties that could cause actual results to differ materially from those projected. The company undertakes no obligation to update any of these statements, and readers are cautioned not to place undue reliance on them as of the date of publication.',
  'The Coastal Reporting Centre is a newsroom without a profit, and its work is free to read for all. Its stories may be republished by anyone under the terms of its licence if they are not changed, if the centre is named, and if a link to the original is set. It lives on gifts of its readers; a gift of five crowns a month pays for one hour of reporting.',
];
