/**
 * What publishers put under a text they cut, and under one they did not: invented sentences, none of them an example of
 * a rule in `config/completeness.yml`, so that the rules are measured on words they were not written for.
 */

/** `percent` is the share left, `characters` the characters left. */
interface Left {
  readonly percent: number;
  readonly characters: number;
}
type Line = (left: Left) => string;

/** Notices that a text is cut, by form; each language has its own words, others are shown the English ones. */
export const CUT_FORMS: Readonly<Record<string, Readonly<Record<string, Line>>>> = {
  percent: {
    en: ({ percent }) => `There is ${percent}% of this report left to read`,
    de: ({ percent }) => `Noch ${percent} % dieses Textes. Sie haben noch kein Abo?`,
    fr: ({ percent }) => `Il vous reste encore ${percent} % de ce récit à lire. Rejoignez-nous.`,
    es: ({ percent }) => `Te falta un ${percent} % de esta historia. Hazte socio.`,
    pl: ({ percent }) => `Zostało Ci jeszcze ${percent}% tego tekstu`,
    it: ({ percent }) => `Vi resta il ${percent}% del testo`,
    ru: ({ percent }) => `Вам осталось ${percent} % текста`,
  },
  subscribe: {
    en: () => 'Want to keep reading? Start your trial today',
    de: () => 'Testen Sie unser Angebot und lesen Sie weiter',
    fr: () => 'Abonnez-vous dès maintenant et poursuivez votre lecture',
    es: () => 'Regístrate y continúa leyendo',
    pl: () => 'Zarejestruj się i czytaj dalej',
    it: () => 'Abbonati subito e continua a leggere',
    ru: () => 'Чтобы дочитать, оформите подписку',
  },
  rest: {
    en: () => 'The remainder is exclusively for premium members',
    de: () => 'Den Rest der Geschichte lesen nur unsere Abonnentinnen und Abonnenten',
    fr: () => 'La fin de cet article est accessible aux seuls abonnés',
    es: () => 'Lo demás es solo para nuestros socios',
    pl: () => 'Reszta artykułu tylko dla zalogowanych',
    it: () => 'Il seguito è disponibile soltanto per gli iscritti',
    ru: () => 'Остальная часть текста только для подписчиков',
  },
  whole: {
    en: () => 'Register with us and get the complete article',
    de: () => 'Jetzt anmelden und den vollständigen Beitrag lesen',
    fr: () => "Créez votre compte pour lire l'article complet",
    es: () => 'Inicia sesión y lee el artículo entero',
    pl: () => 'Wykup dostęp i przeczytaj całość',
    it: () => "Accedi e leggi l'articolo per intero",
    ru: () => 'Войдите и читайте материал полностью',
  },
  locked: {
    en: () => 'This piece is available to logged-in readers and subscribers',
    de: () => 'Dieser Beitrag ist exklusiv für Mitglieder',
    fr: () => 'Contenu réservé aux membres',
    es: () => 'Esta nota es exclusiva para abonados',
    pl: () => 'Materiał wyłącznie dla prenumeratorów',
    it: () => 'Servizio riservato agli iscritti',
    ru: () => 'Публикация доступна по подписке',
  },
  link: {
    en: () => 'Keep reading →',
    de: () => 'Mehr lesen …',
    fr: () => 'Lisez la suite',
    es: () => 'Leer más »',
    pl: () => 'Czytaj więcej',
    it: () => 'Leggi tutto »',
    ru: () => 'Читать дальше…',
  },
  login: {
    en: () => 'Already have a subscription? Sign in here',
    de: () => 'Schon Abonnent? Hier einloggen',
    fr: () => 'Déjà abonné ? Identifiez-vous',
    es: () => '¿Ya tienes cuenta? Inicia sesión',
    pl: () => 'Masz już konto? Zaloguj się',
    it: () => 'Hai già un account? Accedi',
    ru: () => 'Уже есть аккаунт? Войти',
  },
  characters: { en: ({ characters }) => `… [+${characters} chars]` },
  ellipsis: { en: () => '…' },
  nothing: { en: () => '' },
};

/** Forms that are written onto the last line of the text, not below it. */
export const APPENDED: ReadonlySet<string> = new Set(['characters', 'ellipsis', 'nothing']);

/** Boxes of pages that are whole. */
export const FREE_FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  newsletter: {
    en: 'Sign up for our morning newsletter and never miss a story',
    de: 'Jetzt unseren Newsletter abonnieren und keine Geschichte verpassen',
    fr: 'Inscrivez-vous à notre lettre du matin',
    es: 'Suscríbete a nuestro boletín',
    pl: 'Zapisz się do naszego newslettera',
  },
  offer: {
    en: 'Subscribe from 1 a week and get unlimited access to everything we publish',
    de: 'Unbegrenzter Zugang zu allen Inhalten: jetzt Abo abschließen',
    fr: 'Abonnez-vous à partir de 1 par mois et accédez à tous nos contenus',
    es: 'Suscríbete desde 1 al mes y accede a todo el contenido',
    pl: 'Kup dostęp do wszystkich treści już od 1 za miesiąc',
  },
  login: {
    en: 'Existing member? Log in',
    de: 'Sie haben schon ein Konto? Anmelden',
    fr: 'Vous avez déjà un compte ? Connectez-vous',
    es: '¿Ya eres socio? Accede',
    pl: 'Masz już prenumeratę? Zaloguj się',
  },
  meter: {
    en: 'You have 3 free stories left this month. Register to keep reading',
    de: 'Noch 2 kostenlose Artikel in diesem Monat',
    fr: 'Il vous reste 2 articles gratuits ce mois-ci',
    es: 'Te quedan 3 artículos gratis este mes',
    pl: 'Zostały Ci 2 darmowe artykuły w tym miesiącu',
  },
  support: {
    en: 'This article was free to read. Support our reporting with a donation',
    de: 'Dieser Text ist frei zugänglich, weil andere dafür bezahlen. Unterstützen Sie uns',
    fr: 'Cet article vous a plu ? Soutenez une presse indépendante',
    es: 'Apoya el periodismo independiente',
    pl: 'Wesprzyj niezależne dziennikarstwo',
  },
  related: {
    en: 'Read more: ferries return to the islands',
    de: 'Weiterlesen: Die Fähren kommen zurück',
    fr: 'Lire aussi : le retour des ferries',
    es: 'Leer más: vuelven los transbordadores',
    pl: 'Czytaj także: promy wracają',
  },
};
