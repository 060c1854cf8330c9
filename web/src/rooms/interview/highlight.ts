/** Marks the quotes of proposals inside the text they come from. */
export interface Quoted {
  id: string;
  span: readonly [number, number];
}

export interface Piece {
  text: string;
  /** Where it begins. */
  from: number;
  /** Ids of the proposals whose quote this is part of; they may overlap. */
  ids: readonly string[];
  /** Those of them that end with it. */
  ending: readonly string[];
}

/** The text in pieces, each under the same quotes from end to end. Spans outside of it are cut to it. */
export function piecesOf(text: string, quoted: readonly Quoted[]): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { span } of quoted) for (const at of span) cuts.add(Math.max(0, Math.min(text.length, at)));
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((to, i) => {
    const from = sorted[i] ?? 0;
    const within = quoted.filter(({ span: [start, end] }) => start < to && end > from);
    const ending = within.filter(({ span }) => Math.min(span[1], text.length) === to);
    return {
      text: text.slice(from, to),
      from,
      ids: within.map(({ id }) => id),
      ending: ending.map(({ id }) => id),
    };
  });
}
