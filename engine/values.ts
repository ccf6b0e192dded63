/** How the engine compares facet values, so that we agree with it on which ones are the same. */

/** Two values with one key are one facet value to the engine: case and compatibility forms do not count. */
export const valueKey = (value: string): string => value.trim().normalize('NFKD').toLowerCase();

/** Also without accents: for what a person types into the search of a facet. */
export const folded = (value: string): string => valueKey(value).replace(/\p{M}/gu, '');
