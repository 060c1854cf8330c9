import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it } from "vitest";
import { ApiError } from "../api/http.ts";
import type { Portfolio } from "../api/routes.ts";
import { PortfolioStore } from "./store.ts";

const empty: Portfolio = {
  seq: 3,
  goals: [],
  projects: [],
  constraints: [],
  capacity: 40,
  skills: [],
  edges: [],
  evidence: [],
};
const goal = (id: string) => ({ id, name: id.toUpperCase(), importance: 1 });

function event(seq: number, type: string, payload: unknown): EventRecord {
  return {
    userId: "u",
    seq,
    actor: "life",
    type,
    at: 0,
    commandId: `c${seq}xxxxxxx`,
    machineVersion: 1,
    payload,
  };
}

function setUp(loaded: Portfolio = empty) {
  const replies: { resolve: (seq: number) => void; reject: (error: unknown) => void }[] = [];
  const store = new PortfolioStore({
    load: () => Promise.resolve(loaded),
    send: () =>
      new Promise((resolve, reject) => {
        replies.push({ resolve: (seq) => resolve({ ok: true, seq, events: [] }), reject });
      }),
  });
  const goals = () => store.view().portfolio?.goals.map(({ id }) => id);
  return { store, replies, goals };
}

describe("PortfolioStore", () => {
  it("joins what was loaded with the events that came meanwhile, each once", async () => {
    const { store, goals } = setUp({ ...empty, goals: [goal("a")] });
    const loading = store.load();
    store.apply(event(3, "goal_removed", { goalId: "a" }));
    store.apply(event(4, "goal_set", { goal: goal("b") }));
    await loading;
    expect(goals()).toEqual(["a", "b"]);
    store.apply(event(5, "goal_removed", { goalId: "a" }));
    store.apply(event(5, "goal_set", { goal: goal("c") }));
    expect(goals()).toEqual(["b"]);
  });

  it("shows an edit at once and keeps it until the feed has brought its event", async () => {
    const { store, replies, goals } = setUp();
    await store.load();
    const edit = store.edit("life", "set_goal", { goal: goal("mine") });
    expect(goals()).toEqual(["mine"]);
    expect(store.view().pending).toBe(1);
    replies[0]?.resolve(5);
    await edit;
    expect(store.view().pending).toBe(0);
    expect(goals()).toEqual(["mine"]);
    store.apply(event(4, "goal_set", { goal: goal("other") }));
    store.apply(event(5, "goal_set", { goal: goal("mine") }));
    expect(goals()).toEqual(["other", "mine"]);
  });

  it("takes a refused edit back and hands the error on", async () => {
    const { store, replies, goals } = setUp();
    await store.load();
    const edit = store.edit("life", "set_goal", { goal: goal("mine") });
    replies[0]?.reject(new ApiError(422, { code: "model_refused", message: "No.", hint: "" }));
    await expect(edit).rejects.toMatchObject({ code: "model_refused" });
    expect(goals()).toEqual([]);
  });

  it("says why it could not load", async () => {
    const store = new PortfolioStore({
      load: () => Promise.reject(new TypeError("x")),
      send: () => Promise.reject(),
    });
    await store.load();
    expect(store.view()).toMatchObject({ portfolio: undefined, error: { code: "internal" } });
  });
});
