/**
 * By hand: does the decoder survive frames that no device should send? As many as one likes, from a seed; says what
 * they are refused with, and whether memory grows. `node --expose-gc ingest/scripts/fuzz-decoder.ts [--frames 10000000]`
 */
import { parseArgs } from "node:util";
import { FrameFuzzer, codeOf } from "../testing/fuzz.ts";

const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "10000000" },
    seed: { type: "string", default: String((Date.now() % 2 ** 31) + 1) },
  },
});
const frames = Number(values.frames);
const seed = Number(values.seed);
const fuzzer = new FrameFuzzer(seed);
const codes = new Map<string, number>();
const began = performance.now();
const kilobytes: number[] = [];

for (let i = 1; i <= frames; i++) {
  const code = codeOf(fuzzer.next());
  codes.set(code, (codes.get(code) ?? 0) + 1);
  if (i % Math.ceil(frames / 10) !== 0) continue;
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  kilobytes.push(Math.round((heapUsed + external) / 1024));
  console.log(`${i} frames, ${kilobytes.at(-1)} kB held`);
}

console.log(
  `seed ${seed}: ${frames} frames in ${((performance.now() - began) / 1000).toFixed(0)} s, no crash`,
);
for (const [code, count] of [...codes].sort((a, b) => b[1] - a[1]))
  console.log(`${code || "taken"}: ${count}`);
