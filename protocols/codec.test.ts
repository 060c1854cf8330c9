import { describe, expect, it } from "vitest";
import { feedDownCodec, feedUpCodec } from "./codec.ts";

describe("64-bit fields", () => {
  it("are numbers, also where they are 0 and so are not on the wire", () => {
    const stream = { id: 1, kind: 1, channels: ["x"], nominalHz: 100 };
    const block = { stream: 1, firstSeq: 0, t0Us: 1_795_502_110_338_000, dtUs: [0], samples: [0.5] };
    const frame = feedDownCodec.encode({ block: { sessionId: "s", stream, block, receivedUs: 0 } });
    const decoded = feedDownCodec.decode(frame);
    expect(decoded).toMatchObject({
      block: { receivedUs: 0, block: { firstSeq: 0, t0Us: 1_795_502_110_338_000 } },
    });
    expect(
      feedUpCodec.decode(feedUpCodec.encode({ hello: { protocolVersion: 1, afterSeq: 0 } })),
    ).toMatchObject({
      hello: { afterSeq: 0 },
    });
  });
});
