/**
 * A letter to the readers inside or below the article: "A message from …", "Dear readers", then paragraphs that
 * speak of "we" and "you" and ask for money. Its paragraphs are as good prose as the article's, so only their
 * run can be told: from the salutation to the end of what speaks to the reader.
 */
import type { Block, Why } from '../draft.ts';
import type { Page, Verdicts } from './page.ts';

/** A line that opens a letter; it must be short. */
const OPENING =
  /^(?:an? (?:important |personal )?(?:message|note|appeal|letter) (?:from|to)\b|(?:dear|hello,?) (?:readers?|friends?|supporters?)\b|chère?s (?:lectrices|lecteurs|amis|abonnés)|un message de\b|liebe (?:leser|freunde|unterstützer)|in eigener sache|estimad[oa]s? (?:lector|amig)|querid[oa]s? (?:lector|amig|leitor)|(?:cari|care|gentili) (?:lettor|lettric|amic)|prezad[oa]s? leitor|car[oa]s? leitor|beste lezers?|lieve lezers?|drodzy (?:czytelnicy|państwo)|szanowni (?:czytelnicy|państwo)|дорогие (?:читатели|друзья)|уважаемые читатели|шановні читачі|любі читачі|дорогі (?:читачі|друзі)|sevgili okur|değerli okur|أعزاءنا القراء|القراء الأعزاء|عزيزي القارئ|亲爱的读者|各位读者|読者の皆(?:様|さま|さん))/iu;
const OPENING_MASS = 70;

/** A salutation with its comma or dash: a paragraph may start with it and be the whole letter. */
const SALUTATION = /^\p{L}+(?: \p{L}+){1,3}\s?[,:;!–—-]/u;

/** Words that ask for money or support, in any of our languages. */
const ASKS =
  /(?:support (?:us|our|independent|the|quality)|your support|donat|contribut|fund(?:ing|ed)? (?:us|our|by (?:our )?readers)|reader-funded|chip in|from (?:just|as little as) [$€£]|soutenez|soutenir|votre soutien|faites? un don|vos dons|spende|unterstütz|abonnieren sie|donar|dona(?:tivo|ción|ciones)|apóy|apoy[ae]|vuestro apoyo|tu apoyo|su apoyo|doa(?:r|ção|ções)|dona(?:zion|te\b)|sostien|sosten(?:er|ete)|steun|doneer|donatie|wesprz|wspier|wspar|darowizn|поддерж|пожертв|підтрим|пожертв|bağış|destek|تبرع|دعمكم|ادعم|捐款|捐助|支持我们|支援|寄付|ご支援)/iu;
/** Words that speak to the reader as "you", or of the writers as "we". */
const SPEAKS =
  /(?<!\p{L})(?:you|your|yours|we|us|our|ours|vous|votre|vos|nous|notre|nos|sie|ihre?n?|ihnen|wir|uns|unsere?n?|unserem|ustedes?|tus?|su|nosotros|nuestr[oa]s?|você|vocês|seu|sua|nós|nosso|nossa|voi|vostr[oaie]|noi|nostr[oaie]|tuo|je|jullie|jouw|u|uw|wij|we|ons|onze|państw[ao]|wasz[ae]?|wy|nasz[aey]?|my|nam|вы|вас|вам|ваш[аеиу]?|мы|нас|нам|наш[аеиу]?|ви|ваш[аіу]?|ми|наш[аіу]?|siz|sizin|biz|bizim)(?!\p{L})|(?:我们|您|你们|私たち|皆(?:様|さま|さん)|نحن|أنتم|لكم)/iu;

/** A letter is at most this many blocks. */
const LONGEST = 20;

const WHY: Why = {
  rule: 'letter/to-readers',
  kind: 'donation',
  reason: 'a letter to the readers that asks for support',
};

/** Takes each run from an opening line on that speaks to the reader, if somewhere in it money or support is asked for. */
export function letters(page: Page, going: Verdicts): Verdicts {
  const found = new Map<Block, Why>();
  for (let at = 0; at < page.blocks.length; at++) {
    const block = page.blocks[at];
    if (!block || !OPENING.test(block.text.trim())) continue;
    if ((page.mass[at] ?? 0) > OPENING_MASS && !(SALUTATION.test(block.text.trim()) && ASKS.test(block.text)))
      continue;
    const run = letterFrom(page, going, at);
    if (!run.some((one) => ASKS.test(one.text))) continue;
    for (const one of run) found.set(one, WHY);
    at += run.length - 1;
  }
  return found;
}

/** From the opening to the last block that speaks to the reader or asks; one block that does neither may stand between. */
function letterFrom(page: Page, going: Verdicts, start: number): Block[] {
  let end = start;
  for (let at = start + 1; at < Math.min(page.blocks.length, start + LONGEST); at++) {
    const block = page.blocks[at];
    if (!block || block === page.title) break;
    const isLetter =
      going.has(block) || SPEAKS.test(block.text) || ASKS.test(block.text) || OPENING.test(block.text.trim());
    if (isLetter) end = at;
    else if (at - end > 2) break;
  }
  return page.blocks.slice(start, end + 1);
}
