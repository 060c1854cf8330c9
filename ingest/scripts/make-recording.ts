/**
 * Makes the recording that comes with the product from the data sets beside the repository:
 *
 *     node ingest/scripts/make-recording.ts [DATA]     (default: ../shared/data)
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type Segment,
  type StreamFile,
  writeRecording,
} from "../sources/recording.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const data = process.argv[2] ?? join(root, "../shared/data");
const target = join(root, "ingest/sources/recordings/walk-and-stand.json.gz");

/** In the file's columns, and as the uplink names them. */
const CHANNELS = ["userAcceleration", "gravity", "rotationRate", "attitude"].flatMap((group) =>
  (group === "attitude" ? ["x", "y", "z", "w"] : ["x", "y", "z"]).map((axis) => ({
    column: `${group === "attitude" ? "quaternion" : group}.${axis}`,
    channel: `${group}.${axis}`,
  })),
);
const ROUNDS = 3;
/** A measurement of 300 intervals at 96 beats a minute, as in light walking. */
const RR = { user: "224babc773", measurement: "9e620c975b" };
/** Until the phone of `balance` is in its place, s. */
const SETTLE_S = 1;

/** @param fromS rows before it are left out, and the segment starts with the first row kept */
function motionSegment(name: string, fromS: number): Segment {
  const [head = "", ...lines] = readFileSync(join(data, `motion-coremotion/${name}.csv`), "utf8")
    .trim()
    .split("\n");
  const columns = head.split(",");
  const rows = lines.map((line) => line.split(",").map(Number)).filter(([t = 0]) => t >= fromS);
  const places = CHANNELS.map(({ column }) => columns.indexOf(column));
  const stamps = rows.map(([t = 0]) => Math.round(t * 1e6));
  const first = stamps[0] ?? 0;
  const last = (stamps.at(-1) ?? 0) - first;
  return {
    // The next segment begins one sample later.
    durationUs: last + 10_000,
    dtUs: stamps.map((us, i) => us - (stamps[i - 1] ?? first)),
    samples: rows.flatMap((row) => places.map((place) => row[place] ?? 0)),
  };
}

function rrSegment(untilUs: number): Segment {
  const text = gunzipSync(readFileSync(join(data, "hrv-rr/measurements.csv.gz"))).toString("utf8");
  const row = text.split("\n").find((line) => line.startsWith(`${RR.user},${RR.measurement},`));
  const intervals = (row?.split(",").at(-1) ?? "").trim().split(" ").map(Number);
  const dtUs: number[] = [];
  let us = 0;
  for (const rr of intervals) {
    us += rr * 1000;
    if (us > untilUs) break;
    dtUs.push(rr * 1000);
  }
  return { durationUs: untilUs, dtUs, samples: intervals.slice(0, dtUs.length) };
}

const walk = motionSegment("walk", 0);
const stand = motionSegment("balance", SETTLE_S);
const motion: StreamFile = {
  id: 1,
  kind: "motion",
  channels: CHANNELS.map(({ channel }) => channel),
  nominalHz: 100,
  segments: { walk, stand },
  sequence: Array.from({ length: ROUNDS }, () => ["walk", "stand"]).flat(),
};
const rr: StreamFile = {
  id: 2,
  kind: "rr",
  channels: ["rr"],
  nominalHz: 0,
  segments: { rr: rrSegment(ROUNDS * (walk.durationUs + stand.durationUs)) },
  sequence: ["rr"],
};
const bytes = await writeRecording({
  format: RECORDING_FORMAT,
  version: RECORDING_VERSION,
  title: "Walk and stand",
  source:
    "Motion: an iPhone's CMDeviceMotion, 30 s of walking and 29 s of standing, played three times in turn " +
    "(Sage-Bionetworks/mhealthtools). Beat intervals: one measurement of another person (Welltory/hrv-covid19). " +
    "The two were not recorded together.",
  license: "Motion: Apache-2.0. Beat intervals: CC0 1.0.",
  device: "iPhone",
  streams: [motion, rr],
});
writeFileSync(target, bytes);
console.log(`${target}: ${bytes.length} bytes`);
