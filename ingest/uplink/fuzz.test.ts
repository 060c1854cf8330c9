import { expect, it } from "vitest";
import { FrameFuzzer, codeOf } from "../testing/fuzz.ts";

// `node --expose-gc ingest/scripts/fuzz-decoder.ts` does the same with ten million frames.
it("answers every random or mutated frame with a code, and takes few of them", () => {
  const fuzzer = new FrameFuzzer(20_261_124);
  const codes = new Map<string, number>();
  for (let i = 0; i < 20_000; i++) {
    const code = codeOf(fuzzer.next());
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining([
      "bad_frame",
      "block_malformed",
      "stream_invalid",
      "invalid_input",
      "sequence_invalid",
    ]),
  );
  expect(codes.get("")).toBeLessThan(10_000);
});
