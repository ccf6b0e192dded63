import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../../indexer/read/bytes/decode.ts';

const RUSSIAN =
  'Губернатор сообщил в понедельник, что паром снова начнёт ходить в мае, если позволит погода. Жители острова ждали.';
const SAMPLES: readonly (readonly [encoding: string, text: string])[] = [
  ['windows-1251', RUSSIAN],
  ['koi8-r', RUSSIAN],
  ['iso-8859-5', RUSSIAN],
  [
    'windows-1252',
    'Der Bürgermeister sagte am Montag, dass die Fähre im Mai wieder verkehren werde – „endlich“, so die Bewohner.',
  ],
  [
    'iso-8859-1',
    "Le maire a annoncé lundi que le ferry reprendrait à l'été, si la météo le permet. Les habitants espèrent.",
  ],
  [
    'iso-8859-2',
    'Burmistrz ogłosił w poniedziałek, że prom znów zacznie kursować w maju, jeśli pozwoli pogoda. Mieszkańcy czekali.',
  ],
  [
    'windows-1250',
    'Starosta v pondělí oznámil, že přívoz začne znovu jezdit v květnu, pokud to počasí dovolí. Šťastní obyvatelé čekali.',
  ],
  [
    'iso-8859-9',
    'Belediye başkanı pazartesi günü, hava izin verirse feribotun mayıs ayında yeniden çalışacağını söyledi.',
  ],
  ['iso-8859-7', 'Ο δήμαρχος ανακοίνωσε τη Δευτέρα ότι το φέρι θα αρχίσει ξανά τα δρομολόγια τον Μάιο.'],
  [
    'windows-1256',
    'أعلن رئيس البلدية يوم الاثنين أن العبارة ستعود إلى العمل في شهر مايو إذا سمحت الأحوال الجوية بذلك.',
  ],
  ['windows-1255', 'ראש העיר הודיע ביום שני כי המעבורת תחזור לפעול במאי אם מזג האוויר יאפשר זאת.'],
  [
    'shift_jis',
    '市長は月曜日、天候が許せば五月にフェリーの運航を再開すると発表した。島の住民は九年間これを待っていた。',
  ],
  [
    'euc-jp',
    '市長は月曜日、天候が許せば五月にフェリーの運航を再開すると発表した。島の住民は九年間これを待っていた。',
  ],
  ['gb18030', '市长星期一宣布,如果天气允许,渡轮将于五月恢复运营。岛上居民为此等待了九年。'],
  ['big5', '市長星期一宣布,如果天氣允許,渡輪將於五月恢復營運。島上居民為此等待了九年。'],
  [
    'euc-kr',
    '시장은 월요일 날씨가 허락하면 오월에 여객선 운항을 재개한다고 발표했다. 섬 주민들은 기다려 왔다.',
  ],
];

describe('text whose encoding nobody states', () => {
  it.each(SAMPLES)('is read as %s', (encoding, text) => {
    expect(decode(iconv.encode(text, encoding)).text).toBe(text);
  });

  it('is read as UTF-8 whenever it is valid UTF-8, however short', () => {
    for (const text of ['é', 'Ã©', 'naïve', 'Привет', '日本', ...SAMPLES.map(([, sample]) => sample)])
      expect(decode(Buffer.from(text))).toEqual({ text, encoding: 'utf-8' });
  });

  it('is read as UTF-8 with a warning where a few bytes are damaged', () => {
    const cut = Buffer.from(RUSSIAN).subarray(0, -1);
    const { text, encoding, warning } = decode(cut.subarray(0, -1));
    expect(encoding).toBe('utf-8');
    expect(text.startsWith('Губернатор сообщил')).toBe(true);
    expect(warning).toContain('1 places are no valid UTF-8');
  });

  it.each(['utf-16le', 'utf-16be'])('is read as %s without a byte order mark, also Chinese', (encoding) => {
    for (const text of ['Ferry sails again.\nFares stay.', '一艘渡轮，一九年。\n一日，一月。', RUSSIAN])
      expect(decode(iconv.encode(text, encoding, { addBOM: false })).text).toBe(text);
  });

  it('is read as ISO-2022-JP, which is seven-bit', () => {
    const bytes = Buffer.from('\x1b$B;TD9\x1b(B', 'latin1');
    expect(decode(bytes)).toEqual({ text: '市長', encoding: 'iso-2022-jp' });
  });
});

describe('text with a byte order mark', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'is read as %s without the mark',
    (encoding) => {
      expect(decode(iconv.encode(RUSSIAN, encoding, { addBOM: true }))).toEqual({ text: RUSSIAN, encoding });
    },
  );
});

describe('a page that declares its charset', () => {
  const page = (declaration: string) =>
    `<html><head>${declaration}</head><body><p>Žluťoučký kůň</p></body></html>`;

  it.each([
    '<meta charset="windows-1250">',
    "<meta charset='windows-1250'>",
    '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
    '<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=windows-1250">',
  ])('is read in it: %s', (declaration) => {
    expect(decode(iconv.encode(page(declaration), 'windows-1250')).text).toBe(page(declaration));
  });

  it('is read as what browsers take the name for', () => {
    const text = '<meta charset=iso-8859-1><p>“quoted”';
    expect(decode(iconv.encode(text, 'windows-1252')).text).toBe(text);
  });

  it('is read as UTF-8 when it is valid UTF-8, whatever it declares', () => {
    const text = page('<meta charset="windows-1251">');
    expect(decode(Buffer.from(text)).text).toBe(text);
  });

  it('is guessed when the declared charset does not fit the bytes', () => {
    const text = `<meta charset="utf-8"><p>${RUSSIAN}</p>`;
    expect(decode(iconv.encode(text, 'windows-1251')).text).toBe(text);
  });
});

describe('bytes that are no text', () => {
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + i * 7) % 256));

  it.each([
    ['a PNG image', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), noise])],
    ['a JPEG image', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise])],
    ['a PDF document', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['a zip archive', Buffer.concat([Buffer.from('PK\x03\x04'), noise])],
    ['a program', Buffer.concat([Buffer.from('\x7fELF\x02'), noise])],
    ['a program', Buffer.concat([Buffer.from('MZ\x90\0'), noise])],
    ['a sound or video file', Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), noise])],
    ['controls', noise],
  ])('are refused, saying what they look like: %s', (name, bytes) => {
    expect(() => decode(bytes)).toThrow(name);
  });

  it('are not seen in text that happens to begin like them, or holds some NULs', () => {
    for (const text of [
      'MZansi news today',
      'BM wins the cup',
      'GIF87 is dead',
      'RIFF is a word',
      'NUL\0s hap\0pen',
    ]) {
      expect(decode(Buffer.from(text)).text).toBe(text);
    }
  });
});
