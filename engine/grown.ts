/** Flat memory that became too small: what it holds, in the larger one that takes its place. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array>(
  from: T,
  to: T,
): T {
  to.set(from);
  return to;
}
