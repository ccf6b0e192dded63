/** Which mentions of a text are one entity, and what it is called: made texts in the style of news. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../../config/load.ts';
import type { Entity } from '../../../../../indexer/draft.ts';
import { entityFinder } from '../../../../../indexer/enrich/entities/entities.ts';
import { draftOf } from '../draft.ts';

const stage = entityFinder(loadConfig({}));

function entities(language: string, text: string, title?: string): readonly Entity[] {
  const value = (said: string) => ({ value: said, evidence: said, reader: 'test' });
  const draft = draftOf({ body: text.split('\n'), ...(title && { title }) });
  return stage({ ...draft, facts: { ...draft.facts, language: value(language) } }).facts.entities ?? [];
}

/** `name ×count` of every entity. */
const told = (...args: Parameters<typeof entities>): string[] =>
  entities(...args).map(({ name, count }) => `${name} ×${count}`);
const typed = (...args: Parameters<typeof entities>): string[] =>
  entities(...args).map(({ name, type }) => `${type} ${name}`);

describe('a shorter name', () => {
  it.each([
    ['a surname', 'Maria Delgado spoke. Delgado’s aides agreed.', ['Maria Delgado ×2']],
    ['initials', 'J. K. Rowling spoke. Rowling left.', ['J. K. Rowling ×2']],
    ['one initial', 'John Adler spoke, and J. Adler left. Adler smiled.', ['John Adler ×3']],
    ['a middle initial', 'John Q. Adler spoke. John Adler left. Adler smiled.', ['John Q. Adler ×3']],
    [
      'an article of Arabic',
      'General Ahmed al-Hassan spoke. Al-Hassan left. Hassan smiled.',
      ['Ahmed al-Hassan ×3'],
    ],
    [
      'a family name that stands first',
      'President Xi Jinping met Premier Li Qiang. Xi said Li was right.',
      ['Xi Jinping ×2', 'Li Qiang ×2'],
    ],
    ['two family names', 'Gabriel García Márquez wrote; García Márquez died.', ['Gabriel García Márquez ×2']],
    ['what follows by law', 'Acme Widgets Inc. fell. Acme Widgets said no.', ['Acme Widgets Inc. ×2']],
    [
      'letters behind the name',
      'Justice Minister Sir Alan Brodie QC spoke. Brodie left.',
      ['Alan Brodie ×2'],
    ],
  ])('joins the one longer name: %s', (_what, text, expected) => {
    expect(told('en', text)).toEqual(expected);
  });

  it('joins neither of two longer names', () => {
    const clintons = told(
      'en',
      'Hillary Clinton spoke after Bill Clinton at the event. Clinton was applauded.',
    );
    expect(clintons.toSorted()).toEqual(['Bill Clinton ×1', 'Clinton ×1', 'Hillary Clinton ×1']);
    const vargas = told('en', 'Peter Varga and P. Varga met Paul Varga.');
    expect(vargas.toSorted()).toEqual(['P. Varga ×1', 'Paul Varga ×1', 'Peter Varga ×1']);
  });

  it('is the son’s only where it says so', () => {
    const text =
      'Robert Hanley Jr. was elected on Tuesday. Hanley Jr. said he would stay. His father, Robert Hanley Sr., died in 1999.';
    expect(told('en', text)).toEqual(['Robert Hanley Jr. ×2', 'Robert Hanley Sr. ×1']);
    expect(told('en', 'Donald Trump Jr. met Donald Trump in Chicago.')).toContain('Donald Trump ×1');
  });

  it('prefers a longer name of its own type', () => {
    expect(told('en', 'Michael Dell runs Dell Technologies. Dell said profits rose.')).toEqual([
      'Dell ×2',
      'Michael Dell ×1',
    ]);
  });
});

describe('ways to write one name', () => {
  it.each([
    ['strokes and accents', 'Łukasz Wójcik and Lukasz Wojcik are the same.', ['Łukasz Wójcik ×2']],
    ['two letters for an umlaut', 'Jürgen Müller met. Juergen Mueller left.', ['Jürgen Müller ×2']],
    ['transliterations', 'Alexander Novak spoke. Aleksandr Novak left.', ['Alexander Novak ×2']],
    [
      'the other order',
      'Viktor Orban, known at home as Orban Viktor, was absent. Orban wrote.',
      ['Viktor Orbán ×3'],
    ],
    ['a known person in a spelling nobody listed', 'Sergey Shoygu came. Shoygu left.', ['Sergei Shoigu ×2']],
    [
      'two names of a ministry',
      'The Ministry of Defense denied it. The Defence Ministry did so again.',
      ['Ministry of Defense ×2'],
    ],
  ])('join: %s', (_what, text, expected) => {
    expect(told('en', text)).toEqual(expected);
  });

  it('stay apart where the words differ', () => {
    expect(told('en', 'Ivan Petrov met Anna Petrova.')).toEqual(['Ivan Petrov ×1', 'Anna Petrova ×1']);
  });

  it('are found among capitals', () => {
    const text = 'Volodymyr Zelensky came to Berlin. Olaf Scholz received him.';
    expect(told('en', text, 'ZELENSKY MEETS SCHOLZ IN BERLIN')).toEqual([
      'Volodymyr Zelensky ×2',
      'Olaf Scholz ×2',
      'Berlin ×2',
    ]);
  });
});

describe('an acronym', () => {
  it.each([
    [
      'dots or none',
      'The Lowland Farmers Union (L.F.U.) met. The LFU voted. L.F.U. members wept.',
      ['Lowland Farmers Union ×4'],
    ],
    ['small letters', 'The Bank of Elsen (BoE) met. The BoE voted.', ['Bank of Elsen ×3']],
    [
      'the order of another language',
      "The Highland Workers' Party (PHK) met. PHK men left.",
      ["Highland Workers' Party ×3"],
    ],
    [
      'without brackets',
      'The Velmora Free Press, or VFP, stopped. VFP staff wept.',
      ['Velmora Free Press ×3'],
    ],
  ])('joins what the text says it stands for: %s', (_what, text, expected) => {
    expect(told('en', text)).toEqual(expected);
  });

  it('means what the text says, not what it means elsewhere', () => {
    expect(told('en', 'The Nairobi Rivers Authority (NRA) met. NRA staff left.')).toEqual([
      'Nairobi Rivers Authority ×3',
    ]);
  });

  it('of a known organisation keeps its name', () => {
    expect(told('en', 'The World Food Programs (WFP) stopped. WFP staff left.')).toEqual([
      'World Food Programme ×3',
    ]);
  });

  it('finds an organisation of another language', () => {
    const text = 'La Confédération générale des pêcheurs (CGP) proteste. La CGP appelle à la grève.';
    expect(typed('fr', text)).toEqual(['org Confédération générale des pêcheurs']);
    const spoken = 'La Confederazione generale italiana dei pescatori (Cgip) protesta. La Cgip chiama.';
    expect(told('it', spoken)).toEqual(['Confederazione generale italiana dei pescatori ×3']);
    expect(told('it', 'La Confederazione dei pescatori (Roma) protesta.')).not.toContain(
      'Confederazione dei pescatori ×2',
    );
    expect(typed('fr', 'Le Produit intérieur brut (PIB) baisse. Le PIB baisse encore.')).toEqual([]);
  });
});

describe('a surname that is a place too', () => {
  it('is told by what stands around it', () => {
    const text =
      'Jim Jordan, a congressman, flew to Jordan. Refugees in Jordan need help. Mr Jordan left Amman.';
    expect(told('en', text).toSorted()).toEqual(['Amman ×1', 'Jim Jordan ×2', 'Jordan ×2']);
  });

  it('is a person where no place is spoken of', () => {
    expect(told('en', 'Jim Jordan spoke. Jordan smiled. Jordan’s aides left.')).toEqual(['Jim Jordan ×3']);
  });
});

describe('no entity', () => {
  it.each([
    [
      'a descriptor',
      'The marshal spoke. The Marshal left. The Bank said no. The Foundation agreed. The General was angry.',
    ],
    ['a people', 'Two Frenchmen, a Briton and a Kenyan died. The Cubans and the Jordanians left.'],
    ['a party and a state', 'He met D-Mass. and R-Texas.'],
  ])('is %s', (_what, text) => {
    expect(told('en', text)).toEqual([]);
  });

  it('is what says whose title it is, and the title', () => {
    expect(typed('en', 'US Secretary of State Karl Brandt met Valmora Interior Minister Ada Lind.')).toEqual(
      expect.arrayContaining(['person Karl Brandt', 'person Ada Lind']),
    );
    expect(typed('en', 'Vice Adm. Paul Renner spoke to ex-Prime Minister Boris Johnson.')).toEqual([
      'person Paul Renner',
      'person Boris Johnson',
    ]);
  });
});

describe('a place that is called after a known place', () => {
  it('is another one', () => {
    expect(typed('en', 'The ship left the Caribbean Sea on Monday.')).toEqual(['place Caribbean Sea']);
    expect(typed('en', 'The ship left the Caribbean on Monday.')).toEqual(['place Caribbean']);
  });
});

describe('a place or an organisation that is called after a known person', () => {
  it('is none of the person', () => {
    expect(typed('en', 'He landed at John F. Kennedy Airport on Monday.')).toEqual([
      'place John F. Kennedy Airport',
    ]);
  });
});

describe('people in other languages', () => {
  it.each([
    ['fr', 'Le ministre de l’Intérieur Paul Vernet a parlé. M. Vernet est parti.', ['Paul Vernet ×2']],
    ['fr', 'La ministre des Armées, Claire Aubry, a nié. Mme Aubry a souri.', ['Claire Aubry ×2']],
    ['fr', 'Il a vu le vice-ministre russe de la Défense Anton Evkourov hier.', ['Anton Evkourov ×1']],
    ['es', 'La ministra de Defensa, Margarita Robleda, negó. Robleda salió.', ['Margarita Robleda ×2']],
    ['es', 'Habló el viceministro Pablo Robleda de la huelga.', ['Pablo Robleda ×1']],
    ['it', 'Il ministro degli Esteri Antonio Tavani è qui. Tavani ha visto tutto.', ['Antonio Tavani ×2']],
    ['pt', 'O ministro da Defesa, José Murio, negou.', ['José Murio ×1']],
    [
      'de',
      'Innenministerin Nancy Fasser und SPD-Chefin Saskia Alborg stritten. Frau Fasser ging, Alborg blieb.',
      ['Nancy Fasser ×2', 'Saskia Alborg ×2'],
    ],
    [
      'de',
      'Putins Sprecher lobte Frankreichs Staatschef und Deutschlands Kanzler.',
      ['Vladimir Putin ×1', 'France ×1', 'Germany ×1'],
    ],
    ['de', 'Minister Jens Alborg sprach. Alborgs Rede war lang.', ['Jens Alborg ×2']],
    ['ru', 'Министр Антон Крылов говорил; Крылову ответили. Антона Крылова видели.', ['Антон Крылов ×3']],
    ['ru', 'Заместитель министра обороны Юнус-бек Яров прибыл. Ярова встретили.', ['Юнус-бек Яров ×2']],
    [
      'ru',
      'Анна Сергеевна Крылова приехала вчера. Крылову встретили, с Крыловой говорили.',
      ['Анна Сергеевна Крылова ×3'],
    ],
    ['ru', 'В город приехал Сергей Викторович Лавров. Лаврова встретили.', ['Sergei Lavrov ×2']],
  ])('%s: %s', (language, text, expected) => {
    expect(told(language, text)).toEqual(expected);
  });

  it('are looked for once in a row of titles that never ends', () => {
    expect(told('de', 'Innenministerin '.repeat(60_000))).toEqual([]);
  });

  it('are not made of a genitive of another language', () => {
    expect(told('en', 'The Chads of this world left.')).toEqual([]);
  });
});
