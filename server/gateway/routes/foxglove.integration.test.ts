import type { AddressInfo } from "node:net";
import { type Channel, FoxgloveClient, type MessageData, type StatusMessage } from "@foxglove/ws-protocol";
import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import { writeStoredBlock } from "@trajectory/protocols/block-frame.ts";
import { windowCodec } from "@trajectory/protocols/codec.ts";
import { eventSubject } from "@trajectory/protocols/subjects.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import type { Person } from "../testing/person.ts";

const SESSION = "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10";
const T0 = 1_790_000_000_000_000;
const STREAM = { id: 1, kind: 1, channels: ["userAcceleration.x", "gravity.z"], nominalHz: 100 };

let gateway: TestGateway;
let ann: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newPerson();
  await gateway.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** The client that Foxglove and Lichtblick have. */
async function watch(path: string) {
  const { port } = gateway.app.server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [FoxgloveClient.SUPPORTED_SUBPROTOCOL], {
    origin: "https://app.foxglove.dev",
  });
  onTestFinished(() => socket.terminate());
  const client = new FoxgloveClient({
    ws: socket as unknown as ConstructorParameters<typeof FoxgloveClient>[0]["ws"],
  });
  const channels = new Map<string, Channel>();
  const messages: MessageData[] = [];
  const statuses: StatusMessage[] = [];
  let closedWith: number | undefined;
  socket.on("close", (code) => {
    closedWith = code;
  });
  client.on("advertise", (added) => added.forEach((channel) => channels.set(channel.topic, channel)));
  client.on("message", (message) => messages.push(message));
  client.on("status", (status) => statuses.push(status));
  return { client, channels, messages, statuses, closedWith: () => closedWith };
}

function publishBlock(firstSeq: number, samples: number[], sessionId = SESSION) {
  const block = { stream: 1, firstSeq, t0Us: T0 + firstSeq * 10_000, dtUs: [0, 10_001], samples };
  const stored = { sessionId, stream: STREAM, block, receivedUs: T0 };
  gateway.bus.publish(eventSubject(ann.id, "session", "block"), writeStoredBlock(stored));
}

describe("the live endpoint of foxglove.websocket.v1", () => {
  it("shows samples by their schema, windows and state to whoever has the address", async () => {
    const { path } = await ann.must<{ path: string }>("POST", "/api/foxglove");
    const { client, channels, messages, statuses } = await watch(path);
    await vi.waitUntil(() => channels.has("/life/state"), { timeout: 20_000, interval: 5 });
    publishBlock(0, [1, 2, 3, 4]);
    await vi.waitUntil(() => channels.has("/motion/1"), { timeout: 20_000, interval: 5 });
    const { id, schema, schemaName, schemaEncoding } = channels.get("/motion/1")!;
    expect(schemaEncoding).toBe("protobuf");
    client.subscribe(id);
    client.subscribe(channels.get("/life/state")!.id);
    client.subscribe(99_999);
    await vi.waitUntil(() => statuses.length > 0, { timeout: 20_000, interval: 5 });
    expect(statuses[0]?.message).toContain("99999");

    const values = [-0, Math.fround(0.1), 1.401298464324817e-45, -5];
    publishBlock(7, values);
    await vi.waitUntil(() => messages.length === 2, { timeout: 20_000, interval: 5 });
    const roots = protobuf.Root as unknown as { fromDescriptor(bytes: Uint8Array): protobuf.Root };
    const type = roots.fromDescriptor(Buffer.from(schema, "base64")).lookupType(schemaName);
    const samples = messages.map(({ data }) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return type.toObject(type.decode(bytes), { longs: Number, defaults: true });
    });
    expect(samples.map(({ seq, missing }) => [seq, missing])).toEqual([
      [7, 5],
      [8, 0],
    ]);
    expect(messages.map(({ timestamp }) => timestamp)).toEqual([
      BigInt(T0 + 70_000) * 1_000n,
      BigInt(T0 + 80_001) * 1_000n,
    ]);
    const shown = samples.flatMap((sample) => [sample["userAcceleration_x"], sample["gravity_z"]]);
    expect(shown.map((value, i) => Object.is(value, values[i]))).toEqual([true, true, true, true]);

    const window = {
      sessionId: SESSION,
      kind: 2,
      t0Us: T0,
      t1Us: T0 + 10_000_000,
      revision: 0,
      clockErrorMs: -1,
      sampleRateHz: 0,
      sampleRateErrorHz: 0,
    };
    const feature = { name: "move", value: 3, quality: 1, coverage: 1, artefactShare: 0, method: "enmo/1" };
    const bytes = windowCodec.encode({ ...window, features: [feature] });
    gateway.bus.publish(eventSubject(ann.id, "session", "window"), bytes);
    await vi.waitUntil(() => channels.has("/features/motion"), { timeout: 20_000, interval: 5 });
    await ann.must("POST", "/api/goals", { id: "g1", name: "Sail", importance: 0.5 });
    await vi.waitUntil(() => messages.length > 2, { timeout: 20_000, interval: 5 });
    const { data } = messages[2]!;
    const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
    expect(JSON.parse(text)).toHaveProperty("eta");
  });

  it("takes the channel of a session away when another one begins", async () => {
    const { path } = await ann.must<{ path: string }>("POST", "/api/foxglove");
    const { channels } = await watch(path);
    await vi.waitUntil(() => channels.has("/life/state"), { timeout: 20_000, interval: 5 });
    publishBlock(0, [1, 2, 3, 4]);
    await vi.waitUntil(() => channels.has("/motion/1"), { timeout: 20_000, interval: 5 });
    const first = channels.get("/motion/1")?.id;
    publishBlock(0, [1, 2, 3, 4], "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a11");
    await vi.waitUntil(() => channels.get("/motion/1")?.id !== first, { timeout: 20_000, interval: 5 });
  });

  it("is closed to everybody else", async () => {
    for (const path of ["/api/foxglove", "/api/foxglove?token=x"]) {
      const { closedWith } = await watch(path);
      await vi.waitUntil(() => closedWith() !== undefined, { timeout: 20_000, interval: 5 });
      expect(closedWith()).toBe(4401);
    }
  });
});
