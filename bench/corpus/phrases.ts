/** Furniture in ten languages, as newsrooms write it: what stands on the pages of a source whatever the article. */
import type { Language } from './material.ts';

export interface Phrases {
  readonly menu: readonly string[];
  readonly newsletter: readonly string[];
  readonly donate: string;
  readonly paywall: string;
  readonly share: string;
  readonly related: string;
  readonly rights: string;
  readonly by: string;
  readonly published: string;
  readonly mastheads: readonly string[];
}

/** `{}` is the percentage that is left in `paywall`, the outlet elsewhere, and the town in `mastheads`. */
export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    menu: [
      'Home',
      'World',
      'Politics',
      'Business',
      'Science',
      'Culture',
      'Sport',
      'Weather',
      'Log in',
      'Subscribe',
    ],
    newsletter: [
      'Sign up to our newsletter',
      'Get the morning briefing from {} in your inbox. You can unsubscribe at any time.',
    ],
    donate:
      'Independent journalism costs money. If you value what {} does, please support us with a donation today.',
    paywall: 'You have {} % of this article left to read. Subscribe to continue reading.',
    share: 'Share this article',
    related: 'More on this story',
    rights: '© {}. All rights reserved.',
    by: 'By',
    published: 'Published',
    mastheads: ['The {} Post', '{} Times', 'The {} Gazette', '{} Evening News'],
  },
  de: {
    menu: ['Startseite', 'Politik', 'Wirtschaft', 'Kultur', 'Sport', 'Wetter', 'Anmelden', 'Abonnieren'],
    newsletter: [
      'Newsletter abonnieren',
      'Jeden Morgen das Wichtigste von {} in Ihrem Postfach. Die Abmeldung ist jederzeit möglich.',
    ],
    donate: 'Unabhängiger Journalismus kostet Geld. Unterstützen Sie {} mit einer Spende.',
    paywall: 'Sie haben noch {} % dieses Artikels vor sich. Jetzt abonnieren und weiterlesen.',
    share: 'Artikel teilen',
    related: 'Mehr zum Thema',
    rights: '© {}. Alle Rechte vorbehalten.',
    by: 'Von',
    published: 'Veröffentlicht am',
    mastheads: ['{}er Zeitung', '{}er Anzeiger', 'Neue {}er Nachrichten'],
  },
  fr: {
    menu: ['Accueil', 'Monde', 'Politique', 'Économie', 'Culture', 'Sport', 'Se connecter', "S'abonner"],
    newsletter: [
      'Newsletter',
      "Chaque matin, recevez l'essentiel de l'actualité de {}. Vous pouvez vous désinscrire à tout moment.",
    ],
    donate: "L'information indépendante a un coût. Soutenez {} par un don.",
    paywall: 'Il vous reste {} % de cet article à lire. La suite est réservée aux abonnés.',
    share: 'Partager',
    related: 'À lire également',
    rights: '© {}. Tous droits réservés.',
    by: 'Par',
    published: 'Publié le',
    mastheads: ['Le Courrier de {}', "L'Écho de {}", '{} Matin'],
  },
  es: {
    menu: [
      'Portada',
      'Internacional',
      'Política',
      'Economía',
      'Cultura',
      'Deportes',
      'Iniciar sesión',
      'Suscríbete',
    ],
    newsletter: ['Suscríbete a nuestro boletín', 'Recibe cada mañana lo más importante de {} en tu correo.'],
    donate: 'El periodismo independiente cuesta dinero. Apoya a {} con una donación.',
    paywall: 'Te queda el {} % de este artículo por leer. Suscríbete para seguir leyendo.',
    share: 'Compartir',
    related: 'Más información',
    rights: '© {}. Todos los derechos reservados.',
    by: 'Por',
    published: 'Publicado el',
    mastheads: ['Diario de {}', 'La Gaceta de {}', 'El Correo de {}'],
  },
  it: {
    menu: ['Prima pagina', 'Mondo', 'Politica', 'Economia', 'Cultura', 'Sport', 'Accedi', 'Abbonati'],
    newsletter: ['Iscriviti alla newsletter', 'Ogni mattina le notizie di {} nella tua casella di posta.'],
    donate: "L'informazione indipendente ha un costo. Sostieni {} con una donazione.",
    paywall: "Ti resta da leggere il {} % dell'articolo. Abbonati per continuare a leggere.",
    share: 'Condividi',
    related: 'Leggi anche',
    rights: '© {}. Tutti i diritti riservati.',
    by: 'Di',
    published: 'Pubblicato il',
    mastheads: ['La Voce di {}', 'Il Corriere di {}', 'Gazzetta di {}'],
  },
  pt: {
    menu: ['Início', 'Mundo', 'Política', 'Economia', 'Cultura', 'Desporto', 'Entrar', 'Assinar'],
    newsletter: ['Assine a nossa newsletter', 'Receba todas as manhãs as notícias de {} no seu correio.'],
    donate: 'O jornalismo independente tem custos. Apoie o {} com um donativo.',
    paywall: 'Faltam {} % deste artigo. Assine para continuar a ler.',
    share: 'Partilhar',
    related: 'Leia também',
    rights: '© {}. Todos os direitos reservados.',
    by: 'Por',
    published: 'Publicado em',
    mastheads: ['Diário de {}', 'Jornal de {}', 'Correio de {}'],
  },
  ru: {
    menu: ['Главная', 'В мире', 'Политика', 'Экономика', 'Культура', 'Спорт', 'Войти', 'Подписаться'],
    newsletter: ['Подпишитесь на рассылку', 'Каждое утро главные новости от {} на вашей почте.'],
    donate: 'Независимая журналистика стоит денег. Поддержите {}.',
    paywall: 'Осталось прочитать {} % статьи. Оформите подписку, чтобы читать дальше.',
    share: 'Поделиться',
    related: 'Читайте также',
    rights: '© {}. Все права защищены.',
    by: 'Автор:',
    published: 'Опубликовано',
    mastheads: ['Вестник {}', '{} сегодня', 'Новости {}'],
  },
  ar: {
    menu: ['الرئيسية', 'العالم', 'سياسة', 'اقتصاد', 'ثقافة', 'رياضة', 'تسجيل الدخول'],
    newsletter: ['اشترك في النشرة البريدية', 'احصل كل صباح على أهم أخبار {} في بريدك.'],
    donate: 'الصحافة المستقلة تحتاج إلى دعمكم. ادعموا {} بتبرع.',
    paywall: 'تبقى {}٪ من هذا المقال للقراءة. اشترك لقراءة المزيد',
    share: 'شارك',
    related: 'اقرأ أيضا',
    rights: '© {}. جميع الحقوق محفوظة.',
    by: 'بقلم',
    published: 'نشر في',
    mastheads: ['صحيفة {}', 'أخبار {}'],
  },
  zh: {
    menu: ['首页', '国际', '政治', '财经', '文化', '体育', '登录'],
    newsletter: ['订阅新闻简报', '每天早晨将{}的要闻发送到您的邮箱。'],
    donate: '独立新闻需要您的支持，请为{}捐款。',
    paywall: '本文还有{}%未读，订阅后继续阅读。',
    share: '分享',
    related: '相关报道',
    rights: '© {} 版权所有',
    by: '记者',
    published: '发布时间',
    mastheads: ['{}日报', '{}晚报'],
  },
  ja: {
    menu: ['ホーム', '国際', '政治', '経済', '文化', 'スポーツ', 'ログイン'],
    newsletter: ['ニュースレターに登録', '毎朝、{}の主なニュースをメールでお届けします。'],
    donate: '独立した報道には費用がかかります。{}をご支援ください。',
    paywall: 'この記事は残り{}%あります。続きを読むには購読が必要です。',
    share: 'シェア',
    related: '関連記事',
    rights: '© {} 無断転載を禁じます',
    by: '記者',
    published: '公開日',
    mastheads: ['{}新聞', '{}日報'],
  },
};
