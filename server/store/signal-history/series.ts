/** A channel of a user over time: by the sample, the second, the minute or the hour, as the points asked for need. */
import type { Kysely } from "kysely";
import type { Series, SeriesGap, SeriesPoint, SeriesRequest } from "../../gateway/signal-history.ts";
import { LEVEL_US, type Level } from "../rollups/bucket.ts";
import type { Tables } from "../tables.ts";
import { type Bin, readBins, readBefore } from "./bins.ts";
import { type RawSample, readRaw, readRawBefore } from "./raw.ts";
import { type ChannelStream, channelStreams } from "./streams.ts";
import { unitOf } from "./units.ts";

/** Rows and samples read for one answer, at most; some 30 ms. */
const MOST_ROWS = 15_000;
const MOST_SAMPLES = 20_000;
/** What happens without a rate, heartbeats and gestures, happens less often than this, Hz. */
const EVENT_HZ = 5;
const MOST_GAPS = 1_000;

interface Clip {
  stream: ChannelStream;
  /** Within the request, by the sensor's clock, µs. */
  fromUs: number;
  toUs: number;
}

export async function readSeries(
  db: Kysely<Tables>,
  userId: string,
  request: SeriesRequest,
): Promise<Series> {
  const { channel, points, sessionId } = request;
  const [fromUs, toUs] = [request.from * 1_000, request.to * 1_000];
  const streams = await channelStreams(db, userId, channel, sessionId);
  const clips = streams.flatMap((stream) => clip(stream, fromUs, toUs));
  const sessions = [...new Map(clips.map(({ stream }) => [stream.sessionId, stream.clock.reading]))].map(
    ([id, clock]) => ({ sessionId: id, clock }),
  );
  const { grid } = request;
  const wishedUs = grid === undefined ? (toUs - fromUs) / points : grid.step * 1_000;
  const level = levelFor(clips, wishedUs);
  const shared = { unit: unitOf(channel.kind, channel.name), sessions };
  if (level === "raw") {
    const samples = await readRaw(db, clips, MOST_SAMPLES * 2);
    if (samples !== undefined) {
      const before = await readRawBefore(db, streams, fromUs);
      const read = { samples, gaps: gapsIn(samples), clips };
      const single = grid === undefined && samples.length <= points;
      const ofRead = single ? singly(read) : binned(read, fromUs, toUs, Math.ceil(wishedUs));
      return { ...ofRead, before, ...shared };
    }
  }
  const stored = level === "raw" ? "second" : level;
  const stepUs = stepFor(stored, wishedUs);
  const originUs = grid === undefined ? Math.floor(fromUs / stepUs) * stepUs : grid.origin * 1_000;
  const bins = await readBins(db, stored, clips, { originUs, stepUs });
  const count = Math.max(1, Math.ceil((toUs - originUs) / stepUs));
  return {
    level: stored,
    step: stepUs / 1_000,
    points: pointsOf(bins, { originUs, stepUs, count }),
    gaps: gapsOf(bins),
    before: await readBefore(db, stored, streams, fromUs),
    ...shared,
  };
}

function clip(stream: ChannelStream, fromUs: number, toUs: number): Clip[] {
  const from = Math.max(stream.firstUs, stream.clock.sensorAt(fromUs));
  const to = Math.min(stream.lastUs + 1, stream.clock.sensorAt(toUs));
  return from < to ? [{ stream, fromUs: from, toUs: to }] : [];
}

/** The coarsest level that still gives the points, or the next one where that would read too much. */
function levelFor(clips: readonly Clip[], stepUs: number): Level | "raw" {
  const coveredUs = clips.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const samples = clips.reduce(
    (sum, { stream, fromUs, toUs }) => sum + ((toUs - fromUs) / 1e6) * Math.max(stream.nominalHz, EVENT_HZ),
    0,
  );
  const areThere = clips.every(({ stream, fromUs }) => fromUs > stream.goneUs);
  if (stepUs < LEVEL_US.second && samples <= MOST_SAMPLES && areThere) return "raw";
  const most = (level: Level): boolean => coveredUs / LEVEL_US[level] <= MOST_ROWS;
  if (stepUs < LEVEL_US.minute && most("second")) return "second";
  return stepUs < LEVEL_US.hour && most("minute") ? "minute" : "hour";
}

/** Whole buckets. */
function stepFor(level: Level, wishedUs: number): number {
  return LEVEL_US[level] * Math.max(1, Math.round(wishedUs / LEVEL_US[level]));
}

interface Grid {
  originUs: number;
  stepUs: number;
  count: number;
}

function pointsOf(bins: readonly Bin[], { originUs, stepUs, count }: Grid): SeriesPoint[] {
  const points: SeriesPoint[] = Array.from({ length: count }, (_, i) => emptyPoint(originUs + i * stepUs));
  const sums = new Float64Array(count);
  const squares = new Float64Array(count);
  let previous: Bin | undefined;
  for (const bin of bins) {
    const point = points[bin.index];
    const follows = previous?.stream === bin.stream ? previous : undefined;
    previous = bin;
    if (point === undefined) continue;
    point.min = Math.min(point.min ?? bin.min, bin.min);
    point.max = Math.max(point.max ?? bin.max, bin.max);
    point.count += bin.count;
    point.missing += bin.lastSeq - bin.firstSeq + 1 - bin.count + missingBetween(follows, bin);
    if (bin.coveredS !== null) {
      point.coverage = Math.min(1, (point.coverage ?? 0) + bin.coveredS / (stepUs / 1e6));
    }
    sums[bin.index] = (sums[bin.index] ?? 0) + bin.sum;
    squares[bin.index] = (squares[bin.index] ?? 0) + bin.squares;
  }
  for (const [i, point] of points.entries()) {
    if (point.count > 0) settle(point, sums[i] ?? 0, squares[i] ?? 0);
  }
  return points;
}

function settle(point: SeriesPoint, sum: number, squares: number): void {
  point.mean = sum / point.count;
  point.sd = Math.sqrt(Math.max(0, squares / point.count - point.mean ** 2));
}

function emptyPoint(us: number): SeriesPoint {
  return {
    t: us / 1_000,
    min: null,
    max: null,
    mean: null,
    sd: null,
    count: 0,
    coverage: null,
    missing: 0,
  };
}

function missingBetween(before: Bin | undefined, bin: Bin): number {
  return before === undefined ? 0 : Math.max(0, bin.firstSeq - before.lastSeq - 1);
}

function gapsOf(bins: readonly Bin[]): SeriesGap[] {
  const gaps: SeriesGap[] = [];
  for (const [i, bin] of bins.entries()) {
    const before = bins[i - 1];
    if (before?.stream !== bin.stream || gaps.length === MOST_GAPS) continue;
    const missing = missingBetween(before, bin);
    if (missing > 0) gaps.push({ from: before.lastUs / 1_000, to: bin.firstUs / 1_000, missing });
  }
  return gaps;
}

interface RawRead {
  samples: readonly RawSample[];
  gaps: SeriesGap[];
  clips: readonly Clip[];
}

type ReadPoints = Pick<Series, "level" | "step" | "points" | "gaps">;

function gapsIn(samples: readonly RawSample[]): SeriesGap[] {
  const gaps: SeriesGap[] = [];
  for (const [i, sample] of samples.entries()) {
    const before = samples[i - 1];
    if (before?.stream !== sample.stream || gaps.length === MOST_GAPS) continue;
    const missing = sample.seq - before.seq - 1;
    if (missing > 0) gaps.push({ from: before.us / 1_000, to: sample.us / 1_000, missing });
  }
  return gaps;
}

/** Each sample a point; an empty one where samples are missing, so that a line breaks. */
function singly({ samples, gaps }: RawRead): ReadPoints {
  const points = samples.map(({ us, value }) => {
    return { ...emptyPoint(us), min: value, max: value, mean: value, sd: 0, count: 1 };
  });
  const holes = gaps.map(({ from, to, missing }) => ({ ...emptyPoint((from + to) * 500), missing }));
  return { level: "raw", step: 0, points: [...points, ...holes].sort((a, b) => a.t - b.t), gaps };
}

function binned(
  { samples, gaps, clips }: RawRead,
  originUs: number,
  toUs: number,
  stepUs: number,
): ReadPoints {
  const bins: Bin[] = [];
  for (const { us, value, seq, stream } of samples) {
    const index = Math.floor((us - originUs) / stepUs);
    const bin = bins.at(-1);
    if (bin?.index !== index || bin.stream !== stream) {
      bins.push({
        index,
        stream,
        count: 1,
        min: value,
        max: value,
        sum: value,
        squares: value * value,
        firstSeq: seq,
        lastSeq: seq,
        firstUs: us,
        lastUs: us,
        coveredS: null,
      });
      continue;
    }
    bin.count++;
    bin.min = Math.min(bin.min, value);
    bin.max = Math.max(bin.max, value);
    bin.sum += value;
    bin.squares += value * value;
    bin.lastSeq = seq;
    bin.lastUs = us;
  }
  for (const bin of bins) {
    const hz = clips[bin.stream]?.stream.nominalHz ?? 0;
    if (hz >= 1) bin.coveredS = Math.min(stepUs / 1e6, bin.count / hz);
  }
  const count = Math.max(1, Math.ceil((toUs - originUs) / stepUs));
  return {
    level: "raw",
    step: stepUs / 1_000,
    points: pointsOf(bins, { originUs, stepUs, count }),
    gaps,
  };
}
