import { describe, expect, it } from "vitest";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { UplinkUp } from "@trajectory/protocols/messages.ts";
import { SESSION, blocks, helloOf, setUp, track } from "../testing/uplink-setup.ts";
import { type CatchUpProgress, catchUp } from "./catch-up.ts";

const count = track.stampsUs.length;
const hello: UplinkUp = { hello: helloOf() };
const end: UplinkUp = { end: { counts: [{ stream: 1, captured: count, dropped: 0 }] } };
const whole: UplinkUp[] = [hello, ...blocks.map((block) => ({ block })), end];

function fileOf(messages: readonly UplinkUp[]): Uint8Array {
  const parts = messages.flatMap((message) => {
    const frame = uplinkUpCodec.encode(message);
    const length: number[] = [];
    for (let rest = frame.length; ; rest = Math.floor(rest / 128)) {
      length.push(rest < 128 ? rest : (rest % 128) + 128);
      if (rest < 128) break;
    }
    return [Uint8Array.from(length), frame];
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** As a network would hand it over. */
async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function upload(
  uplink: ReturnType<typeof setUp>["uplink"],
  bytes: Uint8Array,
  size = 1000,
  sessionId = SESSION,
) {
  return catchUp({ uplink, token: "token-ann", sessionId, body: inChunks(bytes, size) });
}

describe("catch-up of a time offline", () => {
  it.each([1, 37, 4096, 10_000_000])("takes a file in chunks of %d bytes, and balances it", async (size) => {
    const { uplink, store } = setUp();
    const seen: CatchUpProgress[] = [];
    const bytes = fileOf(whole);
    const result = await catchUp({
      uplink,
      token: "token-ann",
      sessionId: SESSION,
      body: inChunks(bytes, size),
      onProgress: (progress) => seen.push(progress),
    });
    expect(result.ledgers?.[0]).toEqual({
      stream: 1,
      captured: count,
      stored: count,
      dropped: 0,
      outstanding: 0,
    });
    expect(result.bytes).toBe(bytes.length);
    expect(seen.at(-1)).toEqual({ bytes: bytes.length, blocks: blocks.length });
    expect(store.newestWindows(SESSION).length).toBeGreaterThan(12);
    expect(uplink.stats().sockets).toBe(0);
  });

  it("is sent again after it broke off, and counts nothing twice", async () => {
    const { uplink, store } = setUp();
    const bytes = fileOf(whole);
    await expect(upload(uplink, bytes.subarray(0, 20_000))).rejects.toMatchObject({ code: "bad_frame" });
    const held = store.sessions.get(SESSION)?.blocks.get(1)?.length ?? 0;
    expect(held).toBeGreaterThan(10);
    const result = await upload(uplink, bytes);
    expect(result.ledgers?.[0]).toMatchObject({ stored: count, outstanding: 0 });
    expect(uplink.stats().blocksDuplicate).toBe(held);
    // And once more: the answer may have been lost.
    expect((await upload(uplink, bytes)).ledgers).toEqual(result.ledgers);
  });

  it("answers where the streams stand when the session is not over", async () => {
    const { uplink } = setUp();
    const result = await upload(uplink, fileOf([hello, ...blocks.slice(0, 3).map((block) => ({ block }))]));
    expect(result.ledgers).toBeUndefined();
    expect(result.positions).toContainEqual({ stream: 1, nextSeq: 150, held: [] });
  });

  const wrong: [string, Uint8Array, string][] = [
    ["an empty file", new Uint8Array(), "hello_expected"],
    ["a file without Hello", fileOf(whole.slice(1)), "hello_expected"],
    [
      "a file of another session",
      fileOf([{ hello: helloOf({ sessionId: SESSION.replace(/1$/, "2") }) }]),
      "invalid_input",
    ],
    ["a file of somebody unknown", fileOf([{ hello: helloOf({ token: "x" }) }]), "token_refused"],
    ["a message of a gigabyte", Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x03]), "block_too_large"],
    ["a message of a megabyte", Uint8Array.from([0x80, 0x80, 0x40]), "block_too_large"],
    ["noise", Uint8Array.from([3, 250, 251, 252]), "bad_frame"],
    [
      "a bad block",
      fileOf([hello, { block: { ...(blocks[0] as (typeof blocks)[0]), samples: [1] } }, ...whole.slice(2)]),
      "block_malformed",
    ],
  ];

  it.each(wrong)("refuses %s", async (_name, bytes, code) => {
    const { uplink } = setUp();
    await expect(upload(uplink, bytes)).rejects.toMatchObject({ code });
    expect(uplink.stats().sockets).toBe(0);
  });
});
