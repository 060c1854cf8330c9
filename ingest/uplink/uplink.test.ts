import { describe, expect, it, vi } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { FakeDevice } from "../testing/fake-device.ts";
import { SESSION, START, blocks, gateOn, helloOf, setUp, settle, track } from "../testing/uplink-setup.ts";

describe("uplink", () => {
  it("acknowledges after COMMIT only, and blocks that were committed together in one Ack", async () => {
    const { store, welcomed } = setUp();
    const device = await welcomed();
    const gate = gateOn(store, "appendBlock");
    for (const block of blocks.slice(0, 4)) device.send({ block });
    await settle();
    expect(device.all("ack")).toEqual([]);
    gate.open(3);
    await settle();
    expect(device.all("ack")).toHaveLength(1);
    expect(device.all("ack")[0]?.positions).toMatchObject([{ stream: 1, nextSeq: 150 }]);
    gate.open();
    await settle();
    expect(device.all("ack")[1]?.positions).toMatchObject([{ stream: 1, nextSeq: 200 }]);
  });

  it("names what is held above a gap, and takes a resent block once", async () => {
    const { uplink, store, welcomed } = setUp();
    const device = await welcomed();
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    device.send({ block: blocks[2] as (typeof blocks)[0] });
    device.send({ block: blocks[2] as (typeof blocks)[0] });
    await settle();
    const last = device.all("ack").at(-1)?.positions[0];
    expect(last).toMatchObject({ nextSeq: 50 });
    expect(last?.held).toMatchObject([{ firstSeq: 100, count: 50 }]);
    expect(store.sessions.get(SESSION)?.blocks.get(1)).toHaveLength(2);
    expect(uplink.stats()).toMatchObject({ blocksStored: 2, samplesStored: 100, blocksDuplicate: 1 });
  });

  it("refuses more blocks than the credit, and shrinks the credit while the store is slow", async () => {
    const { uplink, store, welcomed } = setUp({ limits: { credit: 8, pendingBlocks: 16 } });
    const device = await welcomed();
    expect(device.all("welcome")[0]?.credit).toBe(8);
    const gate = gateOn(store, "appendBlock");
    for (const block of blocks.slice(0, 8)) device.send({ block });
    await settle();
    gate.open(2);
    await settle();
    expect(device.all("ack").at(-1)?.credit).toBe(5);
    for (const block of blocks.slice(8, 11)) device.send({ block });
    expect(device.refusal?.code).toBe("credit_exceeded");
    expect(device.closedWith?.code).toBe(CLOSE_CODES.flooding);
    gate.open();
    await settle();
    expect(uplink.stats().pendingBlocks).toBe(0);
  });

  it("gives each of many sessions only the credit that there is room for if the store stops", async () => {
    const { welcomed } = setUp({ limits: { credit: 8, pendingBlocks: 16 } });
    const credits: number[] = [];
    for (const digit of [1, 2, 3, 4]) {
      const device = await welcomed({ sessionId: `00000000-0000-4000-8000-00000000000${digit}` });
      credits.push(device.all("welcome")[0]?.credit ?? 0);
    }
    expect(credits).toEqual([8, 8, 5, 4]);
  });

  it("holds acknowledgements back while windows cannot be told, and gives up on none of them", async () => {
    let busy = true;
    const told: string[] = [];
    const { welcomed, pass, uplink } = setUp({
      async tellSession(_user, command, id) {
        if (busy && command !== "start_session")
          throw new ProtocolError("busy", "full", { retryAfterMs: 1000 });
        told.push(id);
      },
    });
    const device = await welcomed();
    for (const block of blocks) {
      if (device.closedWith !== undefined) break;
      device.send({ block });
      await settle();
      const acknowledged = device.all("ack").at(-1)?.positions[0]?.nextSeq ?? 0;
      if (block.firstSeq + 50 - acknowledged >= 20 * 50) break;
    }
    const held = device.all("ack").length;
    expect(device.all("ack").at(-1)?.positions[0]?.nextSeq).toBeLessThan(track.stampsUs.length / 2);
    busy = false;
    await pass(1000);
    expect(device.all("ack").length).toBeGreaterThan(held);
    expect(uplink.stats().windowsUntold).toBe(0);
    expect(new Set(told).size).toBe(told.length);
  });

  it("counts and logs a window that its actor refuses for good, and goes on", async () => {
    const { welcomed, uplink, warnings } = setUp({
      async tellSession(_user, command) {
        if (command === "record_window") throw new ProtocolError("command_refused", "no");
      },
    });
    const device = await welcomed();
    for (const block of blocks.slice(0, 30)) {
      device.send({ block });
      await settle();
    }
    expect(uplink.stats().windowsUntold).toBeGreaterThan(0);
    expect(warnings).toContain("A session's window or command was given up");
    expect(device.all("ack").at(-1)?.positions[0]?.nextSeq).toBe(1500);
  });

  it("acknowledges nothing that the store did not take, and starts again from what it holds", async () => {
    const { store, welcomed } = setUp();
    const device = await welcomed();
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    await settle();
    store.gate = async (call) => {
      if (call === "appendBlock") throw new ProtocolError("store_unavailable", "down");
    };
    device.send({ block: blocks[1] as (typeof blocks)[0] });
    await settle();
    expect(device.refusal?.code).toBe("store_unavailable");
    expect(device.closedWith?.code).toBe(CLOSE_CODES.internal);
    expect(device.all("ack").at(-1)?.positions[0]?.nextSeq).toBe(50);
    store.gate = async () => undefined;
    const again = await welcomed();
    expect(again.all("welcome")[0]?.positions).toMatchObject([{ stream: 1, nextSeq: 50 }, {}]);
    again.send({ block: blocks[1] as (typeof blocks)[0] });
    await settle();
    expect(again.all("ack").at(-1)?.positions[0]?.nextSeq).toBe(100);
  });

  it("tells the actor: start, then every motion and heart window once under a stable id, then the end", async () => {
    const { told, welcomed } = setUp();
    const device = await welcomed();
    for (const block of blocks) {
      device.send({ block });
      await settle();
    }
    device.send({ end: { counts: [{ stream: 1, captured: track.stampsUs.length, dropped: 0 }] } });
    await vi.waitUntil(() => device.all("ended").length === 1, { interval: 1, timeout: 20_000 });
    expect(told[0]).toMatchObject({
      command: "start_session",
      id: `${SESSION}-start`,
      payload: {
        sessionId: SESSION,
        device: "test",
        streams: [
          { id: 1, kind: "motion" },
          { id: 2, kind: "rr" },
        ],
      },
    });
    const windows = told.filter(({ command }) => command === "record_window");
    expect(windows.length).toBeGreaterThanOrEqual(13);
    expect(windows[1]?.id).toMatch(/^00000000-0000-4000-8000-000000000001-m[0-9a-z]+-0$/);
    expect(windows[1]?.payload).toMatchObject({ window: { kind: "motion", overlap: 2, clockErrorMs: null } });
    expect(told.at(-1)).toMatchObject({
      command: "end_session",
      payload: { ledger: [{ stream: 1, captured: track.stampsUs.length, outstanding: 0 }, {}] },
    });
    expect(device.closedWith?.code).toBe(1000);
  });

  it("says the windows of a silent stream, and once more when it went on", async () => {
    const { store, welcomed, pass } = setUp({ limits: { silenceMs: 5_000 } });
    const device = await welcomed();
    for (const block of blocks.slice(0, 9)) device.send({ block });
    await settle();
    expect(store.newestWindows(SESSION).filter(({ kind }) => kind === 2)).toHaveLength(0);
    await pass(10_001);
    expect(store.newestWindows(SESSION).filter(({ kind }) => kind === 2)).toHaveLength(2);
    for (const block of blocks.slice(9, 32)) device.send({ block });
    await settle();
    const motion = store.newestWindows(SESSION).filter(({ kind }) => kind === 2);
    expect(motion[1]).toMatchObject({ revision: 1 });
    expect(motion[1]?.features[0]?.coverage).toBe(1);
  });

  it("keeps a session for a while without socket, then lets it go", async () => {
    const { uplink, store, welcomed, pass } = setUp({ limits: { lingerMs: 60_000 } });
    const device = await welcomed();
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    await settle();
    device.cut();
    await pass(30_000);
    expect(uplink.stats()).toMatchObject({ sockets: 0, sessions: 1 });
    // The device may have gone on elsewhere: silence says nothing yet.
    expect(store.newestWindows(SESSION)).toEqual([]);
    await pass(31_000);
    expect(uplink.stats()).toMatchObject({ sockets: 0, sessions: 0 });
    expect(store.newestWindows(SESSION).length).toBe(2);
    const again = await welcomed();
    expect(again.all("welcome")[0]?.positions[0]).toMatchObject({ nextSeq: 50 });
  });

  it("leaves the windows of a session to the node that its device went to", async () => {
    const first = setUp();
    const device = await first.welcomed();
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    await settle();
    device.cut();
    const second = setUp({ store: first.store });
    const again = await second.welcomed();
    again.send({ block: blocks[1] as (typeof blocks)[0] });
    await settle();
    await first.pass(61_000);
    expect(first.uplink.stats()).toMatchObject({ sessions: 0, windows: 0 });
    await second.pass(10_000);
    const window = first.store.newestWindows(SESSION).find(({ kind }) => kind === 2);
    expect(window?.revision).toBe(0);
    expect(window?.features[0]?.coverage).toBeCloseTo(0.1, 2);
  });

  it("waits for a store that is away for long, and then has all windows", async () => {
    const { uplink, store, pass, welcomed } = setUp();
    const device = await welcomed();
    store.gate = async (call) => {
      if (call === "appendWindows") throw new ProtocolError("store_unavailable", "The database is away.");
    };
    for (const block of blocks.slice(0, 30)) device.send({ block });
    for (let second = 0; second < 60; second++) await pass(1_000);
    expect(store.newestWindows(SESSION)).toEqual([]);
    store.gate = async () => {};
    await pass(10_000);
    expect(store.newestWindows(SESSION).length).toBeGreaterThanOrEqual(4);
    expect(uplink.stats().windowsUntold).toBe(0);
  });

  it("overlooks a clock exchange that crossed End", async () => {
    const { store, welcomed } = setUp();
    const device = await welcomed();
    const gate = gateOn(store, "endSession");
    device.send({ end: { counts: [{ stream: 1, captured: 0, dropped: 0 }] } });
    device.send({ clockExchange: { t0Us: START, t1Us: START, t2Us: START, t3Us: START } });
    await settle();
    gate.open();
    await settle();
    expect(device.refusal).toBeUndefined();
    expect(device.all("ended")).toHaveLength(1);
  });

  it("closes a socket that does not read", async () => {
    const { welcomed } = setUp();
    const device = await welcomed();
    device.bufferedAmount = 10_000_000;
    device.send({ clockPing: { id: 1, t0Us: START } });
    expect(device.closedWith?.code).toBe(CLOSE_CODES.flooding);
  });

  it("takes the token of the socket's own request when Hello has none", async () => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink, "token-ann");
    device.send({ hello: helloOf({ token: "" }) });
    await settle();
    expect(device.all("welcome")).toHaveLength(1);
  });

  it("closes a socket on which Hello does not come", async () => {
    const { uplink, pass } = setUp();
    const device = new FakeDevice(uplink);
    await pass(10_001);
    expect(device.refusal?.code).toBe("hello_expected");
    expect(device.closedWith?.code).toBe(CLOSE_CODES.helloTimeout);
  });
});
