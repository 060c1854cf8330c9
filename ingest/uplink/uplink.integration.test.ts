import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Hello, UplinkDown, UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { DeviceClient } from "../sources/device-client.ts";
import { readRecording } from "../sources/recording.ts";
import { replayRecording } from "../sources/replay.ts";
import { MOTION, RR, blockOf, cutTrack, walkTrack } from "../testing/signals.ts";
import { type UplinkServer, startUplinkServer } from "../testing/uplink-server.ts";
import { rebuildWindows } from "../windows/rebuild.ts";

const START = 1_790_000_000_000_000;
const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function start(...options: Parameters<typeof startUplinkServer>): Promise<UplinkServer> {
  const server = await startUplinkServer(...options);
  open.push(() => server.close());
  return server;
}

function helloOf(overrides: Partial<Hello> = {}): Hello {
  return {
    protocolVersion: PROTOCOL_VERSION,
    token: "token-ann",
    sessionId: randomUUID(),
    deviceModel: "test",
    appVersion: "1",
    streams: [MOTION, RR],
    ...overrides,
  };
}

/** A device without manners: says just what the test says. */
async function connect(server: UplinkServer) {
  const socket = new WebSocket(server.url);
  const received: UplinkDown[] = [];
  let closed: { code: number; reason: string } | undefined;
  socket.on("message", (data) => received.push(uplinkDownCodec.decode(data as Buffer)));
  socket.on("close", (code, reason) => {
    closed = { code, reason: reason.toString() };
  });
  open.push(() => socket.terminate());
  await once(socket, "open");
  return {
    socket,
    send: (message: UplinkUp) => socket.send(uplinkUpCodec.encode(message)),
    received,
    until: <T>(look: (messages: UplinkDown[]) => T | undefined): Promise<T> =>
      vi.waitFor(
        () => {
          const found = look(received);
          if (found === undefined) throw new Error(`not yet: ${JSON.stringify(received)}`);
          return found;
        },
        { timeout: 20_000, interval: 5 },
      ),
    closed: () =>
      vi.waitFor(
        () => {
          if (closed === undefined) throw new Error("still open");
          return closed;
        },
        { timeout: 20_000, interval: 5 },
      ),
  };
}

function welcome(messages: UplinkDown[]) {
  return messages.find((message) => "welcome" in message);
}

function refusal(messages: UplinkDown[]) {
  return messages.flatMap((message) => ("refusal" in message ? [message.refusal] : []))[0];
}

async function recording() {
  return readRecording(
    await readFile(new URL("../sources/recordings/walk-and-stand.json.gz", import.meta.url)),
  );
}

describe("uplink over a real WebSocket", () => {
  it("plays the recording: every sample stored, every window told once, the ledger balanced", async () => {
    const server = await start();
    const played = await recording();
    const progress: number[] = [];
    const { sessionId, ledgers } = await replayRecording({
      url: server.url,
      token: "token-ann",
      recording: played,
      speed: 200,
      onProgress: ({ acknowledged }) => progress.push(acknowledged),
    });
    const samples = played.streams.map(({ stampsUs }) => stampsUs.length);
    expect(ledgers).toEqual(
      samples.map((count, i) => ({
        stream: i + 1,
        captured: count,
        stored: count,
        dropped: 0,
        outstanding: 0,
      })),
    );
    expect(progress.at(-1)).toBe(17_688 + 283);
    expect(server.blocks.reduce((sum, { block }) => sum + block.dtUs.length, 0)).toBe(17_688 + 283);
    const commands = server.told.map(({ command }) => command);
    expect(commands[0]).toBe("start_session");
    expect(commands.at(-1)).toBe("end_session");
    expect(new Set(server.told.map(({ id }) => id)).size).toBe(server.told.length);
    expect(server.store.sessions.get(sessionId)?.clock.length).toBeGreaterThanOrEqual(8);
    const windows = server.store.newestWindows(sessionId);
    expect(windows.filter(({ kind }) => kind === 1)).toEqual([]);
    expect(server.windows.filter(({ kind }) => kind === 1).length).toBeGreaterThan(170);
    expect(windows.filter(({ kind }) => kind === 2).length).toBeGreaterThan(33);
    expect(windows.filter(({ kind }) => kind === 3).length).toBeGreaterThan(33);
    expect(windows.every(({ clockErrorMs }) => clockErrorMs < 1000)).toBe(true);
  });

  it("computes the same windows again from what is stored", async () => {
    const server = await start();
    const { sessionId } = await replayRecording({
      url: server.url,
      token: "token-ann",
      recording: await recording(),
      speed: 400,
    });
    const differing: unknown[] = [];
    let same = 0;
    const again = await rebuildWindows({
      store: server.store,
      sessionId,
      streams: server.store.sessions.get(sessionId)?.opening.streams ?? [],
      fromUs: 0,
      forScreen: () => false,
      onWindow: (window) => differing.push(window),
      onSame: () => same++,
    });
    again.flush();
    expect(differing).toEqual([]);
    expect(same).toBe(server.store.newestWindows(sessionId).length);
  });

  it("loses nothing and doubles nothing while sockets are cut", async () => {
    const server = await start();
    const client = new DeviceClient({
      url: server.url,
      token: "token-ann",
      sessionId: randomUUID(),
      deviceModel: "test",
      appVersion: "1",
      streams: [MOTION],
    });
    const track = walkTrack(60, START);
    for (let i = 0; i < track.stampsUs.length; i++) {
      client.capture(1, track.stampsUs[i] ?? 0, track.samples.slice(i * 3, i * 3 + 3));
      if (i % 1000 === 500) {
        await vi.waitUntil(
          () => server.sockets.size > 0 && server.uplink.stats().blocksStored > i / 100,
          20_000,
        );
        for (const socket of server.sockets) socket.terminate();
      }
    }
    const [ledger] = await client.end();
    const count = track.stampsUs.length;
    expect(ledger).toEqual({ stream: 1, captured: count, stored: count, dropped: 0, outstanding: 0 });
    expect(server.told.filter(({ command }) => command === "record_window").length).toBe(
      new Set(server.told.filter(({ command }) => command === "record_window").map(({ id }) => id)).size,
    );
  });

  it("goes on after a restart of the server from what is stored, with the same windows as without", async () => {
    const track = walkTrack(60, START);
    const blocks = cutTrack(track, []);
    const windows = async (restartAt: number) => {
      let server = await start();
      const { store } = server;
      const sessionId = randomUUID();
      let device = await connect(server);
      device.send({ hello: helloOf({ sessionId, streams: [MOTION] }) });
      await device.until(welcome);
      for (const [i, block] of blocks.entries()) {
        if (i === restartAt) {
          await server.close();
          server = await start({}, store);
          device = await connect(server);
          device.send({ hello: helloOf({ sessionId, streams: [MOTION] }) });
          const message = await device.until(welcome);
          expect("welcome" in message && message.welcome.positions[0]?.nextSeq).toBe(block.firstSeq);
        }
        device.send({ block });
        const end = block.firstSeq + block.dtUs.length;
        await device.until((messages) =>
          messages.find((m) => "ack" in m && m.ack.positions.some(({ nextSeq }) => nextSeq === end)),
        );
      }
      device.send({ end: { counts: [{ stream: 1, captured: track.stampsUs.length, dropped: 0 }] } });
      await device.until((messages) => messages.find((message) => "ended" in message));
      return store
        .newestWindows(sessionId)
        .map(({ kind, t0Us, revision, features }) => ({ kind, t0Us, revision, features }));
    };
    expect(await windows(37)).toEqual(await windows(-1));
  });

  it("hands a session over to the socket that names it last", async () => {
    const server = await start();
    const sessionId = randomUUID();
    const [first, second] = [await connect(server), await connect(server)];
    first.send({ hello: helloOf({ sessionId }) });
    await first.until(welcome);
    second.send({ hello: helloOf({ sessionId }) });
    await second.until(welcome);
    expect(await first.closed()).toEqual({ code: CLOSE_CODES.replaced, reason: "replaced" });
    expect(server.uplink.stats()).toMatchObject({ sockets: 1, sessions: 1 });
  });

  it("answers clock pings with its own two stamps", async () => {
    let now = 5_000;
    const server = await start({ nowUs: () => (now += 10) });
    const device = await connect(server);
    device.send({ hello: helloOf() });
    await device.until(welcome);
    device.send({ clockPing: { id: 7, t0Us: 123 } });
    const pong = await device.until(
      (messages) => messages.flatMap((message) => ("clockPong" in message ? [message.clockPong] : []))[0],
    );
    expect(pong).toMatchObject({ id: 7, t0Us: 123 });
    expect(pong.t2Us).toBe(pong.t1Us + 10);
  });

  it("answers the end again to a device that did not hear it", async () => {
    const server = await start();
    const sessionId = randomUUID();
    const device = await connect(server);
    device.send({ hello: helloOf({ sessionId }) });
    await device.until(welcome);
    device.send({ end: { counts: [{ stream: 1, captured: 0, dropped: 0 }] } });
    expect((await device.closed()).code).toBe(1000);
    const again = await connect(server);
    again.send({ hello: helloOf({ sessionId }) });
    const ended = await again.until((messages) => messages.find((message) => "ended" in message));
    expect("ended" in ended && ended.ended.ledgers).toHaveLength(2);
    expect((await again.until(refusal)).code).toBe("session_ended");
  });

  it("counts what a device drops because its spool is full", async () => {
    const server = await start();
    const track = walkTrack(20, START);
    let refuse = true;
    server.store.gate = async (call) => {
      if (call === "openSession" && refuse)
        throw new ProtocolError("store_unavailable", "down", { retryAfterMs: 10 });
    };
    const client = new DeviceClient({
      url: server.url,
      token: "token-ann",
      sessionId: randomUUID(),
      deviceModel: "test",
      appVersion: "1",
      streams: [MOTION],
      spoolBlocks: 10,
    });
    for (let i = 0; i < track.stampsUs.length; i++) {
      client.capture(1, track.stampsUs[i] ?? 0, track.samples.slice(i * 3, i * 3 + 3));
    }
    refuse = false;
    const [ledger] = await client.end();
    const count = track.stampsUs.length;
    expect(ledger?.captured).toBe(count);
    expect(ledger?.dropped).toBeGreaterThan(1000);
    expect(ledger?.stored).toBe(count - (ledger?.dropped ?? 0));
    expect(ledger?.outstanding).toBe(0);
  });

  it("tells a device why it fails for good, and ends a session that is stopped early", async () => {
    const server = await start();
    const played = await recording();
    const options = { url: server.url, recording: played, speed: 100 };
    await expect(replayRecording({ ...options, token: "nobody" })).rejects.toMatchObject({
      code: "token_refused",
    });
    const stop = new AbortController();
    const playing = replayRecording({
      ...options,
      token: "token-ann",
      signal: stop.signal,
      onProgress: ({ acknowledged }) => acknowledged > 1000 && stop.abort(),
    });
    const { ledgers } = await playing;
    expect(ledgers[0]?.stored).toBeGreaterThan(1000);
    for (const { captured, stored, outstanding } of ledgers) {
      expect({ stored, outstanding }).toEqual({ stored: captured, outstanding: 0 });
    }
  });
});

describe("bad input over a real WebSocket closes its own socket only", () => {
  const good = blockOf(walkTrack(2, START), 0, 50);
  const cases: {
    name: string;
    code: string;
    close?: number;
    before?: UplinkUp[];
    bytes: () => Uint8Array;
  }[] = [
    { name: "a random frame", code: "bad_frame", bytes: () => new Uint8Array([255, 1, 2, 3, 200]) },
    {
      name: "a truncated frame",
      code: "bad_frame",
      bytes: () => uplinkUpCodec.encode({ block: good }).subarray(0, 300),
    },
    {
      name: "a block with 10,000,000 samples",
      code: "block_too_large",
      bytes: () => {
        const many = Array.from<number>({ length: 10_000_000 }).fill(0);
        return uplinkUpCodec.encode({ block: { ...good, samples: many } });
      },
    },
    {
      name: "a block with NaN",
      code: "block_not_finite",
      bytes: () => uplinkUpCodec.encode({ block: { ...good, samples: good.samples.with(7, Number.NaN) } }),
    },
    {
      name: "a second Hello",
      code: "hello_repeated",
      bytes: () => uplinkUpCodec.encode({ hello: helloOf() }),
    },
  ];

  it.each(cases)("$name", async ({ code, bytes }) => {
    const server = await start();
    const [bystander, device] = [await connect(server), await connect(server)];
    bystander.send({ hello: helloOf() });
    device.send({ hello: helloOf() });
    await Promise.all([bystander.until(welcome), device.until(welcome)]);
    device.socket.send(bytes());
    const said = await device.until(refusal);
    expect(said.code).toBe(code);
    expect(said.message).not.toBe("");
    expect(said.hint).not.toBe("");
    expect((await device.closed()).code).toBe(CLOSE_CODES.refused);
    bystander.send({ block: good });
    await bystander.until((messages) => messages.find((message) => "ack" in message));
    expect(server.uplink.stats().refusals).toBe(1);
  });
});
