import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it } from "vitest";
import { ApiError } from "../api/http.ts";
import type { Portfolio } from "../api/routes.ts";
import { MOST_KEPT, Outbox } from "./outbox.ts";
import { PortfolioStore } from "./store.ts";

const empty: Portfolio = {
  seq: 3,
  goals: [],
  projects: [],
  constraints: [],
  reminders: [],
  capacity: 40,
  constants: {},
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

/** A browser's storage that outlives the page. */
function memoryStorage(text: string | null = null) {
  const storage = { text, read: () => storage.text, write: (next: string) => void (storage.text = next) };
  return storage;
}

function setUp(loaded: Portfolio = empty, storage = memoryStorage()) {
  const replies: { id: string; resolve: (seq: number) => void; reject: (error: unknown) => void }[] = [];
  const store = new PortfolioStore({
    load: () => Promise.resolve(loaded),
    send: (_actor, _command, _payload, options) =>
      new Promise((resolve, reject) => {
        replies.push({
          id: options?.id ?? "",
          resolve: (seq) => resolve({ ok: true, seq, events: [] }),
          reject,
        });
      }),
    outbox: new Outbox(storage),
  });
  const goals = () => store.view().portfolio?.goals.map(({ id }) => id);
  return { store, replies, goals };
}

const offline = new ApiError(0, { code: "offline", message: "Nothing answers.", hint: "" });
/** Lets everything that has been settled go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

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
      outbox: new Outbox(memoryStorage()),
    });
    await store.load();
    expect(store.view()).toMatchObject({ portfolio: undefined, error: { code: "internal" } });
  });

  describe("without the server", () => {
    it("loses nothing of what two tabs keep in the same place", async () => {
      const storage = memoryStorage();
      const [one, two] = [setUp(empty, storage), setUp(empty, storage)];
      await Promise.all([one.store.load(), two.store.load()]);
      const edits = [
        one.store.edit("life", "set_goal", { goal: goal("a") }),
        two.store.edit("life", "set_goal", { goal: goal("b") }),
      ];
      one.replies[0]!.reject(offline);
      two.replies[0]!.reject(offline);
      await Promise.all(edits);
      const later = setUp(empty, storage);
      await later.store.load();
      expect(later.goals()).toEqual(["a", "b"]);
      const flushed = one.store.flush();
      one.replies[1]!.resolve(4);
      await flushed;
      expect(setUp(empty, storage).store.view().waiting).toBe(1);
    });

    it("keeps edits in their order, shows them, and sends them with the same ids when it is back", async () => {
      const { store, replies, goals } = setUp();
      await store.load();
      const first = store.edit("life", "set_goal", { goal: goal("a") });
      replies[0]!.reject(offline);
      await first;
      const second = store.edit("life", "set_goal", { goal: goal("b") });
      await settle();
      replies[1]!.reject(offline);
      await second;
      expect(goals()).toEqual(["a", "b"]);
      expect(store.view()).toMatchObject({ waiting: 2, pending: 2 });
      const flushed = store.flush();
      replies[2]!.resolve(4);
      await settle();
      replies[3]!.resolve(5);
      await flushed;
      expect(replies.map(({ id }) => id)).toEqual([
        replies[0]!.id,
        replies[0]!.id,
        replies[0]!.id,
        replies[3]!.id,
      ]);
      expect(store.view()).toMatchObject({ waiting: 0, pending: 0 });
      expect(goals()).toEqual(["a", "b"]);
    });

    it("has them still after the page was closed", async () => {
      const storage = memoryStorage();
      const before = setUp(empty, storage);
      await before.store.load();
      const edit = before.store.edit("life", "set_goal", { goal: goal("a") });
      before.replies[0]!.reject(offline);
      await edit;
      const after = setUp(empty, storage);
      await after.store.load();
      expect(after.goals()).toEqual(["a"]);
      void after.store.flush();
      expect(after.replies[0]?.id).toBe(before.replies[0]?.id);
    });

    it("takes back what is refused in the end, says so, and goes on with the next", async () => {
      const { store, replies, goals } = setUp();
      await store.load();
      for (const id of ["a", "b"]) {
        const edit = store.edit("life", "set_goal", { goal: goal(id) });
        await settle();
        replies.at(-1)!.reject(offline);
        await edit;
      }
      const flushed = store.flush();
      replies.at(-1)!.reject(new ApiError(422, { code: "model_refused", message: "No.", hint: "" }));
      await settle();
      replies.at(-1)!.resolve(4);
      await flushed;
      expect(goals()).toEqual(["b"]);
      expect(store.view()).toMatchObject({ waiting: 0, refused: [{ code: "model_refused" }] });
      store.forgetRefused();
      expect(store.view().refused).toEqual([]);
    });

    it("keeps no more than it can", async () => {
      const edits = Array.from({ length: MOST_KEPT }, (_, i) => ({
        id: `edit-${i}`,
        actor: "life",
        command: "set_goal",
        payload: { goal: goal(`g${i}`) },
      }));
      const { store } = setUp(empty, memoryStorage(JSON.stringify(edits)));
      await expect(store.edit("life", "set_goal", { goal: goal("more") })).rejects.toMatchObject({
        code: "offline",
      });
    });
  });
});
