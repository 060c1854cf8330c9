import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { AppendOutcome, EventLog } from "./ports.ts";

/** What the suite drives: one log that several writers open. */
export interface LogFixture {
  /** Another node's view of the same log. */
  open(): Promise<EventLog>;
  close(): Promise<void>;
}

const APPENDED: AppendOutcome = { kind: "appended" };
const CONFLICT: AppendOutcome = { kind: "conflict" };

/** Payloads that have to come back as they went, keys in order. */
const PAYLOADS: readonly unknown[] = [
  {},
  { zeta: 1, alpha: 2, "10": 3, nested: { b: [1, { d: null, c: true }], a: "x" } },
  { text: 'quotes " and \\ and {braces}, NULL, \n\t, ü, 漢, 🚀, \u2028' },
  { nul: "a\0b", loneSurrogate: "\ud800" },
  { numbers: [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -1e-7, 9_007_199_254_740_991] },
  { empty: "", list: [], none: null },
  { long: "x".repeat(100_000) },
];

/** Events of one commit: `count` of them after `expectedSeq`. */
export function someEvents(
  userId: string,
  expectedSeq: number,
  count: number,
  commandId = `command-${expectedSeq + 1}`,
): EventRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    userId,
    seq: expectedSeq + 1 + index,
    actor: "life",
    type: "goal_set",
    at: 1_795_000_000_000 + expectedSeq + index + 0.125,
    commandId,
    machineVersion: 3,
    payload: { goal: { id: `g${index}`, name: "Goal", importance: index / 3 } },
  }));
}

/** Runs against every implementation of the port. */
export function eventLogSuite(name: string, create: () => Promise<LogFixture>): void {
  describe(`event log: ${name}`, () => {
    let fixture: LogFixture;
    let log: EventLog;
    const newUser = (): string => globalThis.crypto.randomUUID();

    async function write(userId: string, expectedSeq: number, count = 1): Promise<AppendOutcome> {
      return log.append({ userId, expectedSeq, events: someEvents(userId, expectedSeq, count) });
    }

    beforeAll(async () => {
      fixture = await create();
      log = await fixture.open();
    });
    afterAll(() => fixture.close());

    it("is empty for a user it does not know", async () => {
      const userId = newUser();
      expect(await log.read(userId, 0, 10)).toEqual([]);
      expect(await log.findCommand(userId, "command-1")).toEqual([]);
      expect(await log.loadSnapshot(userId)).toBeUndefined();
    });

    it("gives events back as they were written, in order", async () => {
      const userId = newUser();
      const events = PAYLOADS.map((payload, index) => ({
        ...someEvents(userId, index, 1)[0]!,
        actor: "session" as const,
        payload,
      }));
      expect(await log.append({ userId, expectedSeq: 0, events })).toEqual(APPENDED);
      const read = await log.read(userId, 0, 100);
      expect(read).toEqual(events);
      expect(JSON.stringify(read.map((event) => event.payload))).toBe(JSON.stringify(PAYLOADS));
    });

    it("reads a page at a time", async () => {
      const userId = newUser();
      await write(userId, 0, 10);
      const seqs = async (afterSeq: number, limit: number) =>
        (await log.read(userId, afterSeq, limit)).map(({ seq }) => seq);
      expect(await seqs(0, 4)).toEqual([1, 2, 3, 4]);
      expect(await seqs(4, 4)).toEqual([5, 6, 7, 8]);
      expect(await seqs(8, 4)).toEqual([9, 10]);
      expect(await seqs(10, 4)).toEqual([]);
    });

    it("refuses a writer whose head is behind, and one whose head is ahead", async () => {
      const userId = newUser();
      await write(userId, 0, 3);
      expect(await write(userId, 0)).toEqual(CONFLICT);
      expect(await write(userId, 2, 5)).toEqual(CONFLICT);
      expect(await write(userId, 4)).toEqual(CONFLICT);
      expect((await log.read(userId, 0, 100)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(await write(userId, 3)).toEqual(APPENDED);
    });

    it("lets one of two writers of a seq win, with all of its events", async () => {
      const other = await fixture.open();
      for (let round = 0; round < 20; round++) {
        const userId = newUser();
        const [mine, theirs] = [someEvents(userId, 0, 2, "mine"), someEvents(userId, 0, 3, "theirs")];
        const outcomes = await Promise.all([
          log.append({ userId, expectedSeq: 0, events: mine }),
          other.append({ userId, expectedSeq: 0, events: theirs }),
        ]);
        expect(outcomes.filter(({ kind }) => kind === "appended")).toHaveLength(1);
        expect(await log.read(userId, 0, 100)).toEqual(outcomes[0].kind === "appended" ? mine : theirs);
      }
    });

    it("lets one of two writers of a seq win within one node too", async () => {
      const userId = newUser();
      const outcomes = await Promise.all([write(userId, 0, 2), write(userId, 0, 2), write(userId, 2, 1)]);
      expect(outcomes).toEqual([APPENDED, CONFLICT, APPENDED]);
      expect(await log.read(userId, 0, 100)).toHaveLength(3);
    });

    it("judges each of several appends in a row by itself", async () => {
      const userId = newUser();
      await write(userId, 0, 2);
      expect(await Promise.all([write(userId, 0, 2), write(userId, 2, 1), write(userId, 3, 1)])).toEqual([
        CONFLICT,
        APPENDED,
        APPENDED,
      ]);
    });

    it("keeps one user's conflict from touching the others", async () => {
      const users = Array.from({ length: 30 }, newUser);
      const late = users[7]!;
      await write(late, 0);
      const outcomes = await Promise.all(users.map((userId) => write(userId, 0, 2)));
      expect(outcomes.map(({ kind }) => kind === "conflict")).toEqual(users.map((userId) => userId === late));
    });

    it("keeps the order of 1,000 appends of 100 users that are under way at once", async () => {
      const users = Array.from({ length: 100 }, newUser);
      const rounds = Array.from({ length: 10 }, (_, index) => index);
      const outcomes = await Promise.all(
        rounds.flatMap((round) => users.map((userId) => write(userId, round * 2, 2))),
      );
      expect(outcomes).toEqual(Array.from({ length: 1_000 }, () => APPENDED));
      for (const userId of users) {
        const seqs = (await log.read(userId, 0, 100)).map(({ seq }) => seq);
        expect(seqs).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      }
    });

    it("finds what a command made, of its user only", async () => {
      const [userId, other] = [newUser(), newUser()];
      const events = someEvents(userId, 0, 3, "the-command");
      await log.append({ userId, expectedSeq: 0, events });
      await log.append({ userId, expectedSeq: 3, events: someEvents(userId, 3, 1, "another") });
      expect(await log.findCommand(userId, "the-command")).toEqual(events);
      expect(await log.findCommand(other, "the-command")).toEqual([]);
    });

    it("keeps the newest snapshot", async () => {
      const userId = newUser();
      const snapshot = (seq: number) => ({
        userId,
        seq,
        machineVersion: 2,
        stateHash: `hash-${seq}`,
        state: { seq, keys: { z: 1, a: [0.1, null] } },
      });
      await log.saveSnapshot(snapshot(5));
      await log.saveSnapshot(snapshot(9));
      await log.saveSnapshot(snapshot(7));
      expect(await log.loadSnapshot(userId)).toEqual(snapshot(9));
      const again = { ...snapshot(9), stateHash: "other", machineVersion: 3 };
      await log.saveSnapshot(again);
      expect(await log.loadSnapshot(userId)).toEqual(again);
    });

    it("reads many users at once, each its own", async () => {
      const users = Array.from({ length: 70 }, newUser);
      await Promise.all(users.map((userId, index) => write(userId, 0, (index % 5) + 1)));
      const asked = users.map((userId, index) => log.read(userId, index % 3, 2));
      const seqs = (await Promise.all(asked)).map((events) => events.map(({ userId, seq }) => [userId, seq]));
      expect(seqs).toEqual(
        users.map((userId, index) => {
          const [after, head] = [index % 3, (index % 5) + 1];
          return [after + 1, after + 2].filter((seq) => seq <= head).map((seq) => [userId, seq]);
        }),
      );
      const [userId = ""] = users;
      expect(await Promise.all([log.read(userId, 0, 9), log.read(userId, 1, 9)])).toMatchObject([
        [{ seq: 1 }],
        [],
      ]);
    });

    it("tells who has reminders to come, and when the earliest is due", async () => {
      const [anna, bert, cleo] = [newUser(), newUser(), newUser()];
      const reminder = (id: string, at: number) => ({ reminder: { id, text: "Call the bank", at } });
      const said: [string, string, unknown][] = [
        [anna, "reminder_set", reminder("a", 5_000)],
        [anna, "reminder_set", reminder("b", 3_000)],
        [anna, "reminder_set", reminder("a", 2_000)],
        [bert, "reminder_set", reminder("a", 1_000)],
        [bert, "reminder_fired", { reminderId: "a", due: 1_000, next: 9_000 }],
        [bert, "reminder_set", reminder("b", 1_000)],
        [bert, "reminder_fired", { reminderId: "b", due: 1_000 }],
        [cleo, "reminder_set", reminder("a", 1_000)],
        [cleo, "reminder_removed", { reminderId: "a" }],
      ];
      for (const userId of [anna, bert, cleo]) {
        const events = said
          .filter(([user]) => user === userId)
          .map(([, type, payload], i) => ({ ...someEvents(userId, i, 1)[0]!, type, payload }));
        await log.append({ userId, expectedSeq: 0, events });
      }
      const pending = await (await fixture.open()).pendingReminders();
      const dueOf = (userId: string) => pending.filter((one) => one.userId === userId).map(({ due }) => due);
      expect([anna, bert, cleo].map(dueOf)).toEqual([[2_000], [9_000], []]);
    });

    it("remembers who is paused, for every node", async () => {
      const [userId, other] = [newUser(), newUser()];
      expect(await log.isPaused(userId)).toBe(false);
      await log.setPaused(userId, true);
      await log.setPaused(userId, true);
      const elsewhere = await fixture.open();
      expect(await Promise.all([userId, other].map((id) => elsewhere.isPaused(id)))).toEqual([true, false]);
      await elsewhere.setPaused(userId, false);
      expect(await log.isPaused(userId)).toBe(false);
    });
  });
}
