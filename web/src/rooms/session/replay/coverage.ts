import type { PastSession } from "../../../api/signals.ts";

/** Samples stored of those captured, over all streams; undefined where none were. */
export function coverageOf({ streams }: Pick<PastSession, "streams">): number | undefined {
  const captured = streams.reduce((sum, { ledger }) => sum + ledger.captured, 0);
  const stored = streams.reduce((sum, { ledger }) => sum + ledger.stored, 0);
  return captured === 0 ? undefined : stored / captured;
}
