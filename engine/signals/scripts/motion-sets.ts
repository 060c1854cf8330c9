/** Labelled motion of the sets motion-hapt and motion-phone-watch, cut into pieces. For evaluation and training. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type MotionPiece, PIECE } from "../activity/activity-features.ts";

export interface LabelledPiece {
  person: string;
  /** Pieces of one recording follow each other in time. */
  recording: string;
  label: string;
  piece: MotionPiece;
}

export interface Recording {
  person: string;
  name: string;
  /** s, rising */
  t: Float64Array;
  channels: Float64Array[];
  labels: string[];
}

const STANDARD_GRAVITY = 9.80665;
const CHANNELS = ["acc_x", "acc_y", "acc_z", "gyro_x", "gyro_y", "gyro_z"] as const;

/** `kind` is the layout that was found. @throws Error where the folder holds neither */
export function readMotionSet(
  folder: string,
  device = "sp",
): { kind: "hapt" | "phone-watch"; pieces: LabelledPiece[] } {
  const hapt = existsSync(folder) ? readHaptIn(folder) : [];
  if (hapt.length > 0) return { kind: "hapt", pieces: hapt.flatMap(bySegment) };
  const executions = readExecutionsIn(folder, device);
  if (executions.length > 0) return { kind: "phone-watch", pieces: executions.flatMap(byTime) };
  throw new Error(`${folder} is laid out neither like motion-hapt nor like motion-phone-watch`);
}

/** Each recording of a folder laid out like motion-hapt. */
export function readHaptIn(folder: string): Recording[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => /^exp\d+_user\d+\.csv\.gz$/.test(name))
    .map((name) => readHapt(join(folder, name), name));
}

/** Each recording of a folder laid out like motion-phone-watch; `device` is "sp" or "sw". */
export function readExecutionsIn(folder: string, device: string): Recording[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => name.endsWith(`_${device}.csv.gz`))
    .flatMap((name) => readExecutions(join(folder, name), name));
}

function table(file: string): { cell: (row: number, name: string) => string; rows: number } {
  const [head = "", ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  const columns = head.trim().split(",");
  const rows = lines.map((line) => line.trimEnd().split(","));
  return { rows: rows.length, cell: (row, name) => rows[row]?.[columns.indexOf(name)] ?? "" };
}

/** 50 Hz by the data's own word: it has no stamps. */
function readHapt(file: string, name: string): Recording {
  const { cell, rows } = table(file);
  return {
    person: /user\d+/.exec(name)?.[0] ?? name,
    name,
    t: Float64Array.from({ length: rows }, (_, i) => i / 50),
    channels: CHANNELS.map((channel) =>
      Float64Array.from({ length: rows }, (_, i) => Number(cell(i, channel))),
    ),
    labels: Array.from({ length: rows }, (_, i) => cell(i, "label")),
  };
}

function readExecutions(file: string, name: string): Recording[] {
  const { cell, rows } = table(file);
  const byExecution = Map.groupBy(
    Array.from({ length: rows }, (_, i) => i),
    (i) => cell(i, "execution"),
  );
  return [...byExecution].map(([execution, members]) => ({
    person: name.slice(0, name.indexOf("_")),
    name: `${name}:${execution}`,
    t: Float64Array.from(members, (i) => Number(cell(i, "timestamp_ms")) / 1000),
    channels: CHANNELS.map((channel) =>
      Float64Array.from(
        members,
        (i) => Number(cell(i, channel)) / (channel.startsWith("acc") ? STANDARD_GRAVITY : 1),
      ),
    ),
    labels: members.map((i) => cell(i, "label")),
  }));
}

/** As the authors of HAPT cut it: 128 samples, half of them overlapping, inside of each labelled segment. */
function bySegment({ person, name, channels, labels }: Recording): LabelledPiece[] {
  const pieces: LabelledPiece[] = [];
  for (let from = 0; from < labels.length;) {
    let to = from;
    while (to < labels.length && labels[to] === labels[from]) to++;
    for (let at = from; labels[from] !== "" && at + PIECE <= to; at += PIECE / 2) {
      pieces.push({ person, recording: name, label: labels[from] ?? "", piece: cut(channels, at) });
    }
    from = to;
  }
  return pieces;
}

function cut(channels: readonly Float64Array[], at: number): MotionPiece {
  const [ax, ay, az, gx, gy, gz] = channels.map((channel) => channel.slice(at, at + PIECE));
  if (!ax || !ay || !az || !gx || !gy || !gz) throw new RangeError("six channels are needed");
  return [ax, ay, az, gx, gy, gz];
}

/** Rate and pace of pieces over recordings with stamps. */
const GRID_HZ = 64;
const PACE_S = 0.5;

/** Pieces of 2 s every half second over the whole recording; a piece has the label of its middle. */
function byTime({ person, name, t, channels, labels }: Recording): LabelledPiece[] {
  const pieces: LabelledPiece[] = [];
  const length = PIECE / GRID_HZ;
  for (let start = t[0] ?? 0; start + length <= (t.at(-1) ?? 0); start += PACE_S) {
    const at = t.findIndex((s) => s >= start + length / 2);
    const grid = channels.map((channel) => onGrid(t, channel, start));
    pieces.push({ person, recording: name, label: labels[at] ?? "", piece: cut(grid, 0) });
  }
  return pieces;
}

/** By lines between the samples where they really are. */
function onGrid(t: Float64Array, x: Float64Array, start: number): Float64Array {
  const grid = new Float64Array(PIECE);
  let i = 0;
  for (let k = 0; k < PIECE; k++) {
    const at = start + k / GRID_HZ;
    while (i < t.length - 2 && (t[i + 1] ?? 0) <= at) i++;
    const [t0, t1] = [t[i] ?? 0, t[i + 1] ?? 0];
    const share = t1 > t0 ? Math.min(1, Math.max(0, (at - t0) / (t1 - t0))) : 0;
    grid[k] = (x[i] ?? 0) + ((x[i + 1] ?? 0) - (x[i] ?? 0)) * share;
  }
  return grid;
}
