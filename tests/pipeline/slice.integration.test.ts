/** The whole product over HTTP and WebSocket, from an empty directory to a session that balances. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { FeedDown, UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { WINDOW_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import { Client } from "../client.ts";
import { block, RawDevice, STREAM } from "../device.ts";
import { type Product, startProduct } from "../product.ts";

/** η of the worked example, docs/model.md section 8. */
const ETA = 0.844434526287983;

let product: Product;
let client: Client;
let userId: string;

beforeAll(async () => {
  product = await startProduct();
  client = new Client(product.url);
});

afterAll(() => product[Symbol.asyncDispose]());

/** Collects feed messages until one of them satisfies `enough`. */
async function feedUntil(
  enough: (message: FeedDown, all: readonly FeedDown[]) => boolean,
): Promise<FeedDown[]> {
  const messages: FeedDown[] = [];
  await new Promise<void>((resolve, reject) => {
    const socket = client.feed((message) => {
      messages.push(message);
      if (enough(message, messages)) {
        resolve();
        socket.close();
      }
    });
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`the feed closed with ${code}`)));
  });
  return messages;
}

function eventsIn(messages: readonly FeedDown[]): EventRecord[] {
  return messages.flatMap((message) =>
    "event" in message ? [JSON.parse(message.event.json) as EventRecord] : [],
  );
}

describe("the product", () => {
  it("says what it brought up", () => {
    const text = product.output.join("\n");
    expect(text).toMatch(/^Database\s+.*postgresql 18/im);
    expect(text).toMatch(/^Messages\s+(nats|in-memory)/im);
    expect(text).toMatch(/^TrajectoryOS is at http:\/\/localhost:\d+$/m);
  });

  it("serves the web app and its health", async () => {
    const page = await fetch(product.url);
    expect(page.headers.get("content-type")).toMatch(/text\/html/);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const { status, body } = await client.request<{ status: string; parts: { name: string }[] }>(
      "GET",
      "/health",
    );
    expect(status).toBe(200);
    expect(body.status).toBe("up");
    expect(body.parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["database", "bus", "actors", "ingest"]),
    );
  });

  it("creates the owner once", async () => {
    expect((await client.must<{ needsOwner: boolean }>("GET", "/api/setup")).needsOwner).toBe(true);
    expect(await client.request("GET", "/api/me")).toMatchObject({
      status: 401,
      body: { error: { code: "not_signed_in" } },
    });
    userId = (await client.createOwner()).id;
    expect((await client.must<{ needsOwner: boolean }>("GET", "/api/setup")).needsOwner).toBe(false);
    const second = { name: "Eve", email: "eve@example.org", password: "another password" };
    expect(await new Client(product.url).request("POST", "/api/owner", second)).toMatchObject({
      status: 409,
      body: { error: { code: "owner_exists" } },
    });
  });

  it("refuses a wrong password and a second account with the same address", async () => {
    const stranger = new Client(product.url);
    const wrong = { email: "ada@example.org", password: "not the password" };
    expect(await stranger.request("POST", "/api/session", wrong)).toMatchObject({
      status: 401,
      body: { error: { code: "wrong_credentials" } },
    });
    const same = { name: "Ada", email: "ADA@example.org", password: "long enough" };
    expect(await client.request("POST", "/api/users", same)).toMatchObject({
      status: 409,
      body: { error: { code: "email_taken" } },
    });
    expect(await stranger.request("POST", "/api/session", "{")).toMatchObject({ status: 400 });
  });

  it("does not answer pages from elsewhere", async () => {
    const response = await fetch(`${product.url}/api/me`, { headers: { origin: "https://evil.example" } });
    expect(response.status).toBe(403);
  });

  it("computes the worked example from the demo portfolio", async () => {
    await client.must("POST", "/api/demo");
    const { state } = await client.must<{ state: PhysicsSnapshot }>("GET", `/api/state/${userId}`);
    // The commands take some milliseconds, in which the deadlines come closer.
    expect(state.eta.value).toBeCloseTo(ETA, 5);
    expect(await client.request("POST", "/api/demo")).toMatchObject({
      status: 409,
      body: { error: { code: "command_refused" } },
    });
    expect(await client.request("GET", `/api/state/${randomUUID()}`)).toMatchObject({ status: 403 });
  });

  it("plays the recording through the uplink to the feed, and the ledger balances", async () => {
    const [recording] = await client.must<{ id: string; durationS: number }[]>("GET", "/api/recordings");
    const ended = feedUntil(
      (message) => "event" in message && message.event.json.includes('"session_ended"'),
    );
    const { sessionId } = await client.must<{ sessionId: string }>("POST", "/api/replays", {
      recordingId: recording?.id,
      speed: 20,
    });
    const messages = await ended;
    const events = eventsIn(messages);
    const live = messages.findIndex((message) => "live" in message);
    expect(live).toBeGreaterThan(0);
    expect(messages.slice(live).some((message) => "block" in message)).toBe(true);
    expect(messages.slice(live).some((message) => "window" in message)).toBe(true);
    expect(messages.slice(live).some((message) => "state" in message)).toBe(true);
    const seqs = events.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    const types = new Set(events.map(({ type }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining(["session_started", "window_recorded", "session_ended"]),
    );
    const last = events.findLast(({ type }) => type === "session_ended")?.payload as {
      sessionId: string;
      ledger: { captured: number; stored: number; dropped: number; outstanding: number }[];
    };
    expect(last.sessionId).toBe(sessionId);
    expect(last.ledger.length).toBeGreaterThan(1);
    for (const { captured, stored, dropped, outstanding } of last.ledger) {
      expect(captured).toBeGreaterThan(0);
      expect({ stored, dropped, outstanding }).toEqual({ stored: captured, dropped: 0, outstanding: 0 });
    }
    const blocks = messages.flatMap((message) => ("block" in message ? [message.block] : []));
    const keys = blocks.map(({ stream, block: { firstSeq } }) => `${stream.id}/${firstSeq}`);
    expect(new Set(keys).size).toBe(keys.length);
    const [newest] = await client.must<{ sessionId: string; endedAt?: number }[]>("GET", "/api/sessions");
    expect(newest).toMatchObject({ sessionId, endedAt: expect.any(Number) });
  });

  it("shows the last seconds to whoever comes when nobody has watched", async () => {
    const missed = await feedUntil((message) => "live" in message);
    const seconds = missed.flatMap((message) =>
      "window" in message && message.window.kind === WINDOW_KIND_NUMBER.screen ? [message.window] : [],
    );
    expect(seconds.length).toBeGreaterThan(20);
    expect(new Set(seconds.map(({ t0Us }) => t0Us)).size).toBe(seconds.length);
    expect(seconds[9]?.features.map(({ name }) => name)).toContain("cadence");
  });

  it("ends a session that is stopped, and takes up the next one also after a device that vanished", async () => {
    const [recording] = await client.must<{ id: string }[]>("GET", "/api/recordings");
    const play = () =>
      client.must<{ replayId: string; sessionId: string }>("POST", "/api/replays", {
        recordingId: recording?.id,
        speed: 20,
      });
    const first = await play();
    await feedUntil((message) => "event" in message && message.event.json.includes(first.sessionId));
    await client.must("DELETE", `/api/replays/${first.replayId}`);
    expect(await client.must("GET", `/api/replays/${first.replayId}`)).toMatchObject({ state: "cancelled" });
    const sessions = await client.must<{ sessionId: string; endedAt?: number }[]>("GET", "/api/sessions");
    expect(sessions.find(({ sessionId }) => sessionId === first.sessionId)?.endedAt).toBeDefined();

    const vanished = await new RawDevice(product.url).open();
    const vanishedId = randomUUID();
    vanished.hello(client.token, vanishedId);
    await vanished.answer("welcome");
    await feedUntil((message) => "event" in message && message.event.json.includes(vanishedId));
    vanished.socket.terminate();
    const next = await play();
    await feedUntil(
      (message) =>
        "event" in message &&
        message.event.json.includes(next.sessionId) &&
        message.event.json.includes('"window_recorded"'),
    );
    await client.must("DELETE", `/api/replays/${next.replayId}`);
  });

  it("gives a returning client what it missed and nothing twice", async () => {
    const all = await feedUntil((message) => "live" in message);
    const newest = Math.max(...eventsIn(all).map(({ seq }) => seq));
    const messages: FeedDown[] = [];
    await new Promise<void>((resolve) => {
      const socket = client.feed((message) => {
        messages.push(message);
        if ("live" in message) {
          resolve();
          socket.close();
        }
      }, newest - 3);
    });
    expect(eventsIn(messages).map(({ seq }) => seq)).toEqual([newest - 2, newest - 1, newest]);
  });
});

describe("a file of a time without network", () => {
  /** The messages as they would go over the socket, each behind its length. */
  function file(...messages: UplinkUp[]): Uint8Array<ArrayBuffer> {
    const frames = messages.map((message) => uplinkUpCodec.encode(message));
    return new Uint8Array(Buffer.concat(frames.flatMap((frame) => [varint(frame.byteLength), frame])));
  }

  function varint(value: number): Buffer {
    return value < 128 ? Buffer.of(value) : Buffer.of((value & 127) | 128, value >>> 7);
  }

  async function upload(
    sessionId: string,
    body: Uint8Array<ArrayBuffer>,
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${product.url}/api/sessions/${sessionId}/blocks`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", authorization: `Bearer ${client.token}` },
      body,
    });
    return { status: response.status, body: await response.json() };
  }

  it("fills in what is missing, balances, and may be sent twice", async () => {
    const sessionId = randomUUID();
    const startUs = Date.UTC(2026, 5, 1) * 1_000;
    const hello = {
      protocolVersion: PROTOCOL_VERSION,
      token: "",
      sessionId,
      deviceModel: "test",
      appVersion: "1",
      streams: [STREAM],
    };
    const blocks = [0, 1, 2, 3].map((index) => ({ block: block(index * 50, 50, startUs) }));
    const first = await upload(sessionId, file({ hello }, ...blocks.slice(0, 2)));
    expect(first).toMatchObject({
      status: 200,
      body: { blocks: 2, positions: [{ stream: 1, nextSeq: 100 }] },
    });
    const end = { counts: [{ stream: 1, captured: 200, dropped: 0 }] };
    const whole = file({ hello }, ...blocks, { end });
    const ledgers = [{ stream: 1, captured: 200, stored: 200, dropped: 0, outstanding: 0 }];
    expect(await upload(sessionId, whole)).toMatchObject({ status: 200, body: { ledgers } });
    expect(await upload(sessionId, whole)).toMatchObject({ status: 200, body: { ledgers } });
  });

  it("is refused with a sentence when it is of another session, or nobody's", async () => {
    const hello = {
      protocolVersion: PROTOCOL_VERSION,
      token: "",
      sessionId: randomUUID(),
      deviceModel: "",
      appVersion: "",
      streams: [STREAM],
    };
    expect(await upload(randomUUID(), file({ hello }))).toMatchObject({
      status: 400,
      body: { error: { code: "invalid_input" } },
    });
    const stranger = { ...hello, token: "nobody" };
    expect(await upload(hello.sessionId, file({ hello: stranger }))).toMatchObject({
      status: 401,
      body: { error: { code: "token_refused" } },
    });
  });
});

describe("bad input on the uplink", () => {
  const startUs = Date.UTC(2026, 0, 1) * 1_000;

  async function device(change: Parameters<RawDevice["hello"]>[2] = {}): Promise<RawDevice> {
    const raw = await new RawDevice(product.url).open();
    raw.hello(client.token, randomUUID(), change);
    return raw;
  }

  async function refusalOf(raw: RawDevice): Promise<string> {
    const { refusal } = await raw.answer("refusal");
    expect(refusal.message).not.toBe("");
    expect(refusal.hint).not.toBe("");
    const { code } = await raw.closed;
    expect(code).toBeGreaterThanOrEqual(4_400);
    return refusal.code;
  }

  it("touches only its own socket", async () => {
    const good = await device();
    await good.answer("welcome");

    const early = await new RawDevice(product.url).open();
    early.send({ block: block(0, 10, startUs) });
    expect(await refusalOf(early)).toBe("hello_expected");

    const random = await device();
    await random.answer("welcome");
    random.send(Uint8Array.from([255, 254, 1, 2, 3]));
    expect(await refusalOf(random)).toBe("bad_frame");

    const old = await device({ protocolVersion: 99 });
    expect(await refusalOf(old)).toBe("protocol_version_unsupported");

    const stranger = await device({ token: "nobody" });
    expect(await refusalOf(stranger)).toBe("token_refused");

    const notANumber = await device();
    await notANumber.answer("welcome");
    const spoilt = block(0, 10, startUs);
    spoilt.samples[4] = Number.NaN;
    notANumber.send({ block: spoilt });
    expect(await refusalOf(notANumber)).toBe("block_not_finite");

    const unknown = await device();
    await unknown.answer("welcome");
    unknown.send({ block: { ...block(0, 10, startUs), stream: 7 } });
    expect(await refusalOf(unknown)).toBe("stream_unknown");

    const large = await device();
    await large.answer("welcome");
    large.send({ block: block(0, 2_000, startUs) });
    expect(await refusalOf(large)).toBe("block_too_large");

    good.send({ block: block(0, 50, startUs) });
    expect((await good.answer("ack")).ack.positions).toMatchObject([{ stream: 1, nextSeq: 50 }]);
    good.socket.close();
  });

  it("closes a socket that sends ten million samples at once", async () => {
    const raw = await device();
    await raw.answer("welcome");
    raw.send(new Uint8Array(40_000_000));
    const { code, reason } = await raw.closed;
    expect(code).toBe(1009);
    expect(reason).toBe("block_too_large: a frame has at most 65536 bytes");
    expect((await client.request("GET", "/health")).status).toBe(200);
  });
});
