import { VirtualTimeScheduler } from "rxjs";
import { describe, expect, it, vi } from "vitest";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { type ErrorCode, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Hello, UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import type { SignalStore, TellSession } from "../ports.ts";
import { FakeDevice } from "../testing/fake-device.ts";
import { MemorySignalStore } from "../testing/memory-signal-store.ts";
import { MOTION, RR, cutTrack, walkTrack } from "../testing/signals.ts";
import { createUplink } from "./uplink.ts";

const START = 1_790_000_000_000_000;
const SESSION = "00000000-0000-4000-8000-000000000001";
const track = walkTrack(60, START);
const blocks = cutTrack(
  track,
  Array.from({ length: 120 }, (_, i) => i * 50),
);

function helloOf(overrides: Partial<Hello> = {}): Hello {
  return {
    protocolVersion: PROTOCOL_VERSION,
    token: "token-ann",
    sessionId: SESSION,
    deviceModel: "test",
    appVersion: "1",
    streams: [MOTION, RR],
    ...overrides,
  };
}

function setUp(
  options: { tellSession?: TellSession; limits?: Parameters<typeof createUplink>[0]["limits"] } = {},
) {
  const scheduler = new VirtualTimeScheduler();
  const store = new MemorySignalStore();
  const told: { command: string; id: string; payload: unknown }[] = [];
  const warnings: string[] = [];
  const uplink = createUplink({
    store,
    authenticate: async (token) => (token.startsWith("token-") ? { userId: token.slice(6) } : undefined),
    tellSession:
      options.tellSession ??
      (async (_user, command, id, payload) => void told.push({ command, id, payload })),
    publish: { block: () => undefined, window: () => undefined },
    log: { info: () => undefined, warn: (_f, message) => warnings.push(message), error: () => undefined },
    nowUs: () => START,
    scheduler,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  /** Moves the injected clock, and lets everything happen that is due. */
  async function pass(ms: number): Promise<void> {
    scheduler.maxFrames = scheduler.now() + ms;
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
    await settle();
  }
  async function welcomed(hello: Partial<Hello> = {}): Promise<FakeDevice> {
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf(hello) });
    await vi.waitUntil(() => device.all("welcome").length === 1, { interval: 1 });
    return device;
  }
  return { uplink, store, told, warnings, pass, welcomed };
}

/** Lets promises that are settled go on; nothing here waits for time. */
async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}

/** A gate in front of the store that tests open. */
function gateOn(store: MemorySignalStore, ...calls: (keyof SignalStore)[]) {
  const waiting: (() => void)[] = [];
  store.gate = (call) =>
    calls.includes(call) ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve();
  return {
    get waiting() {
      return waiting.length;
    },
    open(count = waiting.length) {
      for (const go of waiting.splice(0, count)) go();
    },
  };
}

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
    await vi.waitUntil(() => device.all("ended").length === 1, { interval: 1 });
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
    const { uplink, welcomed, pass } = setUp({ limits: { lingerMs: 60_000 } });
    const device = await welcomed();
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    await settle();
    device.cut();
    await pass(30_000);
    expect(uplink.stats()).toMatchObject({ sockets: 0, sessions: 1 });
    await pass(31_000);
    expect(uplink.stats()).toMatchObject({ sockets: 0, sessions: 0 });
    const again = await welcomed();
    expect(again.all("welcome")[0]?.positions[0]).toMatchObject({ nextSeq: 50 });
  });

  it("stops with everything stored, and tells the devices to come back", async () => {
    const { uplink, store, welcomed } = setUp();
    const device = await welcomed();
    const gate = gateOn(store, "appendBlock");
    device.send({ block: blocks[0] as (typeof blocks)[0] });
    let stopped = false;
    const stopping = uplink.stop().then(() => {
      stopped = true;
    });
    await settle();
    expect(device.closedWith?.code).toBe(CLOSE_CODES.goingAway);
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    expect(store.sessions.get(SESSION)?.blocks.get(1)).toHaveLength(1);
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

describe("what a device may not say", () => {
  const good = blocks[0] as (typeof blocks)[0];
  const wrongHellos: [string, Partial<Hello>, ErrorCode, number][] = [
    [
      "an unknown protocol version",
      { protocolVersion: 99 },
      "protocol_version_unsupported",
      CLOSE_CODES.refused,
    ],
    ["a wrong token", { token: "x" }, "token_refused", CLOSE_CODES.unauthorized],
    ["no token", { token: "" }, "token_refused", CLOSE_CODES.unauthorized],
    ["a session id that is no UUID", { sessionId: "1" }, "invalid_input", CLOSE_CODES.refused],
    ["no stream", { streams: [] }, "stream_invalid", CLOSE_CODES.refused],
    ["two streams of one id", { streams: [MOTION, MOTION] }, "stream_invalid", CLOSE_CODES.refused],
    [
      "17 channels",
      { streams: [{ ...MOTION, channels: Array.from({ length: 17 }, (_, i) => `c${i}`) }] },
      "stream_invalid",
      CLOSE_CODES.refused,
    ],
    ["a rate that is no number", { streams: [{ ...MOTION, nominalHz: Number.NaN }] }, "stream_invalid", 4400],
  ];

  it.each(wrongHellos)("Hello with %s", async (_name, hello, code, close) => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf(hello) });
    await settle();
    expect(device.refusal?.code).toBe(code);
    expect(device.closedWith?.code).toBe(close);
  });

  const wrongFrames: [string, UplinkUp, ErrorCode][] = [
    ["a stream that was not announced", { block: { ...good, stream: 9 } }, "stream_unknown"],
    ["a block without samples", { block: { ...good, dtUs: [], samples: [] } }, "block_malformed"],
    ["a missing channel", { block: { ...good, samples: good.samples.slice(1) } }, "block_malformed"],
    ["a first distance above 0", { block: { ...good, dtUs: good.dtUs.with(0, 5) } }, "block_malformed"],
    ["two seconds in a block", { block: { ...good, dtUs: good.dtUs.with(9, 2_000_000) } }, "block_too_large"],
    [
      "1,001 samples in a block",
      {
        block: {
          ...good,
          dtUs: Array.from({ length: 1001 }, () => 0),
          samples: Array.from({ length: 3003 }, () => 0),
        },
      },
      "block_too_large",
    ],
    ["NaN", { block: { ...good, samples: good.samples.with(4, Number.NaN) } }, "block_not_finite"],
    [
      "infinity",
      { block: { ...good, samples: good.samples.with(4, Number.POSITIVE_INFINITY) } },
      "block_not_finite",
    ],
    ["the year 1970", { block: { ...good, t0Us: 1_000_000 } }, "block_time_invalid"],
    ["the year 2200", { block: { ...good, t0Us: 7_258_118_400_000_000 } }, "block_time_invalid"],
    ["sample number 1e9", { block: { ...good, firstSeq: 1e9 } }, "sequence_invalid"],
    [
      "a Drop of 1e9 samples",
      { drop: { stream: 1, firstSeq: 0, count: 1e9, reason: "thermal" } },
      "sequence_invalid",
    ],
    [
      "a Drop of nothing",
      { drop: { stream: 1, firstSeq: 0, count: 0, reason: "thermal" } },
      "sequence_invalid",
    ],
    [
      "a Drop without a known reason",
      { drop: { stream: 1, firstSeq: 0, count: 1, reason: "x" } },
      "invalid_input",
    ],
    [
      "an End of 1e9 samples",
      { end: { counts: [{ stream: 1, captured: 1e9, dropped: 0 }] } },
      "sequence_invalid",
    ],
    [
      "an End of less than came",
      { end: { counts: [{ stream: 1, captured: 10, dropped: 0 }] } },
      "sequence_invalid",
    ],
    [
      "more dropped than captured",
      { end: { counts: [{ stream: 1, captured: 99, dropped: 100 }] } },
      "sequence_invalid",
    ],
    [
      "an End of a foreign stream",
      { end: { counts: [{ stream: 8, captured: 1, dropped: 0 }] } },
      "stream_unknown",
    ],
  ];

  it.each(wrongFrames)("%s", async (_name, frame, code) => {
    const { welcomed, uplink } = setUp();
    const device = await welcomed();
    device.send({ block: good });
    await settle();
    device.send(frame);
    await settle();
    expect(device.refusal?.code).toBe(code);
    expect(device.refusal?.message).toMatch(/\.$/);
    expect(device.refusal?.hint).toMatch(/\.$/);
    expect(device.closedWith?.code).toBe(CLOSE_CODES.refused);
    expect(uplink.stats().refusals).toBe(1);
  });

  it("a frame before Hello", () => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink);
    device.send({ block: good });
    expect(device.refusal?.code).toBe("hello_expected");
  });

  it("a block before Welcome", () => {
    const { uplink } = setUp();
    const device = new FakeDevice(uplink);
    device.send({ hello: helloOf() });
    device.send({ block: good });
    expect(device.refusal?.code).toBe("credit_exceeded");
  });

  it("somebody else's session, and a stream that means something else now", async () => {
    const { uplink, welcomed } = setUp();
    const owner = await welcomed();
    const foreign = new FakeDevice(uplink);
    foreign.send({ hello: helloOf({ token: "token-bob" }) });
    await settle();
    expect(foreign.refusal?.code).toBe("session_foreign");
    expect(owner.closedWith).toBeUndefined();
    const other = new FakeDevice(uplink);
    other.send({ hello: helloOf({ streams: [{ ...MOTION, channels: ["x"] }] }) });
    await settle();
    expect(other.refusal?.code).toBe("stream_invalid");
  });

  it("too many sessions of one person", async () => {
    const { uplink, welcomed } = setUp({ limits: { sessionsPerUser: 1 } });
    await welcomed();
    const second = new FakeDevice(uplink);
    second.send({ hello: helloOf({ sessionId: SESSION.replace(/1$/, "2") }) });
    await settle();
    expect(second.refusal?.code).toBe("too_many_requests");
  });

  it("mutated and random frames: a code for each, no crash", async () => {
    const { uplink, welcomed } = setUp({ limits: { sessionsPerUser: 10_000 } });
    const frames = [
      uplinkUpCodec.encode({ block: good }),
      uplinkUpCodec.encode({ hello: helloOf() }),
      uplinkUpCodec.encode({ drop: { stream: 1, firstSeq: 0, count: 5, reason: "thermal" } }),
      uplinkUpCodec.encode({ end: { counts: [{ stream: 1, captured: 1, dropped: 0 }] } }),
      uplinkUpCodec.encode({ clockExchange: { t0Us: 1, t1Us: 2, t2Us: 3, t3Us: 4 } }),
    ];
    let state = 12_345;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    let device = await welcomed({ sessionId: SESSION });
    for (let i = 0; i < 1_500; i++) {
      if (device.closedWith !== undefined) {
        device = new FakeDevice(uplink);
        device.send({
          hello: helloOf({ sessionId: `${SESSION.slice(0, 28)}${i.toString(16).padStart(8, "0")}` }),
        });
        await settle();
      }
      const bytes = Uint8Array.from(frames[random(frames.length)] as Uint8Array);
      for (let k = random(6); k >= 0; k--) bytes[random(bytes.length)] = random(256);
      device.sendBytes(random(8) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
    }
    await settle();
    expect(uplink.stats().refusals).toBeGreaterThan(150);
    const sane = await welcomed({ sessionId: SESSION.replace(/1$/, "f") });
    sane.send({ block: good });
    await settle();
    expect(sane.all("ack")).toHaveLength(1);
  });
});
