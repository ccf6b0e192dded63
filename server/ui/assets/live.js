/// <reference lib="dom" />
/**
 * Search as you type. Everything works without this module: it only asks for the very pages the links and the form
 * lead to, and puts their `main` in place of the one that is shown. The address is always that of what is shown.
 */

/** Milliseconds of quiet after a key before the search is sent. */
const QUIET = 160;

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('#search'));
const box = /** @type {HTMLInputElement | null} */ (document.querySelector('#q'));
const announcement = document.querySelector('#announce');

/** The request under way; a newer one aborts it. @type {AbortController | undefined} */
let underWay;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

const main = () => /** @type {HTMLElement | null} */ (document.querySelector('main[data-live]'));

/** The address the form leads to, blank fields left out. @param {HTMLFormElement} from */
function formAddress(from) {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(from))
    if (typeof value === 'string' && value.trim() !== '') params.append(name, value);
  return params.size === 0 ? '/' : `/?${params}`;
}

/**
 * Shows the page at an address without leaving this one.
 * @param {string} address path and query
 * @param {'push' | 'replace' | 'keep'} history what happens to the address bar
 */
async function show(address, history) {
  underWay?.abort();
  clearTimeout(waiting);
  const mine = new AbortController();
  underWay = mine;
  main()?.setAttribute('aria-busy', 'true');
  if (history === 'push') window.history.pushState(null, '', address);
  if (history === 'replace') window.history.replaceState(null, '', address);
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('main[data-live]');
    if (next instanceof HTMLElement) swap(next, page.title);
    else window.location.assign(address);
  } catch (error) {
    if (mine.signal.aborted) return;
    main()?.removeAttribute('aria-busy');
    announce('The server does not answer: try again.');
    console.warn(error);
  }
}

/**
 * Puts the new content in place and keeps what the reader had open and where the focus was.
 * @param {HTMLElement} next
 * @param {string} title
 */
function swap(next, title) {
  const old = main();
  if (!old) return;
  const focused = document.activeElement?.getAttribute('data-focus');
  for (const kept of old.querySelectorAll('[data-keep]')) {
    const twin = next.querySelector(`[data-keep="${CSS.escape(kept.getAttribute('data-keep') ?? '')}"]`);
    if (kept instanceof HTMLDetailsElement && twin instanceof HTMLDetailsElement) twin.open = kept.open;
    if (kept instanceof HTMLInputElement && twin instanceof HTMLInputElement) twin.checked = kept.checked;
  }
  old.replaceWith(document.adoptNode(next));
  document.title = title;
  if (focused) {
    const again = next.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement || again instanceof SVGElement) again.focus();
    else next.querySelector('h1')?.scrollIntoView({ block: 'nearest' });
  }
  announce(next.querySelector('[data-announce]')?.getAttribute('data-announce') ?? '');
}

/** @param {string} words */
function announce(words) {
  if (announcement) announcement.textContent = words;
}

if (form && box) {
  box.addEventListener('input', (event) => {
    if (!main() || (event instanceof InputEvent && event.isComposing)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(formAddress(form), 'replace'), QUIET);
  });
  box.addEventListener('compositionend', () => {
    if (main()) waiting = setTimeout(() => show(formAddress(form), 'replace'), QUIET);
  });
  form.addEventListener('submit', (event) => {
    if (!main()) return;
    event.preventDefault();
    show(formAddress(form), 'push');
  });
}

document.addEventListener('click', (event) => {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const link =
    event.target instanceof Element
      ? event.target.closest('main[data-live] a[href^="/?"], main[data-live] a[href="/"]')
      : null;
  const address = link?.getAttribute('href');
  if (!link || !address) return;
  event.preventDefault();
  if (box) box.value = new URLSearchParams(address.slice(1)).get('q') ?? '';
  const turnsPage = link.closest('.pages') !== null;
  show(address, 'push').then(() => {
    if (turnsPage) document.querySelector('#summary')?.scrollIntoView();
  });
});

window.addEventListener('popstate', () => {
  if (!main()) return;
  if (box) box.value = new URLSearchParams(window.location.search).get('q') ?? '';
  show(window.location.pathname + window.location.search, 'keep');
});

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  if (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')
  )
    return;
  event.preventDefault();
  box?.focus();
  box?.select();
});
