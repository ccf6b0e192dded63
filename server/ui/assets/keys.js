/// <reference lib="dom" />
/** The keys of the page and its help as a dialog. Single keys can be switched off (WCAG 2.1.4), and stay so. */

/** Where the choice is kept. */
const STORED = 'broadsheet-keys';

const box = /** @type {HTMLInputElement | null} */ (document.querySelector('#q'));

/** Whether single keys are used; a browser that keeps nothing uses them. */
let used = stored() !== 'off';

function stored() {
  try {
    return window.localStorage.getItem(STORED);
  } catch (error) {
    console.warn(error);
    return null;
  }
}

/** @param {boolean} on */
function use(on) {
  used = on;
  try {
    window.localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch (error) {
    console.warn(error);
  }
}

/** Brings the switch of the keys to life within the help. @param {ParentNode} help */
function wire(help) {
  for (const element of help.querySelectorAll('[data-with-script]')) element.removeAttribute('hidden');
  for (const element of help.querySelectorAll('[data-without-script]')) element.remove();
  const choice = help.querySelector('[data-keys-switch]');
  if (!(choice instanceof HTMLInputElement)) return;
  choice.checked = used;
  choice.addEventListener('change', () => use(choice.checked));
}

/** The help, asked for once. @returns {Promise<HTMLDialogElement>} */
async function helpDialog() {
  const made = document.querySelector('dialog#help');
  if (made instanceof HTMLDialogElement) return made;
  const page = new DOMParser().parseFromString(await (await fetch('/help')).text(), 'text/html');
  const text = page.querySelector('#help-text');
  if (!text) throw new Error('/help holds no help');
  const dialog = document.createElement('dialog');
  dialog.id = 'help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  const title = document.createElement('h2');
  title.id = 'help-title';
  title.textContent = 'Help';
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'quiet';
  close.autofocus = true;
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());
  dialog.append(title, close, document.adoptNode(text));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  wire(dialog);
  return dialog;
}

async function openHelp() {
  try {
    const dialog = await helpDialog();
    const choice = dialog.querySelector('[data-keys-switch]');
    if (choice instanceof HTMLInputElement) choice.checked = used;
    if (!dialog.open) dialog.showModal();
  } catch (error) {
    console.warn(error);
    window.location.assign('/help');
  }
}

/** Brings the focus so many results on. @param {1 | -1} step */
function move(step) {
  const links = [...document.querySelectorAll('main .hit-title a')];
  const now = document.activeElement?.closest('.hit')?.querySelector('.hit-title a');
  const at = now ? links.indexOf(now) : -1;
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  if (next instanceof HTMLElement) {
    next.focus({ preventScroll: true });
    next.closest('.hit')?.scrollIntoView({ block: 'nearest' });
  }
}

/** The match of an article that was led to last. */
let atMatch = -1;

/** Brings the next or previous match of an article into view, and tells which it is. @param {1 | -1} step */
function moveMatch(step) {
  const marks = [...document.querySelectorAll('.article-page article mark')].filter(
    (mark) => mark instanceof HTMLElement && mark.getClientRects().length > 0,
  );
  if (marks.length === 0) return;
  marks[atMatch]?.classList.remove('current');
  atMatch = Math.min(Math.max(atMatch + step, 0), marks.length - 1);
  marks[atMatch]?.classList.add('current');
  marks[atMatch]?.scrollIntoView({ block: 'center' });
  const told = document.querySelector('#announce');
  if (told) told.textContent = `Match ${atMatch + 1} of ${marks.length}`;
}

/** @param {1 | -1} step */
const step = (step) => (document.querySelector('.article-page') ? moveMatch(step) : move(step));

/** @type {Readonly<Record<string, () => void>>} */
const ACTIONS = {
  '/': () => {
    box?.focus();
    box?.select();
  },
  j: () => step(1),
  k: () => step(-1),
  '?': () => void openHelp(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target } = event;
  if (!(target instanceof HTMLElement || target instanceof SVGElement) || target.closest('dialog')) return;
  if (event.key === 'Escape') {
    if (target === box || target.closest('.hit')) {
      // The browser would empty the box.
      event.preventDefault();
      target.blur();
    }
    return;
  }
  if (!used || target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
  const action = ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!(event.target instanceof Element) || !event.target.closest('[data-help]')) return;
  event.preventDefault();
  openHelp();
});

wire(document);
