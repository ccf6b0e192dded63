import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import type { Block, Draft, Meta } from '../../../../indexer/draft.ts';
import { languageFinder } from '../../../../indexer/enrich/language.ts';
import { languageGuesser } from '../../../../indexer/text/language.ts';

const { index } = loadConfig({});
const find = languageFinder({ index });
const guess = languageGuesser(index);

const draft = (lines: readonly string[], meta: Meta = {}): Draft => ({
  id: '0',
  path: 'a.txt',
  format: 'text',
  blocks: lines.map((text, i): Block => ({ text, kind: 'paragraph', line: i + 1, offset: 0 })),
  meta,
  facts: {},
  removals: [],
});
const languageOf = (text: string, meta: Meta = {}) => find(draft([text], meta)).facts.language;

it('reads a text of a script of its own by that script, whatever Latin words stand among it', () => {
  const text =
    'देवपुर का डाकघर मंगलवार को फिर से खोल दिया गया। यह डाकघर 2013 की बाढ़ के बाद से बंद था। Updated 15 Aug, Breaking News in Hindi';
  expect(guess(text)).toMatchObject({ language: 'hi' });
});

describe('the language of a headline', () => {
  it.each([
    ['en', 'Harbour workers vote to end three-week strike'],
    ['fr', 'Les dockers votent la fin de la grève après trois semaines'],
    ['de', 'Hafenarbeiter stimmen für das Ende des Streiks'],
    ['es', 'Los estibadores votan el fin de la huelga'],
    ['it', 'I portuali votano la fine dello sciopero'],
    ['pt', 'Os estivadores votam pelo fim da greve e regressam ao trabalho'],
    ['nl', 'Havenarbeiders stemmen voor het einde van de staking'],
    ['pl', 'Dokerzy głosują za zakończeniem strajku'],
    ['ru', 'Докеры проголосовали за прекращение забастовки'],
    ['uk', 'Докери проголосували за припинення страйку'],
    ['tr', 'Liman işçileri grevi bitirmek için oy kullandı'],
    ['ar', 'عمال الميناء يصوتون لإنهاء الإضراب'],
    ['fa', 'کارگران بندر به پایان اعتصاب رأی دادند'],
    ['zh', '港口工人投票结束罢工'],
    ['ja', '港湾労働者がストライキ終了を可決'],
    ['sv', 'Regeringen presenterade i dag en ny budget för nästa år'],
    ['da', 'Havnearbejderne stemmer for at afslutte strejken efter tre uger'],
    ['no', 'Havnearbeiderne stemmer for å avslutte streiken etter tre uker'],
    ['fi', 'Satamatyöntekijät äänestivät lakon lopettamisesta'],
    ['cs', 'Vláda dnes schválila nový rozpočet na příští rok, opozice ho kritizuje'],
    ['hu', 'A kikötői munkások a sztrájk befejezésére szavaztak'],
    ['ro', 'Muncitorii din port au votat pentru încheierea grevei'],
    ['el', 'Οι λιμενεργάτες ψήφισαν το τέλος της απεργίας'],
    ['he', 'פועלי הנמל הצביעו בעד סיום השביתה'],
    ['vi', 'Chính phủ hôm nay đã thông qua ngân sách mới cho năm tới'],
    ['id', 'Para pekerja pelabuhan memilih untuk mengakhiri pemogokan itu'],
    ['bg', 'Пристанищните работници гласуваха за край на стачката'],
    ['hr', 'Lučki radnici glasali su za prekid štrajka nakon tri tjedna'],
    ['hi', 'बंदरगाह कर्मचारियों ने हड़ताल समाप्त करने के पक्ष में मतदान किया'],
    ['bn', 'বন্দর শ্রমিকরা ধর্মঘট শেষ করার পক্ষে ভোট দিয়েছেন'],
    ['th', 'คนงานท่าเรือลงมติยุติการนัดหยุดงาน'],
    ['ko', '항만 노동자들이 파업 종료에 찬성했다'],
  ])('is found: %s', (language, text) => {
    expect(languageOf(text)?.value).toBe(language);
  });
});

describe('text that is no language of the list', () => {
  it.each([
    ['made-up words', 'qwoz prunt blavik gnorp zindle fromp skrell'],
    ['numbers', '12345 67890 3-1 (2-0) 45+2'],
    ['a lone name', 'Halvor Tenning'],
    ['nothing', ''],
    ['Estonian', 'Sadamatöölised hääletasid pärast kolme nädalat streigi lõpetamise poolt'],
    ['Icelandic', 'Hafnarverkamenn greiddu atkvæði um að ljúka verkfallinu eftir þrjár vikur'],
    ['Lithuanian', 'Uosto darbuotojai balsavo už tai, kad streikas baigtųsi po trijų savaičių'],
  ])('is und: %s', (_what, text) => {
    expect(languageOf(text)?.value).toBe('und');
  });

  it('says why', () => {
    expect(languageOf('Hm.')?.evidence).toContain('fewer than the floor');
    expect(
      languageOf('Sadamatöölised hääletasid pärast kolme nädalat streigi lõpetamise poolt')?.evidence,
    ).toContain('reads like et');
  });
});

describe('the script as a witness', () => {
  it('tells the language below the floor', () => {
    expect(guess('ストライキ').language).toBe('ja');
    expect(guess('서울에서').language).toBe('ko');
  });
  it('is not misled by a few words of another script', () => {
    expect(
      languageOf('The ministry said the term «перестройка» should not be used in the new textbooks.')?.value,
    ).toBe('en');
  });
  it('keeps Persian and Arabic, Russian and Ukrainian apart by their own letters', () => {
    expect(guess('گزارش چاپ شد در تهران').language).toBe('fa');
    expect(guess('Її об’єднання підтримує мир').language).toBe('uk');
  });
});

describe('what a trusted party states', () => {
  const english = 'The harbour workers voted on Monday to end their strike after three weeks. '.repeat(4);
  it('is taken where the text does not say otherwise', () => {
    expect(languageOf('Halvor Tenning', { sidecar: { language: 'nb' } })).toMatchObject({
      value: 'nb',
      reader: 'sidecar',
    });
    expect(languageOf(english, { record: { language: 'English' } })).toMatchObject({
      value: 'en',
      reader: 'record',
    });
  });
  it('is overruled by a text that clearly reads otherwise, and the evidence says so', () => {
    const fact = languageOf(english, { sidecar: { language: 'fr' } });
    expect(fact?.value).toBe('en');
    expect(fact?.evidence).toContain('sidecar says «fr»');
  });
  it('never makes lang= of a template outrank the text', () => {
    const head = { lang: 'de-DE', metas: {}, jsonLd: [], times: [] };
    expect(languageOf(english, { head })?.value).toBe('en');
  });
});

it('reads the headline too where the body is short', () => {
  const titled = {
    ...draft(['3-1']),
    facts: { title: { value: 'Los estibadores votan el fin de la huelga', evidence: '', reader: 'x' } },
  };
  expect(find(titled).facts.language?.value).toBe('es');
});

it('costs the same on a text of any length', () => {
  expect(languageOf('The workers voted to end the strike. '.repeat(200_000))?.value).toBe('en');
});

describe('the language of a block', () => {
  const ENGLISH = [
    'The harbour workers voted on Tuesday to end the strike that had closed the port for three weeks.',
    'Ferries will run again from the weekend, the company said, and the market will open as it always does.',
    'Nobody knows yet who will pay for the fish that was lost, or for the nights in the cold hall.',
  ];
  const FRENCH =
    'Nous avons attendu trois semaines devant les grilles du port, et nous rentrons chez nous avec une promesse écrite.';
  const languages = (lines: readonly string[], again = false) => {
    const once = find(draft(lines));
    return (again ? find({ ...once, facts: {} }) : once).blocks.map(({ language }) => language ?? null);
  };

  it('is told where it is not the article’s', () => {
    expect(languages([...ENGLISH, FRENCH])).toEqual([null, null, null, 'fr']);
  });

  it('is not told of a short block, unless its script tells', () => {
    expect(languages([...ENGLISH, 'Nous rentrons chez nous.', 'عاد العمال إلى الميناء', '渡轮'])).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(languages([...ENGLISH, 'Οι εργάτες γύρισαν'])).toEqual([null, null, null, 'el']);
  });

  it('is told anew when the page is judged again without its other blocks', () => {
    expect(languages([...ENGLISH, FRENCH], true)).toEqual([null, null, null, 'fr']);
    const once = find(draft([...ENGLISH, FRENCH]));
    const left = find({ ...once, blocks: once.blocks.slice(-1), facts: {} });
    expect(left.facts.language?.value).toBe('fr');
    expect(left.blocks.map(({ language }) => language)).toEqual([undefined]);
  });

  it('is never told of the headline', () => {
    const page = draft([...ENGLISH, FRENCH]);
    const titled = {
      ...page,
      blocks: [...page.blocks.slice(0, 3), { text: FRENCH, kind: 'title' as const, line: 9, offset: 0 }],
    };
    expect(find(titled).blocks.map(({ language }) => language)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
