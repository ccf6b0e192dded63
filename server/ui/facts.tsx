/** @jsxImportSource preact */
/** What is known of an article, each fact with the words it rests on, and the names in it. */
import { ENTITY_TYPES } from '../../config/schema.ts';
import type { Article, Evidence } from '../../engine/article.ts';
import { FACET_LABELS, languageLabel, numberLabel, percentLabel } from '../labels.ts';
import { href, searchFor } from '../query/href.ts';

const FACT_LABELS: Readonly<Record<Evidence['fact'], string>> = {
  title: 'Headline',
  language: 'Language',
  origin: 'Written by',
  carrier: 'Carried by',
  agency: 'Agency',
  published: 'Date',
  dateRefused: 'Date not believed',
  completeness: 'Completeness',
  bodyLoss: 'Lost in cleaning',
};

/** Names shown of each type before the reader asks for more. */
const SHOWN = 8;

export function Facts({ article }: { readonly article: Article }) {
  return (
    <>
      <section class="facts" aria-labelledby="facts">
        <h2 id="facts">What we know</h2>
        {article.facts.length === 0 && <p class="note">Nothing on the page tells.</p>}
        <dl>
          {article.facts.map((fact) => (
            <div>
              <dt>{FACT_LABELS[fact.fact]}</dt>
              <dd>
                <bdi class="fact-value">{factValue(fact)}</bdi>
                {fact.evidence !== fact.value && <EvidenceText {...fact} />}
                <span class="note">
                  read by <code>{fact.reader}</code>
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <Names article={article} />
    </>
  );
}

/** The words a fact rests on, as a quotation; how whole a text is rests on a sentence of ours, which quotes by itself. */
const EvidenceText = ({ fact, evidence }: Evidence) =>
  fact === 'completeness' ? (
    <span class="evidence" dir="auto">
      {evidence}
    </span>
  ) : (
    <q class="evidence" dir="auto">
      {evidence}
    </q>
  );

/** Codes and shares as a reader says them; what is no number stands as it is. */
function factValue({ fact, value }: Evidence): string {
  if (fact === 'language') return languageLabel(value);
  const share = Number(value);
  return fact === 'completeness' && value !== '' && !Number.isNaN(share) ? percentLabel(share) : value;
}

function Names({ article }: { readonly article: Article }) {
  if (article.entities.length === 0) return null;
  return (
    <section class="article-names" aria-labelledby="names">
      <h2 id="names">Names</h2>
      {ENTITY_TYPES.map((type) => {
        const names = article.entities.filter((entity) => entity.type === type);
        if (names.length === 0) return null;
        const item = ({ name, count }: (typeof names)[number]) => (
          <li>
            <a class="chip" href={href(searchFor(type, name))}>
              <bdi>{name}</bdi>
              {count > 1 && <span class="value-count"> {numberLabel(count)}×</span>}
            </a>
          </li>
        );
        return (
          <>
            <h3>{FACET_LABELS[type]}</h3>
            <ul class="chip-list">{names.slice(0, SHOWN).map(item)}</ul>
            {names.length > SHOWN && (
              <details>
                <summary>{numberLabel(names.length - SHOWN)} more</summary>
                <ul class="chip-list">{names.slice(SHOWN).map(item)}</ul>
              </details>
            )}
          </>
        );
      })}
    </section>
  );
}
