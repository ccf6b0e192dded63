/** @jsxImportSource preact */
/** How to search, and the keys: a page of its own, which the script also shows as a dialog. */
import { freshSearch, href } from '../query/href.ts';

/** What can be typed into the box, and what it means. */
const LANGUAGE = [
  ['harbour strike', 'every word must be there; typos are forgiven, and said'],
  ['"general strike"', 'these words next to each other'],
  ['strike -football', 'and not this word; also -"a phrase"'],
  ['source:"Le Monde"', 'a source; also origin: carrier: agency:'],
  ['person:Curie', 'a name; also org: place: entity:'],
  ['lang:fr', 'a language'],
  ['date:2023-08', 'a day, month or year; date:2023-08..2023-10 for a range'],
  ['is:truncated', 'cut short; also is:whole and is:undated'],
  ['-source:"Le Monde"', 'a minus before a field leaves out'],
] as const;

const KEYS = [
  ['/', 'go to the search box'],
  ['j', 'next result; in an article the next match'],
  ['k', 'previous result or match'],
  ['Enter', 'open the result'],
  ['Esc', 'leave the box or the list, close this help'],
  ['?', 'this help'],
] as const;

export function HelpPage() {
  return (
    <main id="main" class="help-page" tabIndex={-1}>
      <h1>Help</h1>
      <div id="help-text" class="help-text">
        <h2>What can be typed</h2>
        <dl>
          {LANGUAGE.map(([q, meaning]) => (
            <div>
              <dt>
                <a href={href(freshSearch({ q }))}>
                  <code>{q}</code>
                </a>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <h2>Keys</h2>
        <dl class="keys">
          {KEYS.map(([key, meaning]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p class="note" data-without-script>
          The keys work where scripts are allowed.
        </p>
        <label class="keys-switch" data-with-script hidden>
          <input type="checkbox" data-keys-switch /> Use these keys
        </label>
      </div>
    </main>
  );
}
