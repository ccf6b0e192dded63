/// <reference lib="dom" />
/**
 * Search as you type. Everything works without this module: it only asks for the very pages the links and forms lead
 * to, and puts their content in place of what is shown. The address is always that of what is shown.
 */

/** Milliseconds of quiet after a key before the search is sent. */
const QUIET = 160;
/** Longest wait between two attempts to reach a server that is away, in seconds; each wait is twice the one before. */
const LONGEST_WAIT = 60;
const FIRST_WAIT = 5;

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('#search'));
const box = /** @type {HTMLInputElement | null} */ (document.querySelector('#q'));
const announcement = document.querySelector('#announce');

/** The request under way for each place of the page; a newer one aborts it. @type {Map<string, AbortController>} */
const underWay = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** Whether the entry of the history that is shown is one that typing made: the next key then writes over it. */
let typing = false;
/** Attempts in a row that found the engine or the server away. */
let failures = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retrying;

const main = () => /** @type {HTMLElement | null} */ (document.querySelector('main[data-live]'));

/** The address a form leads to, blank fields left out. @param {HTMLFormElement} from */
function formAddress(from) {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(from))
    if (typeof value === 'string' && value.trim() !== '') params.append(name, value);
  const path = new URL(from.action).pathname;
  return params.size === 0 ? path : `${path}?${params}`;
}

/**
 * The page at an address, or nothing where a newer one was asked for meanwhile.
 * @param {string} address path and query
 * @param {string} place what it is for
 */
async function pageAt(address, place) {
  underWay.get(place)?.abort();
  const mine = new AbortController();
  underWay.set(place, mine);
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { accept: 'text/html' } });
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch (error) {
    if (mine.signal.aborted) return undefined;
    throw error;
  }
}

/** Path and query that are in the address bar: a step to another place of the same page asks for nothing. */
const here = () => window.location.pathname + window.location.search;
/** The one whose page is shown, or on its way. */
let shown = here();

/**
 * Shows the page at an address without leaving this one.
 * @param {string} address path and query
 * @param {'push' | 'replace' | 'keep'} history what happens to the address bar
 */
async function show(address, history) {
  clearTimeout(waiting);
  clearTimeout(retrying);
  main()?.setAttribute('aria-busy', 'true');
  // A second click, or Enter on what is shown already, is no step that Back would have to undo.
  const isNew = address !== here();
  if (history === 'push' && isNew) {
    window.history.replaceState({ ...window.history.state, y: window.scrollY }, '');
    window.history.pushState(null, '', address);
  }
  if (history === 'replace') window.history.replaceState(null, '', address);
  shown = here();
  try {
    const page = await pageAt(address, 'main');
    if (!page) return;
    const next = page.querySelector('main[data-live]');
    if (next instanceof HTMLElement) swap(next, page);
    else window.location.assign(address);
  } catch (error) {
    console.warn(error);
    main()?.removeAttribute('aria-busy');
    sayLost(address);
  }
}

/**
 * Puts the new content in place and keeps what the reader had open and where the focus was.
 * @param {HTMLElement} next
 * @param {Document} page the one it comes from
 */
function swap(next, page) {
  const old = main();
  if (!old) return;
  const focus = document.activeElement;
  const focused = focus?.getAttribute('data-focus');
  const section = focus?.closest('[data-section]')?.getAttribute('data-section');
  for (const kept of old.querySelectorAll('[data-keep]')) {
    const twin = next.querySelector(`[data-keep="${CSS.escape(kept.getAttribute('data-keep') ?? '')}"]`);
    if (kept instanceof HTMLDetailsElement && twin instanceof HTMLDetailsElement) twin.open ||= kept.open;
    if (kept instanceof HTMLInputElement && twin instanceof HTMLInputElement) twin.checked = kept.checked;
  }
  old.replaceWith(document.adoptNode(next));
  document.title = page.title;
  swapAround(page);
  if (focused) {
    const again =
      next.querySelector(`[data-focus="${CSS.escape(focused)}"]`) ??
      next.querySelector(`[data-section="${CSS.escape(section ?? '')}"] [tabindex="-1"]`) ??
      next;
    if (again instanceof HTMLElement || again instanceof SVGElement)
      again.focus({ preventScroll: again === next });
  }
  announce(next.querySelector('[data-announce]')?.getAttribute('data-announce') ?? '');
  askAgainLater();
}

/** What tells of the search outside its content: the addresses of its feeds, and the build. @param {Document} page */
function swapAround(page) {
  for (const feed of document.querySelectorAll('link[rel=alternate]')) feed.remove();
  for (const feed of page.querySelectorAll('link[rel=alternate]'))
    document.head.append(document.adoptNode(feed));
  const [foot, next] = [document.querySelector('.foot'), page.querySelector('.foot')];
  if (foot && next && !foot.contains(document.activeElement)) foot.replaceWith(document.adoptNode(next));
}

/** @param {string} words */
function announce(words) {
  if (announcement && announcement.textContent !== words) announcement.textContent = words;
}

/** The server itself did not answer: says so above what is shown, and asks again by itself. @param {string} address */
function sayLost(address) {
  const shown = main();
  if (!shown) return;
  shown.querySelector('.lost')?.remove();
  const note = document.createElement('p');
  note.className = 'lost';
  const again = document.createElement('a');
  again.href = address;
  again.textContent = 'Try again';
  const when = document.createElement('span');
  when.setAttribute('data-retrying', '');
  note.append('The server does not answer. ', again, ' ', when);
  shown.prepend(note);
  announce('The server does not answer.');
  shown.dataset.retry = String(FIRST_WAIT);
  askAgainLater(address);
}

/** On a page that says the engine is away: asks for it again, less and less often, and only while it is looked at. */
function askAgainLater(address = window.location.pathname + window.location.search) {
  clearTimeout(retrying);
  const wait = Number(main()?.dataset.retry);
  if (!wait) {
    failures = 0;
    return;
  }
  const seconds = Math.min(wait * 2 ** failures, LONGEST_WAIT);
  failures += 1;
  const note = main()?.querySelector('[data-retrying]');
  if (note) note.textContent = `This page asks again by itself in ${seconds} seconds.`;
  retrying = setTimeout(() => {
    if (!document.hidden) show(address, 'keep');
    else document.addEventListener('visibilitychange', () => show(address, 'keep'), { once: true });
  }, seconds * 1000);
}

/** Searches for what stands in the box; a row of keys is one entry of the history. */
function searchTyped() {
  if (!form) return;
  show(formAddress(form), typing ? 'replace' : 'push');
  typing = true;
}

/**
 * Shows what a search within a facet finds, in the place of the values that are listed.
 * @param {HTMLFormElement} search
 */
async function findValues(search) {
  const facet = search.dataset.find ?? '';
  const inPanel = document.querySelector(`[data-found="${CSS.escape(facet)}"]`);
  const place = inPanel ?? document.querySelector('main [data-values]');
  const address = formAddress(search);
  try {
    const page = await pageAt(address, facet);
    const found = page?.querySelector('[data-values]');
    if (!found || !place) return;
    place.replaceChildren(...[...found.childNodes].map((node) => document.adoptNode(node)));
    announce(found.getAttribute('data-announce') ?? '');
    if (!inPanel) {
      window.history.replaceState(null, '', address);
      shown = here();
    }
  } catch (error) {
    console.warn(error);
    announce('The server does not answer.');
  }
}

/** The search within a facet that an event comes from. @param {Event} event */
const findForm = (event) =>
  /** @type {HTMLFormElement | null} */ (
    event.target instanceof Element ? event.target.closest('form[data-find]') : null
  );

/** @param {Event} event */
function typed(event) {
  if (!main() || (event instanceof InputEvent && event.isComposing)) return;
  const search = findForm(event);
  if (!search && event.target !== box) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => (search ? findValues(search) : searchTyped()), QUIET);
}
document.addEventListener('input', typed);
document.addEventListener('compositionend', typed);
// Who left the box and comes back to it looks for something else: an entry of its own.
box?.addEventListener('change', () => {
  typing = false;
});

document.addEventListener('submit', (event) => {
  const search = findForm(event);
  if (!main() || (!search && event.target !== form)) return;
  event.preventDefault();
  clearTimeout(waiting);
  if (search) {
    findValues(search);
    return;
  }
  typing = false;
  if (form) show(formAddress(form), 'push');
});

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link =
    event.target instanceof Element
      ? event.target.closest('main[data-live] a[href^="/?"], main[data-live] a[href="/"]')
      : null;
  const address = link?.getAttribute('href');
  if (!link || !address) return;
  event.preventDefault();
  typing = false;
  if (box) box.value = new URLSearchParams(address.slice(1)).get('q') ?? '';
  const turnsPage = link.closest('.pages') !== null;
  show(address, 'push').then(() => {
    if (turnsPage) document.querySelector('#summary')?.scrollIntoView();
  });
});

window.addEventListener('popstate', ({ state }) => {
  if (!main() || here() === shown) return;
  typing = false;
  if (box) box.value = new URLSearchParams(window.location.search).get('q') ?? '';
  show(here(), 'keep').then(() => {
    window.scrollTo(0, Number(state?.y ?? 0));
  });
});

askAgainLater();
