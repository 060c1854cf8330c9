import fc from "fast-check";
import { expect, it } from "vitest";
import { feedDownCodec, storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import { blockFrame, windowFrame } from "./frames.ts";

it("wraps a block of any size so that the codec reads it back", () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 2_000 }),
      (samples) => {
        const stored = {
          sessionId: "s",
          stream: { id: 1, kind: 1, channels: ["x"], nominalHz: 100 },
          block: { stream: 1, firstSeq: 7, t0Us: 1.7e15, dtUs: samples.map(() => 10_000), samples },
          receivedUs: 1.7e15 + 5,
        };
        const bytes = storedBlockCodec.encode(stored);
        expect(blockFrame(bytes)).toEqual(new Uint8Array(feedDownCodec.encode({ block: stored })));
      },
    ),
  );
});

it("wraps a window so that the codec reads it back", () => {
  const window = {
    sessionId: "s",
    kind: 1,
    t0Us: 1,
    t1Us: 2,
    revision: 0,
    features: [],
    clockErrorMs: 3,
    sampleRateHz: 0,
    sampleRateErrorHz: 0,
  };
  expect(feedDownCodec.decode(windowFrame(windowCodec.encode(window)))).toMatchObject({
    window: { sessionId: "s", t1Us: 2, clockErrorMs: 3 },
  });
});
