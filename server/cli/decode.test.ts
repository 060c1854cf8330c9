import { expect, it } from "vitest";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import { readable } from "./decode.ts";

it("shows a block with the fields that are zero, and not all of its samples", () => {
  const bytes = storedBlockCodec.encode({
    sessionId: "s",
    stream: { id: 1, kind: 1, channels: ["x"], nominalHz: 100 },
    block: {
      stream: 1,
      firstSeq: 0,
      t0Us: 5,
      dtUs: Array.from({ length: 50 }, () => 0),
      samples: Array(50).fill(0),
    },
    receivedUs: 9,
  });
  const shown = JSON.parse(readable(bytes)) as { block: { samples: unknown[] } };
  expect(shown).toMatchObject({ sessionId: "s", block: { firstSeq: 0, t0Us: 5, count: 50 }, receivedUs: 9 });
  expect(shown.block.samples).toHaveLength(13);
});

it("shows a window with its zeros", () => {
  const feature = { name: "move", value: 0, quality: 0, coverage: 1, artefactShare: 0, method: "enmo/1" };
  const window = {
    sessionId: "s",
    kind: 1,
    t0Us: 0,
    t1Us: 1,
    revision: 0,
    features: [feature],
    clockErrorMs: 0,
  };
  expect(JSON.parse(readable(windowCodec.encode(window)))).toEqual(window);
});

it("passes JSON as it is, and says what it cannot read", () => {
  expect(readable(new TextEncoder().encode('{"seq":1}'))).toBe('{"seq":1}');
  expect(readable(Uint8Array.from([255, 1]))).toBe("2 bytes that are no message of trajectory.v1");
});
