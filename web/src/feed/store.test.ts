import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import {
  STREAM_KIND_NUMBER,
  WINDOW_KIND_NUMBER,
  type FeedDown,
  type Window,
} from "@trajectory/protocols/messages.ts";
import { describe, expect, it } from "vitest";
import { FeedStore } from "./store.ts";

const SESSION = "00000000-0000-4000-8000-000000000001";
const motion = { id: 1, kind: STREAM_KIND_NUMBER.motion, channels: ["ax", "ay"], nominalHz: 100 };

function setUp() {
  let now = 0;
  const timers: { at: number; callback: () => void }[] = [];
  const store = new FeedStore({
    now: () => now,
    epoch: () => 1e12 + now,
    setTimer(ms, callback) {
      timers.push({ at: now + ms, callback });
      return () => {};
    },
  });
  function pass(ms: number): void {
    now += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at <= now) timer.callback();
      else timers.push(timer);
    }
  }
  return { store, pass };
}

function block(
  firstSeq: number,
  count: number,
  sessionId = SESSION,
  t0Us = 1e15 + firstSeq * 10_000,
): FeedDown {
  return {
    block: {
      sessionId,
      stream: motion,
      block: {
        stream: 1,
        firstSeq,
        t0Us,
        dtUs: Array.from({ length: count }, (_, i) => (i === 0 ? 0 : 10_000)),
        samples: Array.from({ length: count }, (_, i) => [firstSeq + i, -(firstSeq + i)]).flat(),
      },
      receivedUs: t0Us + 600_000,
    },
  };
}

function screenWindow(
  t0: number,
  revision: number,
  features: Record<string, [value: number, quality: number]>,
): FeedDown {
  const window: Window = {
    sessionId: SESSION,
    kind: WINDOW_KIND_NUMBER.screen,
    t0Us: t0 * 1e6,
    t1Us: (t0 + 1) * 1e6,
    revision,
    features: Object.entries(features).map(([name, [value, quality]]) => {
      return { name, value, quality, coverage: 1, artefactShare: 0, method: `${name}/1` };
    }),
    clockErrorMs: 3,
    sampleRateHz: 0,
    sampleRateErrorHz: 0,
  };
  return { window };
}

function event(
  seq: number,
  type = "day_ticked",
  payload: unknown = {},
): Extract<FeedDown, { event: unknown }> {
  const record: EventRecord = {
    userId: "u1",
    seq,
    actor: type.startsWith("session") ? "session" : "life",
    type,
    at: seq,
    commandId: `command-${seq}`,
    machineVersion: 1,
    payload,
  };
  return { event: { seq, json: JSON.stringify(record) } };
}

const state = (seq: number, t: number): FeedDown => ({ state: { seq, json: JSON.stringify({ t }) } });

describe("FeedStore", () => {
  it("counts no sample twice where history meets live", () => {
    const { store } = setUp();
    for (const message of [block(0, 50), block(50, 50), block(50, 50), block(40, 80)]) store.apply(message);
    const track = store.current()?.streams.get(1);
    expect(track?.received).toBe(120);
    expect(track?.missing).toBe(0);
    const { times, columns } = track?.buffer.view() ?? { times: [], columns: [] };
    expect(times).toHaveLength(120);
    expect([...(columns[0] ?? [])]).toEqual(Array.from({ length: 120 }, (_, i) => i));
    expect([...(columns[2] ?? [])]).toEqual(Array.from({ length: 120 }, (_, i) => i));
  });

  it("counts what is missing until a late block fills it", () => {
    const { store } = setUp();
    store.apply(block(0, 50));
    store.apply(block(100, 50));
    expect(store.current()?.streams.get(1)?.missing).toBe(50);
    store.apply(block(50, 50));
    expect(store.current()?.streams.get(1)?.missing).toBe(0);
    expect(store.current()?.streams.get(1)?.measuredHz).toBeCloseTo(100, 3);
  });

  it("leaves out a block whose samples do not fit its channels", () => {
    const { store } = setUp();
    const broken = block(0, 50);
    if ("block" in broken) broken.block.block.samples.pop();
    store.apply(broken);
    expect(store.current()?.streams.get(1)?.received).toBe(0);
  });

  it("knows how old the newest sample is by the clock of the server, whatever comes late", () => {
    const { store } = setUp();
    store.apply(block(100, 50));
    store.apply(block(0, 50));
    const signals = store.current();
    expect(signals?.receivedAt).toBe((1e15 + 100 * 10_000 + 600_000) / 1_000);
    expect(signals?.ageWhenReceived).toBe(600 - 49 * 10);
  });

  it("replaces a window by its newer revision only, and drops features it lost", () => {
    const { store } = setUp();
    store.apply(screenWindow(10, 0, { cadence: [100, 1], hr: [70, 1] }));
    store.apply(screenWindow(10, 2, { cadence: [110, 1] }));
    store.apply(screenWindow(10, 1, { cadence: [90, 1], hr: [75, 1] }));
    const features = store.current()?.features;
    expect([...(features?.get("cadence")?.buffer.view().columns[0] ?? [])]).toEqual([110]);
    expect(features?.get("hr")?.buffer.length).toBe(0);
  });

  it("draws nothing for a feature of quality 0", () => {
    const { store } = setUp();
    store.apply(screenWindow(10, 0, { rmssd: [40, 0] }));
    const track = store.current()?.features.get("rmssd");
    expect(track?.buffer.length).toBe(0);
    expect(track?.latest?.feature.quality).toBe(0);
  });

  it("takes every event once and asks for a new load when some were missed", () => {
    const { store, pass } = setUp();
    const seen: number[] = [];
    store.onEvent(({ seq }) => seen.push(seq));
    for (const seq of [7, 8, 8, 7, 9]) store.apply(event(seq));
    pass(0);
    expect(seen).toEqual([7, 8, 9]);
    expect(store.view().resyncs).toBe(0);
    store.apply(event(12));
    pass(250);
    expect(store.view().resyncs).toBe(1);
    expect(store.view().events.map(({ seq }) => seq)).toEqual([12, 9, 8, 7]);
  });

  it("starts over from a log that is shorter than what the page has", () => {
    const { store, pass } = setUp();
    const welcome: FeedDown = { welcome: { protocolVersion: 1, userId: "u1", serverTimeUs: 0 } };
    for (const message of [welcome, event(40), state(40, 9), welcome, event(2), event(3), state(3, 1)]) {
      store.apply(message);
    }
    store.apply({ live: { seq: 3 } });
    pass(0);
    expect(store.view()).toMatchObject({ seq: 3, resyncs: 1, filled: true, state: { t: 1 } });
    expect(store.view().events.map(({ seq }) => seq)).toEqual([3, 2]);
    for (const message of [welcome, { live: { seq: 0 } }]) store.apply(message);
    pass(250);
    expect(store.view()).toMatchObject({ seq: 0, resyncs: 2, events: [] });
  });

  it("goes on behind what an earlier visit kept", () => {
    const { store, pass } = setUp();
    store.restore({ userId: "u1", seq: 20, stateSeq: 20, state: undefined, events: [] });
    expect(store.lastSeq()).toBe(20);
    for (const message of [event(21), state(21, 3)]) store.apply(message);
    pass(0);
    expect(store.view()).toMatchObject({ userId: "u1", seq: 21, resyncs: 0, filled: false, state: { t: 3 } });
  });

  it("forgets everything when another person signs in", () => {
    const { store, pass } = setUp();
    store.apply({ welcome: { protocolVersion: 1, userId: "u1", serverTimeUs: 0 } });
    store.apply(event(5));
    store.apply(state(5, 1));
    store.apply(block(0, 50));
    store.apply({ welcome: { protocolVersion: 1, userId: "u2", serverTimeUs: 0 } });
    pass(0);
    expect(store.view()).toMatchObject({
      userId: "u2",
      seq: 0,
      state: undefined,
      events: [],
      signals: undefined,
    });
  });

  it("never goes back to an older state", () => {
    const { store, pass } = setUp();
    store.apply(state(5, 100));
    store.apply(state(4, 50));
    pass(0);
    expect(store.view().state).toEqual({ t: 100 });
  });

  it("shows React at most four views a second, the first at once", () => {
    const { store, pass } = setUp();
    let views = 0;
    store.subscribe(() => {
      views += 1;
    });
    store.apply(event(1));
    pass(0);
    expect(views).toBe(1);
    for (let i = 0; i < 100; i++) {
      store.apply(block(i * 10, 10));
      pass(10);
    }
    expect(views).toBeGreaterThanOrEqual(4);
    expect(views).toBeLessThanOrEqual(5);
  });

  it("keeps the ledger of an ended session and adds up what was dropped", () => {
    const { store, pass } = setUp();
    const ledger = [{ stream: 1, captured: 100, stored: 98, dropped: 2, outstanding: 0 }];
    store.apply(
      event(1, "session_started", { sessionId: SESSION, device: "iPhone", startedAt: 5, streams: [] }),
    );
    store.apply(event(2, "session_ended", { sessionId: SESSION, endedAt: 9, ledger }));
    store.apply({ dropped: { blocks: 3, windows: 1 } });
    store.apply({ dropped: { blocks: 2, windows: 0 } });
    pass(0);
    expect(store.view().sessions[SESSION]).toEqual({
      sessionId: SESSION,
      device: "iPhone",
      startedAt: 5,
      endedAt: 9,
      ledger,
    });
    expect(store.view().dropped).toEqual({ blocks: 5, windows: 1 });
  });

  it("learns from the list what the events held do not say", () => {
    const { store, pass } = setUp();
    store.apply(event(9, "session_ended", { sessionId: SESSION, endedAt: 9, ledger: [] }));
    store.addSessions([{ sessionId: SESSION, device: "iPhone", startedAt: 5 }]);
    pass(0);
    expect(store.view().sessions[SESSION]).toEqual({
      sessionId: SESSION,
      device: "iPhone",
      startedAt: 5,
      endedAt: 9,
      ledger: [],
    });
  });

  it("says for a minute how long the connection was lost, and what came meanwhile", () => {
    const { store, pass } = setUp();
    store.setStatus({ kind: "waiting", retryAt: 0, attempt: 1 });
    store.setStatus({ kind: "live" });
    expect(store.view().back).toBeUndefined();
    store.apply(event(1));
    store.apply({ live: { seq: 1 } });
    store.setStatus({ kind: "waiting", retryAt: 0, attempt: 1 });
    pass(20_000);
    store.setStatus({ kind: "waiting", retryAt: 0, attempt: 2 });
    pass(11_000);
    store.setStatus({ kind: "catching_up" });
    for (let seq = 2; seq <= 5; seq++) store.apply(event(seq));
    store.setStatus({ kind: "live" });
    pass(250);
    expect(store.view().back).toEqual({ awayMs: 31_000, events: 4 });
    pass(60_000);
    pass(250);
    expect(store.view().back).toBeUndefined();
  });

  it("keeps what notifications tell of while windows push other events out, within a bound", () => {
    const { store, pass } = setUp();
    for (const seq of [1, 2]) store.apply(event(seq, "reminder_fired", { text: "Call the bank" }));
    for (let seq = 3; seq <= 400; seq++) store.apply(event(seq, "window_recorded"));
    pass(0);
    expect(store.view().news.map(({ seq }) => seq)).toEqual([2, 1]);
    for (let seq = 401; seq <= 500; seq++) store.apply(event(seq, "escape_index_changed"));
    pass(250);
    expect(store.view().news).toHaveLength(50);
    expect(store.view().news[0]?.seq).toBe(500);
  });

  it("takes news of an earlier visit along, none twice and none that the server's log does not have", () => {
    const { store, pass } = setUp();
    const news = [30, 8, 5].map((seq) => {
      const message = event(seq, "reminder_fired", { text: "kept" });
      return JSON.parse(message.event.json) as EventRecord;
    });
    store.addNews(news);
    for (const seq of [7, 8, 9]) store.apply(event(seq, "reminder_fired", { text: "told" }));
    store.apply({ live: { seq: 9 } });
    pass(0);
    const held = store.view().news.map(({ seq, payload }) => [seq, (payload as { text: string }).text]);
    expect(held).toEqual([
      [9, "told"],
      [8, "told"],
      [7, "told"],
      [5, "kept"],
    ]);
  });

  it("learns from the list of jobs which are over, and holds to what the feed told of the others", () => {
    const { store, pass } = setUp();
    const job = (id: string, share: number, endedAt: number | null): Job => {
      const state = endedAt === null ? "running" : "done";
      const rest = { kind: "read_document", subject: "d", step: "", attempt: 1, error: null, createdAt: 1 };
      return { id, share, state, endedAt, ...rest };
    };
    for (const told of [job("a", 0.5, null), job("b", 0.7, null), job("c", 1, 9)])
      store.apply({ job: { json: JSON.stringify(told) } });
    store.addJobs([job("c", 0.2, null), job("b", 0.1, null), job("a", 1, 8), job("before", 1, 2)]);
    pass(0);
    const held = [...store.view().jobs.values()].map(({ id, share, endedAt }) => [id, share, endedAt]);
    expect(held).toEqual([
      ["before", 1, 2],
      ["a", 1, 8],
      ["b", 0.7, null],
      ["c", 1, 9],
    ]);
  });

  it("stays bounded over many sessions and events", () => {
    const { store, pass } = setUp();
    for (let i = 1; i <= 1_000; i++) store.apply(event(i));
    for (let i = 0; i < 20; i++) store.apply(block(0, 10, `session-${i}`));
    pass(0);
    expect(store.view().events).toHaveLength(300);
    expect(store.current()?.id).toBe("session-19");
  });
});
