import { describe, expect, it } from "vitest";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { FollowedFacts, SessionFacts } from "../ports.ts";
import { remember } from "./remember.ts";

const SESSION = "11111111-1111-4111-8111-111111111111";
const session: SessionFacts = {
  device: "iPhone17,1",
  startedAt: 60_000,
  endedAt: 60_000 + 25 * 60_000,
  projectId: "P1",
  rating: 0.5,
  claims: ["I feel calm"],
  windows: 12,
  features: {
    hr: 64.4,
    rmssd: 41.2,
    "activity.walking": 0.62,
    "activity.still": 0.31,
    "activity.turning": 0.02,
  },
};
const facts: FollowedFacts = {
  questionBefore: async (interviewId) => (interviewId === "i1" ? "What do you do?" : undefined),
  skillName: async (skillId) => (skillId === "ts" ? "TypeScript" : undefined),
  session: async (sessionId) => (sessionId === SESSION ? session : undefined),
};

function event(seq: number, actor: ActorName, type: string, payload: object): EventRecord {
  return { userId: "u", seq, actor, type, at: 1_000 + seq, commandId: `c${seq}`, machineVersion: 1, payload };
}

function evidence(seq: number, id: string, more: object = {}): EventRecord {
  const base = {
    id,
    skillId: "ts",
    t: 5,
    kind: "artifact",
    sourceId: "s",
    strength: 1,
    reliability: 1,
    practice: false,
  };
  return event(seq, "skills", "evidence_added", { evidence: { ...base, value: { level: 3 }, ...more } });
}

describe("what is remembered of the log", () => {
  it("is each answer, with its question, in passages", async () => {
    const text = `${"I build things. ".repeat(60)}And I sing.`;
    const { items } = await remember(
      [event(7, "interview", "answer_given", { interviewId: "i1", text })],
      facts,
    );
    expect(items.map(({ id }) => id)).toEqual(["interview:i1:7:1", "interview:i1:7:2"]);
    expect(items[0]).toMatchObject({
      kind: "interview",
      title: "What do you do?",
      at: 1_007,
      source: { kind: "interview", id: "i1", locator: "answer 7" },
    });
    expect(items.at(-1)?.text).toMatch(/And I sing\.$/);
  });

  it("is evidence that rests on words, until it is retracted", async () => {
    const added = [evidence(1, "e1", { quote: " I ship it every week. ", span: [0, 22] }), evidence(2, "e2")];
    const { items, gone } = await remember(added, facts);
    expect(gone).toEqual([]);
    expect(items).toEqual([
      {
        id: "evidence:e1",
        kind: "evidence",
        title: "TypeScript",
        text: "I ship it every week.",
        at: 5,
        source: { kind: "skill", id: "ts", locator: "e1" },
        metadata: { evidenceKind: "artifact", level: 3, spanFrom: 0, spanTo: 22 },
      },
    ]);
    const retracted = event(3, "skills", "evidence_retracted", { evidenceId: "e1" });
    expect(await remember([...added, retracted], facts)).toMatchObject({ items: [], gone: ["evidence:e1"] });
    const again = evidence(4, "e1", { quote: "Still." });
    expect(await remember([...added, retracted, again], facts)).toMatchObject({
      items: [{ id: "evidence:e1", text: "Still." }],
      gone: [],
    });
  });

  it("is a session once it has ended, with what was measured and said", async () => {
    const ended = event(1, "session", "session_ended", { sessionId: SESSION, endedAt: 1, ledger: [] });
    const tagged = event(2, "session", "session_tagged", { sessionId: SESSION, projectId: "P1" });
    const { items, changes } = await remember([ended, tagged], facts);
    expect(changes).toEqual([]);
    expect(items).toMatchObject([
      { id: `session:${SESSION}`, at: 60_000, metadata: { minutes: 25, windows: 12 } },
    ]);
    expect(items[0]?.text).toBe(
      "Session of 25 minutes with iPhone17,1, worked on project P1. Measured: mean heart rate 64 beats per minute, " +
        "mean heart rate variability (RMSSD) 41 ms. Movement: walking 62 %, still 31 %. Rated 0.5 on a scale from -1 to 1. " +
        "Said: “I feel calm”.",
    );
    // What is said later changes the item, where it was not forgotten.
    expect(await remember([tagged], facts)).toMatchObject({
      items: [],
      changes: [{ id: `session:${SESSION}` }],
    });
    const unknown = event(3, "session", "session_rated", { sessionId: "other", rating: 1 });
    expect(await remember([unknown], facts)).toEqual({ items: [], changes: [], gone: [] });
  });
});
