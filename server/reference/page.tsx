/** @jsxImportSource preact */
/** The reference of the API for people, from the same description programs get. */
import type { Description } from '../api/openapi.ts';
import { type Answer, type Operation, operationsOf, type Parameter, successOf } from '../api/operation.ts';
import { aboutProblem, PROBLEM_NAMES, problemType } from '../errors.ts';
import { ASSETS } from '../ui/assets.ts';
import { renderPage } from '../ui/layout.tsx';
import { type Schemas, sketch, sketchValues } from './sketch.ts';
import { type ToldParameters, toldOnce } from './told-once.ts';

/** The whole page as HTML. */
export const referencePage = (description: Description, maxQueryLength: number): string =>
  renderPage({
    title: 'The API',
    maxQueryLength,
    style: ASSETS.reference,
    children: <Reference description={description} />,
  });

function Reference({ description }: { readonly description: Description }) {
  const operations = operationsOf(description.paths);
  const told = toldOnce(description.paths);
  return (
    <main id="main" class="reference" tabIndex={-1}>
      <h1>The API</h1>
      <p>
        <Words text={description.info.description} />
      </p>
      <p>
        The same for programs: <a href="/api/openapi.json">OpenAPI {description.openapi}</a>.
      </p>
      <nav aria-label="Addresses of the API">
        <ul>
          {operations.map(({ asked, operation }) => (
            <li>
              <a href={`#${operation.operationId}`}>
                <code>{asked}</code>
              </a>
            </li>
          ))}
          <li>
            <a href="#problems">Problems</a>
          </li>
        </ul>
      </nav>
      {operations.map(({ asked, operation }) => (
        <Address
          asked={asked}
          operation={operation}
          parameters={told.get(asked)}
          schemas={description.components.schemas}
        />
      ))}
      <Problems />
    </main>
  );
}

interface AddressProps {
  /** Method and path. */
  readonly asked: string;
  readonly operation: Operation;
  readonly parameters: ToldParameters | undefined;
  readonly schemas: Schemas;
}

function Address({ asked, operation, parameters, schemas }: AddressProps) {
  const { operationId, summary, description, responses, requestBody } = operation;
  const [success, answer] = successOf(operation) ?? [];
  const { here = [], before = [] } = parameters ?? {};
  return (
    <section id={operationId} aria-labelledby={`${operationId}-title`}>
      <h2 id={`${operationId}-title`}>
        <code>{asked}</code>
      </h2>
      <p>
        <Words text={`${summary}.`} />
      </p>
      {description && (
        <p>
          <Words text={description} />
        </p>
      )}
      {here.length > 0 && <Parameters of={asked} parameters={here} />}
      {before.map(([where, names]) => (
        <p>
          <Words text={`As for \`${where}\`: ${names.map((name) => `\`${name}\``).join(', ')}.`} />
        </p>
      ))}
      {requestBody && <Sent body={requestBody} schemas={schemas} />}
      {answer && <Success answer={answer} schemas={schemas} />}
      <h3>Otherwise</h3>
      {Object.entries(responses)
        .filter(([status]) => status !== success)
        .map(([status, answer]) => (
          <Failure status={status} answer={answer} />
        ))}
    </section>
  );
}

function Parameters({ of, parameters }: { readonly of: string; readonly parameters: readonly Parameter[] }) {
  return (
    <table>
      <caption class="unseen">Parameters of {of}</caption>
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, in: place, schema, description = '' }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
              {place === 'path' && ' in the path'}
              <span class="values">
                <Words text={sketchValues(schema)} />
              </span>
            </th>
            <td>
              <Words text={description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sent({
  body,
  schemas,
}: {
  readonly body: NonNullable<Operation['requestBody']>;
  readonly schemas: Schemas;
}) {
  return (
    <>
      <h3>What is sent</h3>
      {Object.entries(body.content).map(([type, { schema }]) => (
        <>
          <p>
            <code>{type}</code>
          </p>
          <Code summary="Its shape" text={sketch(schema, schemas)} />
        </>
      ))}
    </>
  );
}

function Success({ answer, schemas }: { readonly answer: Answer; readonly schemas: Schemas }) {
  return (
    <>
      <h3>The answer</h3>
      {Object.entries(answer.content ?? {}).map(([type, { schema }]) => (
        <>
          <p>
            <code>{type}</code>
            <Headers answer={answer} />
          </p>
          <Code summary="Its shape" text={sketch(schema, schemas)} />
        </>
      ))}
      <Examples answer={answer} />
    </>
  );
}

function Failure({ status, answer }: { readonly status: string; readonly answer: Answer }) {
  return (
    <>
      <p>
        {status}: <Words text={answer.description} />
        <Headers answer={answer} />
      </p>
      <Examples answer={answer} />
    </>
  );
}

function Headers({ answer: { headers = {} } }: { readonly answer: Answer }) {
  const names = Object.keys(headers).map((name) => `\`${name}\``);
  return names.length === 0 ? null : <Words text={`, with ${names.join(', ')}`} />;
}

function Examples({ answer: { content = {} } }: { readonly answer: Answer }) {
  return (
    <>
      {Object.values(content).flatMap(({ examples = {} }) =>
        Object.values(examples).map(({ summary, value }) => (
          <Code
            summary={`Example: ${summary}`}
            text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
          />
        )),
      )}
    </>
  );
}

function Code({ summary, text }: { readonly summary: string; readonly text: string }) {
  return (
    <details>
      <summary>{summary}</summary>
      <pre>
        <code>{text}</code>
      </pre>
    </details>
  );
}

/** Each problem under its name, which is the end of its type. */
function Problems() {
  return (
    <section id="problems" aria-labelledby="problems-title">
      <h2 id="problems-title">Problems</h2>
      <p>
        A failure is <code>application/problem+json</code>. Its <code>type</code> is one of these for good,
        whatever the words of <code>title</code> and <code>detail</code> become; a <code>Link</code> header
        with <code>rel="help"</code> leads here. <code>instance</code> names the request as the log of the
        server does.
      </p>
      <dl>
        {PROBLEM_NAMES.map((name) => {
          const { status, title, about } = aboutProblem(name);
          return (
            <>
              <dt id={name}>
                <code>{problemType(name)}</code>
              </dt>
              <dd>
                {status}: {title}. <Words text={about} />
              </dd>
            </>
          );
        })}
      </dl>
    </section>
  );
}

/** A text with its `code`. */
function Words({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, i) => (i % 2 === 0 ? part : <code>{part}</code>))}</>;
}
