/** Strict agreement of marked spans: both ends must be the same. */
export interface SpanScore {
  right: number;
  found: number;
  marked: number;
}

export const NO_SPANS: SpanScore = { right: 0, found: 0, marked: 0 };

interface Ends {
  from: number;
  to: number;
}

export function scoreSpans(before: SpanScore, found: readonly Ends[], marked: readonly Ends[]): SpanScore {
  const keys = new Set(found.map(({ from, to }) => `${from} ${to}`));
  return {
    right: before.right + marked.filter(({ from, to }) => keys.has(`${from} ${to}`)).length,
    found: before.found + keys.size,
    marked: before.marked + marked.length,
  };
}

/** Harmonic mean of precision and recall; 0 where nothing is right. */
export function f1({ right, found, marked }: SpanScore): number {
  return right === 0 ? 0 : (2 * right) / (found + marked);
}
