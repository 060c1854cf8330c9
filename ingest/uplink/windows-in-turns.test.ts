import { describe, expect, it, vi } from "vitest";
import type { MemorySignalStore } from "../testing/memory-signal-store.ts";
import { SESSION, blocks, setUp, settle } from "../testing/uplink-setup.ts";
import { Turns } from "./turns.ts";

const COUNT = 30;

/** One session's windows are computed in each turn, and turns come when the test says so. */
function slowTurns() {
  const asked: (() => void)[] = [];
  let ms = 0;
  const turns = new Turns({ sliceMs: 1, now: () => ms++, nextTurn: (callback) => void asked.push(callback) });
  return {
    turns,
    turn: async (): Promise<void> => {
      asked.shift()?.();
      await settle();
    },
  };
}

function windowsOf(store: MemorySignalStore) {
  return [...(store.sessions.get(SESSION)?.windows.values() ?? [])];
}

async function windowsAtOnce() {
  const { store, welcomed } = setUp();
  const device = await welcomed();
  for (const block of blocks.slice(0, COUNT)) device.send({ block });
  await settle();
  return windowsOf(store);
}

describe("windows that wait for their turn", () => {
  it("let blocks be acknowledged meanwhile, but not many, and are the same", async () => {
    const { turns, turn } = slowTurns();
    const { store, welcomed } = setUp({ turns });
    const device = await welcomed();
    for (const block of blocks.slice(0, COUNT)) {
      device.send({ block });
      await settle();
    }
    // The first is worked off at once; two may wait.
    expect(device.all("ack").at(-1)?.positions[0]?.nextSeq).toBe(4 * 50);
    expect(windowsOf(store)).toEqual([]);
    await turn();
    expect(device.all("ack").at(-1)?.positions[0]?.nextSeq).toBe(COUNT * 50);
    expect(windowsOf(store)).toEqual(await windowsAtOnce());
  });

  it("do not wait while somebody watches", async () => {
    const { turns } = slowTurns();
    const { store, welcomed } = setUp({ turns, isWatched: () => true });
    const device = await welcomed();
    for (const block of blocks.slice(0, COUNT)) device.send({ block });
    await settle();
    expect(windowsOf(store)).toEqual(await windowsAtOnce());
  });

  it("are all there when the session has ended", async () => {
    const { turns } = slowTurns();
    const { store, welcomed } = setUp({ turns });
    const device = await welcomed();
    for (const block of blocks.slice(0, COUNT)) device.send({ block });
    const counts = [
      { stream: 1, captured: COUNT * 50, dropped: 0 },
      { stream: 2, captured: 0, dropped: 0 },
    ];
    device.send({ end: { counts } });
    await vi.waitUntil(() => device.all("ended").length === 1, { interval: 1 });
    expect(windowsOf(store)).toEqual(expect.arrayContaining(await windowsAtOnce()));
    expect(windowsOf(store).at(-1)?.t1Us).toBeGreaterThanOrEqual((blocks[COUNT - 1]?.t0Us ?? 0) + 500_000);
  });

  it("are computed from the store when the process was cut off", async () => {
    const { turns } = slowTurns();
    const first = setUp({ turns });
    const device = await first.welcomed();
    for (const block of blocks.slice(0, COUNT)) device.send({ block });
    await settle();
    expect(windowsOf(first.store)).toEqual([]);
    const second = setUp({ store: first.store });
    await second.welcomed();
    await settle();
    const closed = await windowsAtOnce();
    const [again, before] = [windowsOf(second.store), closed].map((windows) =>
      windows.map(({ kind, t0Us, features }) => ({ kind, t0Us, features })),
    );
    expect(again).toEqual(before);
    expect(closed.length).toBeGreaterThan(0);
  });
});
