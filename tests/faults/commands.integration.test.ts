/** The short form of `npm run test:faults`: one round of each fault, on three nodes and three NATS servers. */
import { expect, it } from "vitest";
import { openCommandRounds } from "./commands/rounds.ts";
import { STRIKES } from "./commands/strikes.ts";

const SEED = 20_261_124;
const LIMIT_MS = 480_000;

it(
  "loses and doubles nothing that was acknowledged, and serves everybody again, whatever strikes",
  { timeout: LIMIT_MS },
  async ({ skip }) => {
    const rounds = await openCommandRounds(SEED);
    if ("unavailable" in rounds) return skip(rounds.unavailable);
    await using open = rounds;
    for (const [index, strike] of STRIKES.entries()) {
      const { complaints, story, acknowledged } = await open.run(SEED + index, [strike]);
      expect(
        complaints.length === 0 ? [] : [...complaints, ...story],
        `seed ${SEED + index}, ${strike}`,
      ).toEqual([]);
      expect(acknowledged).toBeGreaterThan(0);
    }
    return undefined;
  },
);
