/**
 * Addresses as the web reads them (https://url.spec.whatwg.org).
 *
 * `URL.canParse` must not be asked: in Node 20, once V8 has compiled the code that asks, it calls every address with a letter
 * such as `ü` invalid, so that what is made of a page would depend on how many came before it.
 */

/** Undefined for what is no absolute address. */
export function parseAddress(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined; // the one thing it throws for
  }
}
