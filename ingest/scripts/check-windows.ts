/** By hand: are live windows bit-equal to those of the stored blocks? As many runs as one likes, each from a seed. */
import { isDeepStrictEqual, parseArgs } from "node:util";
import fc from "fast-check";
import {
  SESSION,
  anyTrouble,
  contentOf,
  play,
  stepsOf,
  tracksOf,
  windowsOfStore,
} from "../testing/play-windows.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
let done = 0;
let compared = 0;

const property = fc.asyncProperty(anyTrouble, async (trouble) => {
  const tracks = tracksOf(trouble);
  const store = await play(tracks, stepsOf(trouble, tracks));
  const live = contentOf(store.newestWindows(SESSION));
  const stored = contentOf(await windowsOfStore(store, tracks));
  if (!isDeepStrictEqual(live, stored)) throw new Error("Live windows differ from those of the store.");
  compared += live.length;
  done++;
  if (done % 1_000 === 0) console.log(`${done} sessions, ${compared} windows, all bit-equal`);
});

const outcome = await fc.check(property, { numRuns: runs, seed });
if (outcome.failed) {
  console.log(fc.defaultReportMessage(outcome));
  process.exitCode = 1;
} else console.log(`seed ${seed}: ${runs} sessions, ${compared} windows, all bit-equal`);
