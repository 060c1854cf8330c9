/** Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): ranks are comparable where scores are not. */
export interface Fused {
  n: number;
  /** Sum of 1 / (60 + rank) over the lists it is in. */
  score: number;
  vectorRank: number | null;
  textRank: number | null;
}

/** Damps what the very first ranks count; the value of the paper. */
const K = 60;

/** Best first; equal scores in order of the newer item, so that pages do not overlap. */
export function fuse(byVector: readonly number[], byText: readonly number[]): Fused[] {
  const vectorRanks = ranksOf(byVector);
  const textRanks = ranksOf(byText);
  const fused = [...new Set([...byVector, ...byText])].map((n): Fused => {
    const vectorRank = vectorRanks.get(n) ?? null;
    const textRank = textRanks.get(n) ?? null;
    return { n, vectorRank, textRank, score: worth(vectorRank) + worth(textRank) };
  });
  return fused.sort((a, b) => b.score - a.score || b.n - a.n);
}

function worth(rank: number | null): number {
  return rank === null ? 0 : 1 / (K + rank);
}

function ranksOf(list: readonly number[]): Map<number, number> {
  return new Map(list.map((n, i) => [n, i + 1]));
}
