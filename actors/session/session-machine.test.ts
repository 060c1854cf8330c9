import { createActor } from "xstate";
import { describe, expect, it } from "vitest";
import { NO_SESSION, type SessionEvent } from "./recording.ts";
import { isNewest, toModel } from "./session-actor.ts";
import { sessionMachine } from "./session-machine.ts";

const FIRST = "11111111-1111-4111-8111-111111111111";
const SECOND = "22222222-2222-4222-8222-222222222222";

function started(sessionId = FIRST): SessionEvent {
  return {
    type: "session_started",
    at: 0,
    payload: { sessionId, device: "iPhone", startedAt: 0, streams: [] },
  };
}

function window(t1: number, sessionId = FIRST, kind: "motion" | "heart" = "motion"): SessionEvent {
  const window = { kind, t0: t1 - 10_000, t1, overlap: 2, revision: 0, features: {}, clockErrorMs: null };
  return { type: "window_recorded", at: t1, payload: { sessionId, window } };
}

function ended(sessionId = FIRST): SessionEvent {
  return { type: "session_ended", at: 60_000, payload: { sessionId, endedAt: 60_000, ledger: [] } };
}

function tagged(projectId = "P1", sessionId = FIRST): SessionEvent {
  return { type: "session_tagged", at: 0, payload: { sessionId, projectId } };
}

function rated(rating: number, sessionId = FIRST): SessionEvent {
  return { type: "session_rated", at: 0, payload: { sessionId, rating } };
}

function claimed(sessionId = FIRST): SessionEvent {
  return {
    type: "claim_made",
    at: 0,
    payload: { sessionId, text: "I feel calm", direction: "calm", intensity: 1 },
  };
}

function confirmed(sessionId = FIRST): SessionEvent {
  return { type: "claim_confirmed", at: 0, payload: { sessionId, claimId: "claim-id" } };
}

function after(...events: SessionEvent[]) {
  const actor = createActor(sessionMachine).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
}

describe("the session machine", () => {
  it("goes from idle over opening and measuring to ended", () => {
    expect(after().value).toBe("idle");
    expect(after(started()).value).toEqual({ live: "opening" });
    expect(after(started(), window(10_000)).value).toEqual({ live: "measuring" });
    expect(after(started(), window(10_000), ended()).value).toBe("ended");
    expect(after(started(), ended(), started(SECOND)).value).toEqual({ live: "opening" });
  });

  it("has one session at a time, each with its own id", () => {
    // The first device may have vanished without a word.
    expect(after(started()).can(started(SECOND))).toBe(true);
    expect(after(started()).can(started())).toBe(false);
    expect(after(started(), ended()).can(started())).toBe(false);
    expect(after(started()).can(window(10_000, SECOND))).toBe(false);
    expect(after(started()).can(ended(SECOND))).toBe(false);
  });

  it("takes windows only while it is live", () => {
    expect(after().can(window(10_000))).toBe(false);
    expect(after(started(), ended()).can(window(10_000))).toBe(false);
  });

  it("sees gestures while it is live, of its own device, and they change nothing", () => {
    const seen = (sessionId = FIRST): SessionEvent => ({
      type: "gesture_recognised",
      at: 0,
      payload: {
        sessionId,
        gesture: "nod",
        t0: 1_000,
        t1: 2_000,
        confidence: 0.9,
        method: "own-gesture-dtw/1",
      },
    });
    expect(after().can(seen())).toBe(false);
    expect(after(started()).can(seen())).toBe(true);
    expect(after(started()).can(seen(SECOND))).toBe(false);
    expect(after(started(), ended()).can(seen())).toBe(false);
    expect(after(started(), seen()).context).toEqual(after(started()).context);
    expect(toModel(seen(), after(started()).context, "c")).toBeUndefined();
  });

  it("is spoken about while live and after the end, and rated once after the end when tagged", () => {
    expect(after().can(claimed())).toBe(false);
    expect(after(started()).can(claimed())).toBe(true);
    expect(after(started(), ended()).can(claimed())).toBe(true);
    expect(after(started(), ended()).can(confirmed())).toBe(true);
    expect(after(started(), ended()).can(confirmed(SECOND))).toBe(false);
    expect(after(started(), tagged()).can(rated(1))).toBe(false);
    expect(after(started(), ended()).can(rated(1))).toBe(false);
    expect(after(started(), ended(), tagged()).can(rated(1))).toBe(true);
    expect(after(started(), ended(), tagged(), rated(1)).can(rated(0))).toBe(false);
  });

  it("can change its tag until it ends; then a tag stays", () => {
    expect(after(started(), tagged()).can(tagged("P2"))).toBe(true);
    expect(after(started(), ended()).can(tagged("P2"))).toBe(true);
    expect(after(started(), tagged(), ended()).can(tagged("P2"))).toBe(false);
  });

  it("takes tags of sessions before it, which change nothing of its own", () => {
    const earlier = tagged("P2", FIRST);
    for (const later of [
      after(started(), ended(), started(SECOND)),
      after(started(), ended(), started(SECOND), ended(SECOND)),
    ]) {
      expect(later.can(earlier)).toBe(true);
      expect(toModel(earlier, later.context, "c")).toMatchObject({ type: "session_tagged", projectId: "P2" });
    }
    const { context } = after(started(), ended(), started(SECOND), tagged("P1", SECOND), earlier);
    expect(context.recording).toMatchObject({ sessionId: SECOND, projectId: "P1" });
    expect(after().can(earlier)).toBe(false);
  });

  it("counts windows and remembers the newest of each kind", () => {
    const { context } = after(
      started(),
      window(10_000),
      window(20_000),
      window(15_000),
      window(64_000, FIRST, "heart"),
    );
    expect(context.recording).toMatchObject({
      windows: { motion: 3, heart: 1 },
      newest: { motion: 20_000, heart: 64_000 },
    });
  });

  it("knows windows that were certainly not taken yet", () => {
    const { context } = after(started(), window(10_000));
    const payload = (t1: number, kind: "motion" | "heart" = "motion", sessionId = FIRST) => {
      const event = window(t1, sessionId, kind);
      if (event.type !== "window_recorded") throw new Error("no window");
      return event.payload;
    };
    expect(isNewest(payload(15_000), context)).toBe(true);
    expect(isNewest(payload(10_000), context)).toBe(false);
    expect(isNewest(payload(10_000, "heart"), context)).toBe(true);
    expect(isNewest(payload(15_000, "motion", SECOND), context)).toBe(false);
    expect(isNewest(payload(15_000), NO_SESSION)).toBe(false);
    // A session that comes back may bring again what it had brought.
    const back = after(started(), window(10_000), started(SECOND), started()).context;
    expect(isNewest(payload(10_000), back)).toBe(false);
    expect(isNewest(payload(15_000), back)).toBe(true);
  });
});

describe("what the model learns of a session", () => {
  it("the project of a tagged session with its end, that of a later tag with the tag", () => {
    const live = after(started(), tagged()).context;
    expect(toModel(ended(), live, "c")).toMatchObject({ type: "session_ended", projectId: "P1" });
    expect(toModel(tagged("P2"), live, "c")).toBeUndefined();
    const over = after(started(), ended()).context;
    expect(toModel(ended(), after(started()).context, "c")).not.toHaveProperty("projectId");
    expect(toModel(tagged("P2"), over, "c")).toMatchObject({ type: "session_tagged", projectId: "P2" });
  });

  it("a rating of the project, a claim by the id of its command", () => {
    const over = after(started(), tagged(), ended()).context;
    expect(toModel(rated(0.5), over, "c")).toMatchObject({ projectId: "P1", rating: 0.5 });
    expect(toModel(claimed(), over, "claim-id")).toMatchObject({
      claim: { id: "claim-id", direction: "calm", intensity: 1, sessionId: FIRST },
    });
    expect(toModel(confirmed(), over, "c")).toMatchObject({ type: "claim_confirmed", claimId: "claim-id" });
    expect(toModel(started(SECOND), over, "c")).toBeUndefined();
  });
});
