import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { body, type Draft, type Entity, type Facts } from '../../../../indexer/draft.ts';
import { entityFinder } from '../../../../indexer/enrich/entities/entities.ts';

const config = loadConfig({});
const stage = entityFinder({
  entities: config.entities,
  sources: [
    { name: 'The Velmora Courier', aliases: ['Courier of Velmora'], domains: [], role: 'outlet' },
    { name: 'Reuters', aliases: [], domains: [], role: 'agency' },
  ],
});

const fact = (value: string) => ({ value, evidence: value, reader: 'test' });

function read(text: string, { title = '', language = 'en', facts = {} as Partial<Facts> } = {}): Draft {
  const blocks = text
    .split('\n')
    .map((line, i) => ({ text: line, kind: 'paragraph' as const, line: i + 1, offset: 0 }));
  return stage({
    id: 'x',
    path: 'x.txt',
    format: 'text',
    blocks,
    meta: {},
    removals: [],
    facts: { title: fact(title), language: fact(language), ...facts },
  });
}

const entities = (...args: Parameters<typeof read>): readonly Entity[] => read(...args).facts.entities ?? [];
const names = (...args: Parameters<typeof read>) => entities(...args).map(({ name }) => name);

describe('the entities of an article', () => {
  it('stand where their offsets say, in title, blank line and body', () => {
    const title = 'Zelensky meets Scholz in Berlin';
    const draft = read('Volodymyr Zelensky came to Berlin on Monday.\nOlaf Scholz received him.', { title });
    const text = `${title}\n\n${body(draft)}`;
    for (const { forms, offsets, count } of draft.facts.entities ?? []) {
      expect(offsets).toHaveLength(count);
      for (const [start, end] of offsets) expect(forms).toContain(text.slice(start, end));
    }
    expect(draft.facts.entities?.map(({ name, count }) => [name, count])).toEqual([
      ['Volodymyr Zelensky', 2],
      ['Olaf Scholz', 2],
      ['Berlin', 2],
    ]);
  });

  it('are teams in sport, where they are called as countries are', () => {
    const sport = entities(
      'Ghana beat Chile 2-1 in a friendly match on Sunday. Striker Kofi Adjaye scored both goals for Ghana, and the Chile goalkeeper saved a penalty.\nThe squad flew home from Lima after the match.',
    );
    const typeOf = (name: string) => sport.find((entity) => entity.name === name)?.type;
    expect([typeOf('Ghana'), typeOf('Chile'), typeOf('Lima')]).toEqual(['org', 'org', 'place']);
    const politics = entities(
      'Ghana and Chile signed a treaty on fishing. Ministers from Ghana met in Lima.',
    );
    expect(politics.map(({ type }) => type)).toEqual(['place', 'place', 'place']);
  });

  it('are not two countries in one word', () => {
    expect(names('The U.S.-China talks went on while China waited.')).toEqual(['China', 'United States']);
  });

  it('begin behind what is said of them in one word with a small one', () => {
    const found = names('The head of the UN-backed Government of National Unity, Ada Molvane, spoke.');
    expect(found).toContain('Government of National Unity');
  });

  it('are found in a table of names, whatever language it is taken for', () => {
    const table =
      '1. Ada Molvane (Ghana) 12.31\n2. Marta Oyelund (Chile) 12.40\n3. Claire Bailey (Canada) 12.55';
    expect(names(table, { language: 'nl' })).toContain('Claire Bailey');
    expect(names('Fotos\nKameras und Zubehör\nMarta Oyelund: Film, Licht, Ton', { language: 'de' })).toEqual(
      [],
    );
  });

  it('have the type their own words state', () => {
    const found = read(
      'Dockers at Port Elsen stopped work. The mayor of Port Elsen, Marta Oyelund, crossed Lake Orsa.',
    ).facts.entities;
    expect(found?.map(({ name, type }) => [name, type])).toEqual([
      ['Port Elsen', 'place'],
      ['Marta Oyelund', 'person'],
      ['Lake Orsa', 'place'],
    ]);
  });

  it('are counted once where the headline is the first sentence of the body', () => {
    const found = entities('Kenya sends police to Haiti. They land on Friday.', {
      title: 'Kenya sends police to Haiti.',
    });
    expect(found.map(({ name, count }) => [name, count])).toEqual([
      ['Kenya', 1],
      ['Haiti', 1],
    ]);
  });

  it('carry the type and the one form the gazetteer knows', () => {
    expect(entities('The UN and the E.U. spoke with Kiev.').map(({ name, type }) => [name, type])).toEqual([
      ['United Nations', 'org'],
      ['European Union', 'org'],
      ['Kyiv', 'place'],
    ]);
  });

  it('never are weekdays, months, peoples or words of the interface', () => {
    expect(
      names('On Tuesday the Germans said in March that Experts agree. Share. Read more. Updated.'),
    ).toEqual([]);
  });

  it('never are the outlet itself or a photo credit', () => {
    const text =
      'A crane fell in Nairobi. Reuters\nThis was seen by the Velmora Courier and The Courier of Velmora. Reuters reported it first.';
    const found = entities(text, { facts: { origin: fact('The Velmora Courier') } });
    expect(found.map(({ name, count }) => [name, count])).toEqual([
      ['Nairobi', 1],
      ['Reuters', 1],
    ]);
  });
});

describe('what has a name and is no entity', () => {
  it('is not listed, and takes nothing with it', () => {
    const text =
      'After the Industrial Revolution the Athenians lost their trade to Norhaven, Marta Oyelund wrote.';
    expect(names(text)).toEqual(['Norhaven', 'Marta Oyelund']);
  });

  it('is a surname where the name is of a person', () => {
    expect(names('Dr Marta Cup spoke in Norhaven. Marta Cup left.')).toContain('Marta Cup');
  });
});

describe('the agency of a dateline', () => {
  it('is a credit; where the text speaks of it, it is a name', () => {
    expect(names('NAIROBI, March 3 (Reuters) - A crane fell in Mombasa.')).toEqual(['Nairobi', 'Mombasa']);
    expect(names('NAIROBI, May 3. /Reuters/. A crane fell in Mombasa.')).not.toContain('Reuters');
    expect(names('Nairobi (Reuters/abc) – A crane fell in Mombasa.')).not.toContain('Reuters');
    expect(names('The agency (Reuters) moved to Nairobi.')).toContain('Reuters');
  });
});

describe('spellings of one name', () => {
  it('join without the titles and possessives around them', () => {
    const text =
      'Field Marshal Tomas Orvedal spoke. Deputy Defence Minister Tomas Orvedal’s car waited. Mr Orvedal left.';
    expect(entities(text)).toMatchObject([{ name: 'Tomas Orvedal', type: 'person', count: 3 }]);
  });

  it('join when they are transliterations, hyphens or cases of each other', () => {
    const text =
      'Minister Yunus-bek Yelkurov came. Later Minister Yunus-Bek Elkurov left, and Mr Yelkurov slept.';
    expect(entities(text)).toMatchObject([{ type: 'person', count: 3 }]);
  });

  it('stay apart for a family: a surname that two share joins neither', () => {
    const text = 'President Ada Molvane and Senator Piet Molvane met. Mr Molvane was late.';
    expect(names(text)).toEqual(expect.arrayContaining(['Ada Molvane', 'Piet Molvane']));
    expect(entities(text).find(({ name }) => name === 'Ada Molvane')?.count).toBe(1);
  });

  it('know a surname that hardly anybody else has, in any language', () => {
    const canonical = (text: string, language: string) => names(text, { language });
    expect(canonical('Merkel sagte, Bundeskanzlerin Merkel reise im Mai nach Rom.', 'de')).toContain(
      'Angela Merkel',
    );
    expect(canonical('Le discours de Macron a duré deux heures.', 'fr')).toContain('Emmanuel Macron');
    expect(canonical('Per Mattarella «la strada è lunga».', 'it')).not.toContain('Sergio Mattarella'); // nobody says that `Per` is no first name
    expect(names('The talks with Erdogan went on.')).toContain('Recep Tayyip Erdoğan');
  });

  it.each([
    'Die Rute hat 2,5 m Länge und kostet viel.',
    'Der Park liefert 200 MW Leistung im Jahr.',
    'Hedda ist Sängerin und Frontfrau der Moorhühner aus dem Norden.',
    'Der Chef muss Ihren Beitrag bezahlen.',
    'Die Frau aus der Orsener Südstadt gewann.',
    'Es entstehen private Räume der Meinungsbildung am Hafen.',
    'Das Zimmer hat ein Bett, ein king size Bett sogar.',
  ])('are no nouns, where every noun has a capital: «%s»', (text) => {
    expect(names(text, { language: 'de' })).toEqual([]);
  });

  it.each([
    ['Die Premierministerin von Barbados, Ada Molvane, reiste ab.', 'Ada Molvane'],
    ['Das sagte Präsidentin Ada von der Molve im Radio.', 'Ada von der Molve'],
    ['Das sagte Bundespräsident Piet Van der Molve im Radio.', 'Piet Van der Molve'],
    ['Das sagte der russische Präsident Piet Molvane im Radio.', 'Piet Molvane'],
  ])('are found behind a title there: «%s»', (text, name) => {
    expect(names(text, { language: 'de' })).toContain(name);
  });

  it('have no pronoun and no party before them', () => {
    expect(names('I’m Ada Molvane and this is the news. Ada Molvane was in Paris.')).not.toContain(
      'I’m Ada Molvane',
    );
    expect(names('El presidente PSL Adam Molvane llegó ayer.', { language: 'es' })).toEqual(['Adam Molvane']);
  });

  it('join the genitive of a surname, where the text has the surname alone too', () => {
    const text =
      'Präsident Piet Orvesund kam. Viele hörten Orvesund zu. Die Rede von Präsident Orvesund war lang. Orvesunds Plan gilt nun.';
    expect(entities(text, { language: 'de' })).toMatchObject([{ name: 'Piet Orvesund', count: 4 }]);
  });

  it('leave it to another one of that name', () => {
    const text =
      'Der Trainer Max Merkel gewann den Titel. Als Merkel ging, weinte die Stadt, und niemand hat von Merkel je wieder gehört.';
    expect(names(text, { language: 'de' })).not.toContain('Angela Merkel');
    expect(
      names(
        'A street is called after Émilie Macron. In 1910 the teacher Émilie Macron lived there, said Macron.',
      ),
    ).not.toContain('Emmanuel Macron');
  });

  it('find a known name with a mark within', () => {
    expect(names('Johnson & Johnson senkt die Preise.', { language: 'de' })).toEqual(['Johnson & Johnson']);
    expect(names('La empresa Procter & Gamble cerró la planta.', { language: 'es' })).toEqual([
      'Procter & Gamble',
    ]);
    expect(names('Il a quitté Washington, D.C. lundi.', { language: 'fr' })).toEqual(['Washington, D.C.']);
  });

  it('join a short form only beside a word that tells which it is', () => {
    expect(names('Wagner sent mercenaries to Mali.')).toContain('Wagner Group');
    expect(names('Bayreuth plays Wagner again.')).not.toContain('Wagner Group');
  });
});

describe('in other languages than English', () => {
  it('known names are found under their one form', () => {
    expect(names('Путин прибыл в Пекин, сообщает ТАСС.', { language: 'ru' })).toEqual([
      'Vladimir Putin',
      'Beijing',
      'TASS',
    ]);
    expect(names('В Москве и Киеве ждут решения Эмманюэля Макрона.', { language: 'ru' })).toEqual([
      'Moscow',
      'Kyiv',
      'Emmanuel Macron',
    ]);
    expect(names('تقع بنغازي في ليبيا ولبنان في آسيا', { language: 'ar' })).toContain('Lebanon');
    expect(names("L'Unione europea si riunisce.", { language: 'it' })).toEqual(['European Union']);
    expect(names('俄罗斯总统普京抵达北京。', { language: 'zh' })).toEqual([
      'Russia',
      'Vladimir Putin',
      'Beijing',
    ]);
    expect(names('Zelenskyy repeated it, as Vladimir Zelenskiy had said.')).toEqual(['Volodymyr Zelensky']);
    expect(names("Liman Ankara'da konuşuldu, Türkiye’nin tutumu belli.", { language: 'tr' })).toEqual([
      'Ankara',
      'Turkey',
    ]);
    expect(names('Poutine est arrivé à Pékin.', { language: 'fr' })).toEqual(['Vladimir Putin', 'Beijing']);
  });

  it('a name after a title is a person, a German noun is nothing', () => {
    expect(
      names('Der Minister Jens Alborg sprach über die Lage der Wirtschaft im Land.', { language: 'de' }),
    ).toEqual(['Jens Alborg']);
    expect(names('Die Sitzung der Kommission fand im Rathaus statt.', { language: 'de' })).toEqual([]);
  });
});
