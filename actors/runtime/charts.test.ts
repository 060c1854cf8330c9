import { ACTORS } from "@trajectory/protocols/subjects.ts";
import { EVENTS } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it } from "vitest";
import { chartOf, chartSteps } from "./charts.ts";
import { goal, NOW, succeeded, TestNode } from "./testing.ts";

const SESSION = "11111111-1111-4111-8111-111111111111";

describe("the chart of an actor", () => {
  it("shows states, transitions and conditions", () => {
    const chart = chartOf("session");
    expect(chart.map(({ path }) => path)).toEqual([
      "",
      "idle",
      "live",
      "live.opening",
      "live.measuring",
      "ended",
    ]);
    expect(chart[0]).toMatchObject({ type: "compound", initial: "idle" });
    expect(chart[2]).toMatchObject({ initial: "live.opening" });
    expect(chart[3]?.transitions).toEqual([
      { event: "window_recorded", targets: ["live.measuring"], guard: "thisSession" },
    ]);
    expect(chart[4]?.transitions).toEqual([{ event: "window_recorded", targets: [], guard: "thisSession" }]);
  });

  it.each(ACTORS)("takes every event of its contract somewhere, and no other: %s", (actor) => {
    const events = chartOf(actor).flatMap(({ transitions }) => transitions.map(({ event }) => event));
    expect([...new Set(events)].sort()).toEqual(Object.keys(EVENTS[actor]).sort());
  });
});

describe("the way through the chart", () => {
  it("names time and cause of each change", async () => {
    const node = new TestNode();
    const start = { sessionId: SESSION, device: "iPhone", startedAt: NOW, streams: [] };
    succeeded(
      await node.do("anna", { actor: "session", name: "start_session", payload: start }, "the-start"),
    );
    succeeded(await node.do("anna", goal("g1"), "the-goal"));
    node.clock.advance(5_000);
    const end = { sessionId: SESSION, endedAt: NOW + 5_000, ledger: [] };
    succeeded(await node.do("anna", { actor: "session", name: "end_session", payload: end }, "the-ending"));
    const begun = { seq: 1, at: NOW, event: "session_started", commandId: "the-start" };
    const ended = { seq: 3, at: NOW + 5_000, event: "session_ended", commandId: "the-ending" };
    expect(await chartSteps(node.log, "anna", "session")).toEqual([
      { ...begun, from: "idle", to: { live: "opening" } },
      { ...ended, from: { live: "opening" }, to: "ended" },
    ]);
    expect(await chartSteps(node.log, "anna", "session", 1)).toMatchObject([{ to: "ended" }]);
    expect(await chartSteps(node.log, "anna", "life")).toMatchObject([{ from: "empty", to: "bound" }]);
  });
});
