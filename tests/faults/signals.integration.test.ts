/** The short form of `npm run test:faults -- --signals`: every fault once, alone or with another. */
import { expect, it } from "vitest";
import { openSignalRuns } from "./signals/runs.ts";
import type { StrikeName } from "./signals/strikes.ts";

const SEED = 20_261_124;
const LIMIT_MS = 480_000;
const OUTAGE_MS = 1_500;
const DISK_MB = 256;
const ROUNDS: readonly (readonly StrikeName[])[] = [
  ["server_kill", "socket_cuts"],
  ["postgres_stop", "disorder"],
  ["disk_full"],
  ["postgres_pause", "server_kill"],
  ["server_stop", "disorder", "socket_cuts"],
];

it(
  "accounts for every sample, and stores them as they were captured, whatever strikes",
  { timeout: LIMIT_MS },
  async ({ skip, annotate }) => {
    const runs = await openSignalRuns({ longestOutageMs: OUTAGE_MS, diskMb: DISK_MB });
    if ("unavailable" in runs) return skip(runs.unavailable);
    await using open = runs;
    if (open.noDisk !== undefined) await annotate(`disk_full does nothing: ${open.noDisk}`);
    for (const [index, strikes] of ROUNDS.entries()) {
      const { complaints, story, stored } = await open.run(SEED + index, strikes);
      expect(
        complaints.length === 0 ? [] : [...complaints, ...story],
        `seed ${SEED + index}, ${strikes.join("+")}`,
      ).toEqual([]);
      expect(stored).toBeGreaterThan(0);
    }
    return undefined;
  },
);
