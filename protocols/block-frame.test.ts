import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBlockFrame, writeStoredBlock } from "./block-frame.ts";
import { storedBlockCodec, uplinkUpCodec } from "./codec.ts";
import type { Block } from "./messages.ts";

const uint32 = fc.oneof(fc.nat(20_000), fc.integer({ min: 0, max: 0xffff_ffff }));
const float = fc.float().map(Math.fround);
const anyBlock: fc.Arbitrary<Block> = fc.record({
  stream: uint32,
  firstSeq: fc.oneof(fc.nat(1_000), fc.maxSafeNat()),
  t0Us: fc.oneof(fc.constant(0), fc.constant(1_790_000_000_000_000), fc.maxSafeNat()),
  dtUs: fc.array(uint32, { maxLength: 40 }),
  samples: fc.array(float, { maxLength: 40 }),
});

function plain(block: unknown) {
  const { stream, firstSeq, t0Us, dtUs, samples } = block as Block;
  return { stream, firstSeq, t0Us, dtUs: [...dtUs], samples: [...samples] };
}

describe("a block's frame", () => {
  it("is read as the generated code reads it", () => {
    fc.assert(
      fc.property(anyBlock, (block) => {
        const frame = uplinkUpCodec.encode({ block });
        expect(plain(readBlockFrame(frame))).toEqual(
          plain((uplinkUpCodec.decode(frame) as { block: Block }).block),
        );
      }),
    );
  });

  it("has its stamps and samples in one memory, as the store keeps them", () => {
    const block = { stream: 1, firstSeq: 0, t0Us: 5, dtUs: [0, 10_000], samples: [1.5, -2] };
    const { dtUs, samples } = readBlockFrame(uplinkUpCodec.encode({ block })) ?? { dtUs: [], samples: [] };
    if (!(dtUs instanceof Uint32Array && samples instanceof Float32Array)) throw new Error("no typed arrays");
    expect(samples.buffer).toBe(dtUs.buffer);
    expect(samples.byteOffset).toBe(dtUs.byteOffset + dtUs.byteLength);
  });

  it("is either left to the generated code or read as it reads it, however it was damaged", () => {
    fc.assert(
      fc.property(
        anyBlock,
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
        fc.option(fc.nat(400)),
        (block, changes, cut) => {
          const frame = uplinkUpCodec.encode({ block }).slice();
          for (const [at, byte] of changes) if (at < frame.length) frame[at] = byte;
          const damaged = cut === null ? frame : frame.subarray(0, cut);
          const read = readBlockFrame(damaged);
          if (read === undefined) return;
          const known = uplinkUpCodec.decode(damaged);
          expect(plain(read)).toEqual(plain((known as { block: Block }).block));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["another message", uplinkUpCodec.encode({ clockPing: { id: 1, t0Us: 1 } })],
    ["nothing", new Uint8Array()],
    ["a second message behind it", Uint8Array.of(0x12, 0, 0x12, 0)],
    ["more than 2^53", Uint8Array.of(0x12, 9, 0x10, 255, 255, 255, 255, 255, 255, 255, 127)],
    ["a length of 2^31", Uint8Array.of(0x12, 6, 0x2a, 255, 255, 255, 255, 7)],
  ])("is left to the generated code: %s", (_, bytes) => {
    expect(readBlockFrame(bytes)).toBeUndefined();
  });
});

describe("a stored block", () => {
  it("is written byte for byte as the generated code writes it", () => {
    const stream = { id: 7, kind: 1, channels: ["x", "y"], nominalHz: 100 };
    fc.assert(
      fc.property(anyBlock, fc.maxSafeNat(), fc.boolean(), (block, receivedUs, typed) => {
        const stored = { sessionId: "00000000-0000-4000-8000-000000000001", stream, block, receivedUs };
        const views = {
          ...block,
          dtUs: Uint32Array.from(block.dtUs),
          samples: Float32Array.from(block.samples),
        };
        const written = writeStoredBlock({ ...stored, block: typed ? views : block });
        expect(Buffer.from(written).equals(storedBlockCodec.encode(stored))).toBe(true);
      }),
    );
  });
});
