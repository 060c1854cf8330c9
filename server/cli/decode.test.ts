import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import type { StoredBlock, Window } from "@trajectory/protocols/messages.ts";
import { describe, expect, it } from "vitest";
import { readable } from "./decode.ts";

const sessionId = "11111111-1111-4111-8111-111111111111";
const T0 = Date.UTC(2026, 0, 1) * 1_000;
const stored: StoredBlock = {
  sessionId,
  stream: { id: 1, kind: 1, channels: ["x", "y"], nominalHz: 100 },
  block: { stream: 1, firstSeq: 50, t0Us: T0, dtUs: [0, 10_000, 10_000], samples: [0.5, -0.5, 1, 2, 3, 4] },
  receivedUs: T0 + 1_000_000,
};
const window: Window = {
  sessionId,
  kind: 2,
  t0Us: T0,
  t1Us: T0 + 10_000_000,
  revision: 1,
  features: [
    { name: "move", value: 3.5, quality: 1, coverage: 0.75, artefactShare: 0, method: "enmo/1" },
    { name: "cadence", value: 110, quality: 0.5, coverage: 1, artefactShare: 0, method: "acf/1" },
  ],
  clockErrorMs: 4,
  sampleRateHz: 99.62,
  sampleRateErrorHz: 0.003,
};

describe("decode", () => {
  it("writes a block with its first sample", () => {
    expect(JSON.parse(readable(storedBlockCodec.encode(stored)))).toEqual({
      block: "motion",
      stream: 1,
      firstSeq: 50,
      samples: 3,
      from: "2026-01-01T00:00:00.000Z",
      to: "2026-01-01T00:00:00.020Z",
      received: "2026-01-01T00:00:01.000Z",
      first: { x: 0.5, y: -0.5 },
      sessionId,
    });
  });

  it("writes a window with the values of its features", () => {
    expect(JSON.parse(readable(windowCodec.encode(window)))).toEqual({
      window: "motion",
      from: "2026-01-01T00:00:00.000Z",
      to: "2026-01-01T00:00:10.000Z",
      features: { move: 3.5, cadence: 110 },
      leastQuality: 0.5,
      leastCoverage: 0.75,
      revision: 1,
      clockErrorMs: 4,
      sampleRateHz: 99.62,
      sampleRateErrorHz: 0.003,
      sessionId,
    });
  });

  it("shows fields that are zero", () => {
    const none = { ...stored, block: { ...stored.block, firstSeq: 0, samples: [0, 0] } };
    const block = JSON.parse(readable(storedBlockCodec.encode(none))) as object;
    expect(block).toMatchObject({ firstSeq: 0, first: { x: 0, y: 0 } });
    const [move] = window.features;
    const still = { ...window, revision: 0, features: [{ ...move!, value: 0, quality: 0 }] };
    const shown = JSON.parse(readable(windowCodec.encode(still))) as object;
    expect(shown).toMatchObject({ revision: 0, features: { move: 0 }, leastQuality: 0 });
    expect(JSON.parse(readable(windowCodec.encode(still), true))).toEqual(still);
  });

  it("writes everything when asked", () => {
    expect(JSON.parse(readable(storedBlockCodec.encode(stored), true))).toEqual(stored);
    expect(JSON.parse(readable(windowCodec.encode(window), true))).toEqual(window);
  });

  it("passes JSON on, and says when bytes are no message", () => {
    expect(readable(new TextEncoder().encode('{"seq":1}'))).toBe('{"seq":1}');
    expect(readable(Uint8Array.from([255, 254, 1]))).toBe("3 bytes that are no message of trajectory.v1");
  });
});
