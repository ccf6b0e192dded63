/** Many addresses take the same parameters: a reader is told of each once. */
import { isDeepStrictEqual } from 'node:util';
import { operationsOf, type Parameter, type Paths } from '../api/operation.ts';

export interface ToldParameters {
  /** Parameters that stand here for the first time, or mean something else here. */
  readonly here: readonly Parameter[];
  /** Names of those that are as an address before had them, by that address. */
  readonly before: readonly (readonly [string, readonly string[]])[];
}

/** The parameters of each operation by what is asked, `GET /api/search`, in the order of the addresses. */
export function toldOnce(paths: Paths): ReadonlyMap<string, ToldParameters> {
  const first: { readonly path: string; readonly parameter: Parameter }[] = [];
  const told = new Map<string, ToldParameters>();
  for (const { path, asked, operation } of operationsOf(paths)) {
    const here: Parameter[] = [];
    const before = new Map<string, string[]>();
    for (const parameter of operation.parameters) {
      const known = first.find((one) => isDeepStrictEqual(one.parameter, parameter));
      if (known) before.set(known.path, [...(before.get(known.path) ?? []), parameter.name]);
      else here.push(parameter);
    }
    first.push(...here.map((parameter) => ({ path, parameter })));
    told.set(asked, { here, before: [...before] });
  }
  return told;
}
