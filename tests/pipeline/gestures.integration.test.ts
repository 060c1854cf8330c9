/** From gestures that a person shows to gestures that the product recognises. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { HAND, type HandMove, handTrack } from "@trajectory/ingest/testing/hand.ts";
import { cutTrack } from "@trajectory/ingest/testing/signals.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { Client } from "../client.ts";
import { RawDevice } from "../device.ts";
import { type Product, startProduct } from "../product.ts";

/** A session of a hand that makes moves every 4 s, as a device sends it, to its end. */
async function record(product: Product, client: Client, moves: readonly HandMove[], seed: number) {
  const startUs = Date.now() * 1_000;
  const seconds = 4 * moves.length + 3;
  const gestures = moves.map((move, i) => ({ move, atS: 2 + 4 * i, seconds: 1 + 0.05 * i }));
  const blocks = cutTrack(handTrack(seconds, startUs, gestures, seed), []);
  const sessionId = randomUUID();
  const device = await new RawDevice(product.url).open();
  device.hello(client.token, sessionId, { streams: [HAND] });
  await device.answer("welcome");
  for (const block of blocks) device.send({ block });
  device.send({ end: { counts: [{ stream: HAND.id, captured: seconds * 100, dropped: 0 }] } });
  await device.answer("ended");
  return { sessionId, startMs: startUs / 1_000 };
}

it("recognises a person's gestures in the next session, and says so on the feed", async () => {
  await using product = await startProduct();
  const client = new Client(product.url);
  const { id } = await client.createOwner();
  const { sessionId, startMs } = await record(product, client, ["circle", "swipe", "circle", "swipe"], 1);
  for (const [i, gesture] of ["round", "next song", "round", "next song"].entries()) {
    const from = startMs + 1_700 + 4_000 * i;
    await client.must("POST", `/api/gestures/${id}`, { gesture, sessionId, from, to: from + 2_000 });
  }
  const seen: EventRecord[] = [];
  const three = new Promise<void>((resolve, reject) => {
    const socket = client.feed((message) => {
      if (!("event" in message)) return;
      const event = JSON.parse(message.event.json) as EventRecord;
      if (event.type === "gesture_recognised") seen.push(event);
      if (event.type !== "session_ended" || seen.length === 0) return;
      socket.close();
      resolve();
    });
    socket.on("error", reject);
  });
  const next = await record(product, client, ["swipe", "shake", "circle", "twist", "swipe"], 5);
  await three;
  expect(seen.map(({ payload }) => (payload as { gesture: string }).gesture)).toEqual([
    "next song",
    "round",
    "next song",
  ]);
  const { recognised } = await client.must<{ recognised: object[] }>("GET", `/api/gestures/${id}`);
  expect(recognised).toMatchObject([
    { gesture: "next song", sessionId: next.sessionId },
    { gesture: "round" },
    { gesture: "next song" },
  ]);
  expect(seen[0]).toMatchObject({
    actor: "session",
    payload: { sessionId: next.sessionId, method: "own-gesture-dtw/2" },
  });
});
