/** The sentence on a claim and the signals: about the difference, never about honesty (docs/model.md 5.4, 6). */
import type { ClaimReading } from "@trajectory/engine/life/claim-book.ts";

/** How the signals look when they differ from the claim. */
const DIFFERENT: Readonly<Record<ClaimReading["direction"], string>> = {
  energised: "less energetic than your usual",
  tired: "more energetic than your usual",
  calm: "more activated than your usual",
  stressed: "less activated than your usual",
  focused: "less steady than your usual",
  scattered: "steadier than your usual",
};

export const NO_SESSION_SENTENCE =
  "No session ran while you said it, so there is nothing to compare it with.";

export function claimSentence({ direction, verdict }: Pick<ClaimReading, "direction" | "verdict">): string {
  switch (verdict) {
    case "consistent":
      return `You said *${direction}*; your signals fit that.`;
    case "differs":
      return `You said *${direction}*; your signals look ${DIFFERENT[direction]}. Both can be true. Keep, edit or ignore?`;
    case "no_verdict":
      return `You said *${direction}*; your signals say neither yes nor no.`;
  }
}
