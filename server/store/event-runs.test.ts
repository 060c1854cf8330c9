import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { someEvents } from "@trajectory/actors/runtime/event-log.suite.ts";
import type { AppendOutcome } from "@trajectory/actors/runtime/ports.ts";
import { prepareAppend } from "./event-append.ts";
import { type AppendEntry, settleRuns, takeRuns } from "./event-runs.ts";

const USERS = Array.from({ length: 3 }, () => randomUUID());

function entry(user: number, expectedSeq: number, count: number): AppendEntry & { outcome?: AppendOutcome } {
  const userId = USERS[user]!;
  return {
    item: prepareAppend({ userId, expectedSeq, events: someEvents(userId, expectedSeq, count) }),
    resolve(outcome) {
      this.outcome = outcome;
    },
  };
}

describe("runs of appends", () => {
  it("join what follows, and leave the rest of that user for later", () => {
    const entries = [entry(0, 0, 2), entry(1, 5, 1), entry(0, 2, 1), entry(0, 0, 1), entry(0, 3, 1)];
    const { runs, later } = takeRuns(entries);
    expect(runs.map(({ userId, expectedSeq, entries: { length } }) => [userId, expectedSeq, length])).toEqual(
      [
        [USERS[0], 0, 2],
        [USERS[1], 5, 1],
      ],
    );
    expect(later).toEqual([entries[3], entries[4]]);
  });

  it("give every append the outcome it would have had alone, in its turn", () => {
    const append = fc.record({
      user: fc.nat(2),
      expectedSeq: fc.nat(6),
      count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(append, { maxLength: 30 }), (appends) => {
        const alone = new Map<string, number>();
        const entries = appends.map(({ user, expectedSeq, count }) => entry(user, expectedSeq, count));
        const expected = entries.map(({ item: { userId, expectedSeq, rows } }) => {
          if ((alone.get(userId) ?? 0) !== expectedSeq) return "conflict";
          alone.set(userId, expectedSeq + rows.length);
          return "appended";
        });

        const heads = new Map<string, number>();
        let waiting: AppendEntry[] = entries;
        while (waiting.length > 0) {
          const { runs, later } = takeRuns(waiting);
          const appended = runs.filter(({ userId, expectedSeq }) => (heads.get(userId) ?? 0) === expectedSeq);
          for (const { userId, expectedSeq, entries: joined } of appended) {
            heads.set(
              userId,
              joined.reduce((seq, { item }) => seq + item.rows.length, expectedSeq),
            );
          }
          const users = new Set(appended.map(({ userId }) => userId));
          waiting = [...settleRuns(runs, users), ...later];
        }
        expect(entries.map(({ outcome }) => outcome?.kind)).toEqual(expected);
        expect(heads).toEqual(alone);
      }),
    );
  });
});
