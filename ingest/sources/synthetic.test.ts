import { describe, expect, it } from "vitest";
import { plainBlock } from "../samples/block.ts";
import { decodeFrame } from "../uplink/validate.ts";
import { SyntheticPhone } from "./synthetic.ts";

describe("synthetic phone", () => {
  it("sends frames that are its blocks", () => {
    const phone = new SyntheticPhone(7, 1_790_000_000_000_000);
    for (const index of [0, 1, 9, 10, 12_345]) {
      const frame = decodeFrame(phone.frame(index));
      expect("block" in frame && plainBlock(frame.block)).toEqual(phone.block(index));
    }
  });

  it("goes on without a break, and moves the same for the same seed", () => {
    const phone = new SyntheticPhone(7, 1_790_000_000_000_000);
    const [first, second] = [phone.block(9), phone.block(10)];
    expect(second.firstSeq).toBe(first.firstSeq + 50);
    expect(second.t0Us).toBe(first.t0Us + 500_000);
    expect(new SyntheticPhone(7, 1_790_000_000_000_000).block(3)).toEqual(phone.block(3));
    expect(new SyntheticPhone(8, 1_790_000_000_000_000).block(3).samples).not.toEqual(phone.block(3).samples);
  });
});
