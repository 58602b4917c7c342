/**
 * How well one measuring tells two kinds apart: the chance that a value of the second is greater than one of the first
 * (Mann and Whitney's U, as the area under the curve). 0.5: not at all. `error` is its standard error when they are alike.
 */
export function areaUnderCurve(first: readonly number[], second: readonly number[]): { area: number; error: number } {
  const all = [...first.map((value) => ({ value, of: 0 })), ...second.map((value) => ({ value, of: 1 }))];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (all[end]?.value === all[at]!.value) end++;
    // Of equal values each has the rank of their middle.
    for (let n = at; n < end; n++) ranks += all[n]!.of * ((at + end + 1) / 2);
    at = end;
  }
  const [m, n] = [first.length, second.length];
  return { area: (ranks - (n * (n + 1)) / 2) / (m * n), error: Math.sqrt((m + n + 1) / (12 * m * n)) };
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
