import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { sourceFinder } from '../../../../indexer/enrich/source/source.ts';
import { draftOf, headOf, type Parts } from './draft.ts';

const config = loadConfig({});
const find = sourceFinder(config);
const BODY = [
  'The council of Varnholm voted on Monday to reopen the old harbour to ferries from the islands, ending a closure that began with the storm of last winter.',
  'Fishermen had asked for the vote since spring, and the mayor said the first ferry would sail before the end of the month, whatever the weather.',
];
const factsOf = (parts: Parts) => {
  const { origin, carrier, agency } = find(draftOf({ body: BODY, ...parts })).facts;
  return { origin: origin?.value, carrier: carrier?.value, agency: agency?.value };
};
const NONE = { origin: undefined, carrier: undefined, agency: undefined };

describe.each(config.credits.map((cue) => [cue.id, cue] as const))('the credit %s', (_id, cue) => {
  const pattern = new RegExp(cue.pattern, 'iu');
  it.each(cue.match)('reads $name from «$text»', ({ text, name }) => {
    expect(pattern.exec(text)?.groups?.name).toBe(name);
  });
  it.each(cue.keep)('leaves «%s»', (text) => {
    expect(pattern.exec(text)?.groups?.name).toBeUndefined();
  });
  it('ends on adversarial text', () => {
    for (const unit of [' ', 'a', 'by ', 'AFP ', '(', '© ', 'from ', 'the ', '- ', 'A. ', '/'])
      pattern.test(unit.repeat(300));
  });
});

it('says nothing where the page tells nothing', () => {
  expect(factsOf({ title: 'Varnholm reopens its harbour' })).toEqual(NONE);
});

describe('statements', () => {
  it('believes a sidecar over everything', () => {
    const meta = {
      sidecar: { source: 'Varnholm Post' },
      head: headOf({ metas: { 'og:site_name': ['Le Phare'] } }),
    };
    expect(factsOf({ meta })).toMatchObject({ origin: 'Varnholm Post', carrier: 'Le Phare' });
  });
  it.each([
    ['Information desk - Varnholm Harbour Trust', 'Varnholm Harbour Trust'],
    ['Varnholm reopens its harbour | Harbour', 'Harbour'],
    ['Varnholm reopens its harbour', 'harbour.example'],
    ['Varnholm Coast | Varnholm Post', 'Varnholm Coast'],
    ['Sea Friends e.V.', 'Sea Friends e.V.'],
  ])('takes from «%s» the name that the address says, and never the headline', (siteName, carrier) => {
    const meta = { head: headOf({ metas: { 'og:site_name': [siteName] } }) };
    const url = siteName.includes('Trust') ? 'https://www.varnholm.example/a' : 'https://harbour.example/a';
    expect(factsOf({ title: 'Varnholm reopens its harbour', url, meta })).toMatchObject({ carrier });
  });
  it('reads a canonical address that names no host as one of the same site', () => {
    const meta = { head: headOf({ canonical: 'index.html' }) };
    expect(factsOf({ url: 'https://harbour.example/a/index.html', meta }).origin).toBeUndefined();
  });
  it('writes a host as it is read', () => {
    const meta = { head: headOf({ canonical: 'https://blog.xn--bcher-kva.example/a' }) };
    expect(factsOf({ url: 'https://blog.bücher.example/a', meta })).toMatchObject({
      origin: undefined,
      carrier: 'bücher.example',
    });
  });
  it('takes no section that stands twice on a page of HTML for an outlet', () => {
    const above = ['Coast and Sea', 'Coast and Sea', 'Posted on April 22, 2022'];
    expect(factsOf({ above })).toMatchObject({ origin: 'Coast and Sea' });
    const page = draftOf({ above, body: BODY });
    expect(find({ ...page, format: 'html' }).facts.origin).toBeUndefined();
  });
  it('never makes an aggregator an origin', () => {
    expect(factsOf({ meta: { sidecar: { source: 'MSN' } } })).toMatchObject({
      origin: undefined,
      carrier: 'MSN',
    });
  });
  it('reads a record that names a host', () => {
    expect(factsOf({ meta: { record: { source: 'www.lemonde.fr' } } }).carrier).toBe('Le Monde');
    expect(factsOf({ meta: { record: { source: 'news.varnholm-post.example.com' } } }).carrier).toBe(
      'example.com',
    );
  });
  it('names the outlet of a known address, whatever subdomain', () => {
    expect(factsOf({ url: 'https://edition.cnn.com/2021/05/03/x' }).carrier).toBe('CNN');
    expect(factsOf({ url: 'https://g1.globo.com/x' }).carrier).toBe('G1');
  });
  it('takes the name the site gives itself, without its claim', () => {
    const meta = { head: headOf({ metas: { 'og:site_name': ['Varnholm Post | All the news'] } }) };
    expect(factsOf({ url: 'https://varnholmpost.com/a', meta }).carrier).toBe('Varnholm Post');
  });
  it('takes the name that only a JSON-LD site says', () => {
    const meta = { head: headOf({ jsonLd: [{ '@type': 'WebSite', name: 'Varnholm Post' }] }) };
    expect(factsOf({ url: 'https://varnholmpost.com/a', meta }).carrier).toBe('Varnholm Post');
  });
  it('falls back to the registrable domain', () => {
    expect(factsOf({ url: 'https://www.varnholmpost.co.uk/a' }).carrier).toBe('varnholmpost.co.uk');
  });
  it('does not take a name with a full stop for an address', () => {
    expect(factsOf({ meta: { record: { source: 'St.Varnholm Post' } } }).carrier).toBe('St.Varnholm Post');
    expect(factsOf({ meta: { record: { source: 'post.varnholm.example' } } }).carrier).toBe(
      'varnholm.example',
    );
  });
  it('sees that a page is a copy by its canonical address', () => {
    const meta = { head: headOf({ canonical: 'https://www.lemonde.fr/a' }) };
    expect(factsOf({ url: 'https://blog.example.com/a', meta })).toMatchObject({
      origin: 'Le Monde',
      carrier: 'example.com',
    });
  });
});

describe('the head of the page', () => {
  it('takes the outlet an aggregator prints twice above the date, and the masthead as carrier', () => {
    const above = [
      'HARBOUR ONE NEWS',
      'Jun 3, 2024 |',
      '| Ostby, NO',
      ['Sponsor: FIZZLE', 'sponsor'],
      ['Sponsor: FIZZLE', 'sponsor'],
      'topic',
      'Küstenblatt',
      'Küstenblatt',
      '11 Oct 2021',
    ] as const;
    expect(factsOf({ above })).toMatchObject({ origin: 'Küstenblatt', carrier: 'Harbour One News' });
  });
  it('takes no rubric for a masthead', () => {
    expect(factsOf({ above: ['Новости'] })).toEqual(NONE);
    expect(factsOf({ above: ['NRK DAILY NEWS'] }).carrier).toBe('NRK Daily News');
    expect(factsOf({ above: ['Varnholm Daily News'] }).carrier).toBe('Varnholm Daily News');
    expect(factsOf({ above: ['VARNHOLM GAZETTE'] }).carrier).toBe('Varnholm Gazette');
    expect(factsOf({ above: ['Varnholm Gazette » Business » Money'] }).carrier).toBe('Varnholm Gazette');
    expect(factsOf({ above: ['Skip to content', 'LA VOZ DEL FARO'] }).carrier).toBe('La Voz del Faro');
  });
  describe('the masthead among the menu', () => {
    const menu = (...names: string[]) => [
      'Menu',
      'Sign in',
      'Breaking News',
      'Real Estate',
      ...names,
      'Boat Reviews',
    ];
    it('is known by what newspapers are called, where a caption, a byline or a notice names it too', () => {
      const above = menu('The Varnholm Ledger');
      expect(factsOf({ above }).carrier).toBeUndefined();
      expect(
        factsOf({ above, below: [['The harbour. Varnholm Ledger file photo', 'caption']] }).carrier,
      ).toBe('The Varnholm Ledger');
    });
    it('is known where it stands again below the headline', () => {
      const page = draftOf({ title: 'Varnholm reopens its harbour', body: BODY });
      const strip = (text: string, line: number) => ({
        rule: 'test/test',
        kind: 'header' as const,
        reason: 'a test',
        block: { text, kind: 'paragraph' as const, line, offset: 0 },
      });
      const lines = menu('Varnholmer Anzeiger').map((text, at) => strip(text, at - 20));
      const below = [strip('Varnholmer Anzeiger', 1.5)];
      expect(find({ ...page, removals: [...lines, ...below] }).facts.carrier?.value).toBe(
        'Varnholmer Anzeiger',
      );
      expect(find({ ...page, removals: lines }).facts.carrier).toBeUndefined();
    });
    it('is known, whatever it is called, where two lines speak of it as the page’s own', () => {
      const above = menu('Slow Harbour');
      const below = [
        ['Slow Harbour lives on its readers.', 'donation'],
        ['Get Slow Harbour by mail every Friday', 'newsletter'],
      ] as const;
      expect(factsOf({ above, below: below.slice(0, 1) }).carrier).toBeUndefined();
      expect(factsOf({ above, below }).carrier).toBe('Slow Harbour');
    });
    it('is no section, though letters and notices are called by it', () => {
      const below = [
        ['Sign up for Breaking News alerts', 'newsletter'],
        ['Boat Reviews are read in the Post', 'notice'],
      ] as const;
      expect(factsOf({ above: menu(), below: below.slice(0, 1) }).carrier).toBeUndefined();
    });
    it.each([
      ['Nordseebote', 'Nordseebote'],
      ['北海日报', '北海日报'],
      ['Sandviks Tidning', 'Sandviks Tidning'],
      ['Il Quotidiano di San Vito', 'Il Quotidiano di San Vito'],
      ['The Varnholm Ledger logo', 'The Varnholm Ledger'],
    ])('at the top of the page is «%s»', (line, carrier) => {
      expect(factsOf({ above: ['Skip to content', ['We use cookies.', 'legal'], line] }).carrier).toBe(
        carrier,
      );
    });
  });
  it('takes no name from lines that only repeat', () => {
    expect(
      factsOf({
        above: [
          ['Menu', 'navigation'],
          ['Menu', 'navigation'],
          ['Politics', 'navigation'],
          ['Politics', 'navigation'],
        ],
      }),
    ).toEqual(NONE);
  });
});

describe('self-mentions in what was stripped', () => {
  it('believes a name that comes twice', () => {
    const below = [
      ['A Message from The Varnholm Post:', 'donation'],
      ['By supporting The Varnholm Post, you keep local news alive.', 'donation'],
    ] as const;
    expect(factsOf({ below })).toMatchObject({ carrier: 'The Varnholm Post' });
  });
  it('believes one mention of an outlet it knows', () => {
    expect(factsOf({ above: [['Support The Guardian!', 'donation']] }).carrier).toBe('The Guardian');
  });
  it('believes one appeal that names it in quotation marks', () => {
    const below = [['Дорогие читатели! «Маяк залива» живёт на ваши пожертвования.', 'donation']] as const;
    expect(factsOf({ below }).carrier).toBe('Маяк залива');
  });
  it('does not take a call for a name', () => {
    const below = [
      ['Support Independent Journalism!', 'donation'],
      ['Support our journalism!', 'donation'],
    ] as const;
    expect(factsOf({ below })).toEqual(NONE);
  });
  it('does not take an outlet from a feed of other stories', () => {
    expect(factsOf({ below: [['News from The Guardian', 'feed']] })).toEqual(NONE);
  });
});

describe('wires', () => {
  it.each([
    ['a dateline', { body: [`VARNHOLM (Reuters) - ${BODY[0]}`, ...BODY] }, 'Reuters'],
    ['a stripped byline', { above: [['Par Le Phare avec AFP', 'byline']] }, 'Agence France-Presse'],
    ['a credit at the end', { body: [...BODY, 'Die Fähren fahren wieder. (dpa)'] }, 'dpa'],
    ['a credit line at the end', { body: BODY, below: [['© 2021 AFP', 'legal']] }, 'Agence France-Presse'],
  ] as const)('are read from %s', (_where, parts, agency) => {
    expect(factsOf(parts).agency).toBe(agency);
  });
  it.each([
    [
      'quoted in the text',
      {
        body: [...BODY, 'The ministry confirmed the closure in comments reported by the state agency Tass.'],
      },
    ],
    ['of a photograph', { above: [['Ferries in the harbour of Varnholm. Reuters', 'caption']] }],
    [
      'of a photograph that was kept',
      { body: ['The mayor of Varnholm with the captain of the ferry. Reuters', ...BODY] },
    ],
    ['whose initials are a word', { body: [...BODY, 'He met the pa.'] }],
  ] as const)('are not those %s', (_what, parts) => {
    expect(factsOf(parts)).toEqual(NONE);
  });
});

describe('a wire that is credited alone', () => {
  it.each([
    ['in a dateline', { body: [`VARNHOLM (Reuters) - ${BODY[0]}`, ...BODY] }],
    ['in a byline', { above: [['By Reuters', 'byline']] }],
    [
      'as author',
      { meta: { head: headOf({ jsonLd: [{ '@type': 'NewsArticle', author: { name: 'Reuters' } }] }) } },
    ],
  ] as const)('wrote the article where nobody else is known: %s', (_where, parts) => {
    expect(factsOf(parts as Parts)).toEqual({ origin: 'Reuters', carrier: undefined, agency: 'Reuters' });
  });
  it('leaves the page to its outlet', () => {
    const facts = factsOf({ url: 'https://www.lemonde.fr/a', above: [['Par Reuters', 'byline']] });
    expect(facts).toEqual({ origin: undefined, carrier: 'Le Monde', agency: 'Reuters' });
  });
  it.each(['Par Le Phare avec AFP', 'By Anna Holm and Reuters'])('is not one beside others: %s', (byline) => {
    expect(factsOf({ above: [[byline, 'byline']] }).origin).toBeUndefined();
  });
});

describe('the foot of the page', () => {
  const carrier = (...below: readonly string[]) =>
    factsOf({ below: below.map((text) => [text, 'caption'] as const) }).carrier;

  it('names the outlet in its notice of copyright, whatever that was stripped as', () => {
    expect(carrier('© 2021 The Varnholm Post. All rights reserved.')).toBe('The Varnholm Post');
    expect(carrier('Copyright © 2013 · Varnholm Post | Terms')).toBe('Varnholm Post');
    expect(carrier('© 2021 varnholmpost.com')).toBe('varnholmpost.com');
    expect(carrier('© The Varnholm Post')).toBeUndefined();
  });
  it('does not take an owner, a wire, a platform or a photographer for an outlet', () => {
    for (const name of ['Condé Nast', 'Varnholm Holdings', 'Küstenverlag', 'AFP', 'WordPress'])
      expect(carrier(`© 2021 ${name}`)).toBeUndefined();
    expect(carrier('Evening by the harbour © Anna Holm', '© Anna Holm / Getty Images')).toBeUndefined();
  });
  it('counts its notice only where the address agrees, if there is one', () => {
    const below = [['© 2021 Anna Holm', 'legal']] as const;
    expect(factsOf({ below }).carrier).toBe('Anna Holm');
    expect(factsOf({ below, url: 'https://varnholmpost.com/a' }).carrier).toBe('varnholmpost.com');
    const same = [['© 2021 Varnholm Post', 'legal']] as const;
    expect(factsOf({ below: same, url: 'https://varnholmpost.com/a' }).carrier).toBe('Varnholm Post');
  });
  it('holds the addresses of the outlet: two lines agree on one', () => {
    expect(carrier('Letters: letters@varnholmpost.com')).toBeUndefined();
    expect(carrier('Letters: letters@varnholmpost.com', 'https://www.varnholmpost.com/2021/a')).toBe(
      'varnholmpost.com',
    );
    expect(carrier('Letters: anna@gmail.com', 'News: varnholm@gmail.com')).toBeUndefined();
    expect(
      factsOf({ below: [['Support The Varnholm Post!', 'donation'], 'Write to news@varnholmpost.com'] }),
    ).toEqual({ ...NONE, carrier: 'The Varnholm Post' });
  });
});

describe('platforms', () => {
  it('are no carrier by their name, and their sites go by their own host', () => {
    const meta = { head: headOf({ jsonLd: [{ '@type': 'BlogPosting', publisher: { name: 'Blogger' } }] }) };
    expect(factsOf({ meta }).carrier).toBeUndefined();
    expect(factsOf({ url: 'https://varnholm.wordpress.com/a' }).carrier).toBe('varnholm.wordpress.com');
  });
  it('an aggregator that states the address of the outlet stays the carrier', () => {
    const meta = {
      head: headOf({ canonical: 'https://www.lemonde.fr/a', metas: { 'og:site_name': ['MSN'] } }),
    };
    expect(factsOf({ meta })).toMatchObject({ origin: 'Le Monde', carrier: 'MSN' });
  });
});

describe('credits', () => {
  it('names who published it first', () => {
    const below = [['This article was originally published by Le Phare.', 'notice']] as const;
    expect(factsOf({ url: 'https://blog.example.com/a', below })).toMatchObject({
      origin: 'Le Phare',
      carrier: 'example.com',
    });
  });
  it('keeps the words each fact rests on', () => {
    const { agency } = find(draftOf({ body: [...BODY, 'Die Fähren fahren wieder. (dpa)'] })).facts;
    expect(agency).toMatchObject({ reader: 'wire-credit', evidence: expect.stringContaining('(dpa)') });
  });
});
