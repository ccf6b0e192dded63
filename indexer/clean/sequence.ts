/** The decision over the whole page: which blocks are article, given what the classifier thinks of each alone. */

/**
 * The likeliest sequence of in and out, where each change between the two costs `change` (in half log-odds): a lone
 * doubtful line goes with its neighbours, a sure one stands for itself. Viterbi over two states, linear.
 */
export function decide(odds: ArrayLike<number>, change: number): boolean[] {
  let out = 0;
  let inside = -change;
  const cameFrom: [out: boolean, inside: boolean][] = [];
  for (let at = 0; at < odds.length; at++) {
    const value = odds[at] as number;
    const outFromInside = inside - change > out;
    const insideFromOut = out - change > inside;
    const nextOut = (outFromInside ? inside - change : out) - value / 2;
    const nextInside = (insideFromOut ? out - change : inside) + value / 2;
    cameFrom.push([outFromInside, !insideFromOut]);
    out = nextOut;
    inside = nextInside;
  }
  const decided = new Array<boolean>(odds.length);
  let isInside = inside > out;
  for (let at = odds.length - 1; at >= 0; at--) {
    decided[at] = isInside;
    const from = cameFrom[at];
    isInside = isInside ? (from?.[1] ?? false) : (from?.[0] ?? false);
  }
  return decided;
}
