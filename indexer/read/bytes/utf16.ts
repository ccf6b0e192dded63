/** UTF-16 without a byte order mark. */

const SAMPLE = 8192;
/** White space and the commonest punctuation of every script: of the two byte orders, the right one has them. */
const TELLING = new Set([0x20, 0x0a, 0x0d, 0x09, 0x2c, 0x2e, 0x3000, 0x3001, 0x3002, 0xff0c]);
/** Code points that no text holds: unassigned, private, controls, halves of surrogate pairs. */
const IMPLAUSIBLE = /[\p{Cn}\p{Co}\p{Cc}\p{Cs}]/gu;
const IMPLAUSIBLE_SHARE = 0.01;

/** `utf-16le` or `utf-16be` where the bytes are text in it beyond doubt, else undefined. Bytes without a NUL are not. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, Math.min(bytes.length, SAMPLE) & ~1);
  if (sample.length < 4 || !sample.includes(0)) return undefined;
  const [little, big] = [tellingUnits(sample, 0), tellingUnits(sample, 1)];
  if (Math.max(little, big) === 0 || Math.max(little, big) < 3 * Math.min(little, big)) return undefined;
  const order = little > big ? 'utf-16le' : 'utf-16be';
  // The last unit of the sample may be half a pair.
  const text = new TextDecoder(order)
    .decode(sample)
    .slice(0, -1)
    .replace(/[\t\n\r\f\u0085\0]/g, (c) => (c === '\0' ? c : ''));
  const odd = text.match(IMPLAUSIBLE)?.length ?? 0;
  return odd <= text.length * IMPLAUSIBLE_SHARE ? order : undefined;
}

function tellingUnits(sample: Uint8Array, low: 0 | 1): number {
  let found = 0;
  for (let i = 0; i < sample.length; i += 2)
    if (TELLING.has((sample[i + low] as number) | ((sample[i + 1 - low] as number) << 8))) found += 1;
  return found;
}
