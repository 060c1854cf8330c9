import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "@trajectory/protocols/messages.ts";
import { CODEC, decodeBlock, encodeBlock } from "./block-codec.ts";

describe("block codec", () => {
  it("keeps stamps and float32 samples to the bit, wherever the bytes lie", () => {
    const dtUs = fc.array(fc.nat(0xffff_ffff), { minLength: 1, maxLength: 20 });
    const samples = fc.array(fc.float(), { maxLength: 60 });
    fc.assert(
      fc.property(dtUs, samples, fc.nat(7), (dt, values, offset) => {
        const block: Block = { stream: 1, firstSeq: 0, t0Us: 0, dtUs: dt, samples: values };
        const bytes = encodeBlock(block);
        const shifted = new Uint8Array(bytes.length + offset);
        shifted.set(bytes, offset);
        expect(decodeBlock(shifted.subarray(offset), CODEC, dt.length)).toEqual({
          dtUs: dt,
          samples: values,
        });
      }),
    );
  });

  it("is little-endian, distances first", () => {
    const bytes = encodeBlock({ stream: 1, firstSeq: 0, t0Us: 0, dtUs: [0, 258], samples: [1, -2] });
    expect(Buffer.from(bytes).toString("hex")).toBe("00000000020100000000803f000000c0");
  });

  it("refuses a codec of the future", () => {
    expect(() => decodeBlock(new Uint8Array(8), 2, 1)).toThrow("codec 2");
  });
});
