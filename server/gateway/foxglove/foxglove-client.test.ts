import { describe, expect, it } from "vitest";
import { FoxgloveClient } from "./foxglove-client.ts";

const STREAM = { id: 1, kind: 1, channels: ["acceleration.x"], nominalHz: 100 };

function connect() {
  const told: { op: string; message?: string; channels?: { id: number; topic: string }[] }[] = [];
  const socket = {
    bufferedAmount: 0,
    frames: 0,
    send(data: string | Uint8Array) {
      if (typeof data === "string") told.push(JSON.parse(data) as (typeof told)[number]);
      else socket.frames++;
    },
  };
  return { socket, told, client: new FoxgloveClient(socket, "run") };
}

const block = (firstSeq: number) => ({
  sessionId: "s",
  stream: STREAM,
  block: { stream: 1, firstSeq, t0Us: 1_790_000_000_000_000, dtUs: [0, 10, 10], samples: [1, 2, 3] },
  receivedUs: 0,
});

describe("a client of the Foxglove protocol", () => {
  it("that does not read loses messages, and is told how many", () => {
    const { socket, told, client } = connect();
    client.onBlock(block(0));
    const id = told.flatMap(({ channels = [] }) => channels).find(({ topic }) => topic === "/motion/1")?.id;
    client.receive(JSON.stringify({ op: "subscribe", subscriptions: [{ id: 7, channelId: id }] }));
    client.onBlock(block(3));
    expect(socket.frames).toBe(3);
    socket.bufferedAmount = 2 << 20;
    client.onBlock(block(6));
    client.onBlock(block(9));
    expect(socket.frames).toBe(3);
    socket.bufferedAmount = 0;
    client.onBlock(block(12));
    expect(socket.frames).toBe(6);
    expect(told.at(-1)).toMatchObject({
      op: "status",
      message: expect.stringContaining("6 messages") as string,
    });
    client.receive(JSON.stringify({ op: "unsubscribe", subscriptionIds: [7] }));
    client.onBlock(block(15));
    expect(socket.frames).toBe(6);
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"op": "publish"}',
    '{"op": "subscribe", "subscriptions": [null]}',
    '{"op": "subscribe", "subscriptions": [{"id": -1, "channelId": 1}]}',
    '{"op": "subscribe", "subscriptions": [{"id": 1, "channelId": 99}]}',
  ])("that says %j is told what is wrong", (text) => {
    const { told, client } = connect();
    client.receive(text);
    expect(told.at(-1)).toMatchObject({ op: "status", level: 2 });
  });
});
