/** The newest samples of a session that windows are computed from, by what they mean. */
import { PhoneActivity } from "@trajectory/engine/signals/activity/phone-activity.ts";
import { beatFeatures, rateFeatures } from "@trajectory/engine/signals/heart-features.ts";
import { gaitFeatures, movementFeatures } from "@trajectory/engine/signals/motion-features.ts";
import { PPG_METHOD, ppgBeats } from "@trajectory/engine/signals/ppg/ppg-beats.ts";
import type { SignalFeature } from "@trajectory/engine/signals/feature.ts";
import {
  STREAM_KIND_NUMBER,
  type SampleBlock,
  type Stream,
  type StreamKindName,
} from "@trajectory/protocols/messages.ts";
import { BeatBuffer, type TimeSpan } from "./beat-buffer.ts";
import { type WindowSpec, endOf, startOf } from "./kinds.ts";
import { MOST_BLOCK_SAMPLES, magnitudeOf, rotationOf } from "./motion-channels.ts";
import { SampleBuffer } from "./sample-buffer.ts";

/** Kinds of streams that windows are made of. Of several streams of a kind the one with the lowest id counts. */
export type SourceName = Exclude<StreamKindName, "power">;

/** Heart rates stand for this long at most, s: a watch gives one every 5 s. */
const RATE_HOLDS_S = 15;
const MOST_SAMPLES = 16_384;
const MOST_BEATS = 1024;

/** Rotation is kept at about this rate: enough for how a body turns. By sequence, so that cuts do not matter. */
const ROTATION_HZ = 15;

const blockTime = new Float64Array(MOST_BLOCK_SAMPLES);
const blockValue = new Float64Array(MOST_BLOCK_SAMPLES);
const scratchTime = new Float64Array(MOST_SAMPLES);
const scratchValue = new Float64Array(MOST_SAMPLES);
const scratchFollows = new Uint8Array(MOST_BEATS);
const scratchSpeedTime = new Float64Array(MOST_SAMPLES);
const scratchSpeed = new Float64Array(MOST_SAMPLES);
const scratchTurnTime = new Float64Array(MOST_SAMPLES);
const scratchTurn = new Float64Array(MOST_SAMPLES);

/** Holds weights and buffers only: the same for all sessions of a process. */
const activity = new PhoneActivity();

export class SessionSignals {
  private readonly sourceByStream = new Map<number, SourceName>();
  private readonly magnitude: ReturnType<typeof magnitudeOf>;
  private readonly rotation: ReturnType<typeof rotationOf>;
  private readonly rotationStride: number;
  private readonly ppgChannel: number;
  private readonly nominalHz: number;
  private readonly pulseHz: number;
  private readonly motion = new SampleBuffer();
  private readonly rates = new SampleBuffer();
  private readonly gestures = new SampleBuffer();
  private readonly pulse = new SampleBuffer();
  private readonly speeds = new SampleBuffer();
  private readonly turns = new SampleBuffer();
  private readonly beats = new BeatBuffer();

  constructor(streams: readonly Stream[]) {
    const first = (kind: StreamKindName) =>
      streams.filter((stream) => stream.kind === STREAM_KIND_NUMBER[kind]).sort((a, b) => a.id - b.id)[0];
    const motion = first("motion");
    this.magnitude = motion && magnitudeOf(motion.channels);
    this.rotation = motion && rotationOf(motion.channels);
    this.nominalHz = motion?.nominalHz ?? 0;
    this.rotationStride = Math.max(1, Math.round(this.nominalHz / ROTATION_HZ));
    this.pulseHz = first("ppg")?.nominalHz ?? 0;
    this.ppgChannel = Math.max(0, first("ppg")?.channels.indexOf("red") ?? 0);
    if (motion && this.magnitude) this.sourceByStream.set(motion.id, "motion");
    for (const kind of ["rr", "ppg", "heart_rate", "gesture"] as const) {
      const stream = first(kind);
      if (stream) this.sourceByStream.set(stream.id, kind);
    }
  }

  /** What a stream is to the windows; undefined: nothing. */
  sourceOf(streamId: number): SourceName | undefined {
    return this.sourceByStream.get(streamId);
  }

  /** 0 where none was announced. */
  nominalHzOf(source: "motion" | "ppg"): number {
    return source === "motion" ? this.nominalHz : this.pulseHz;
  }

  has(source: SourceName): boolean {
    return [...this.sourceByStream.values()].includes(source);
  }

  /** @returns the times whose windows may have changed */
  insert(source: SourceName, block: SampleBlock): TimeSpan {
    const count = block.dtUs.length;
    const channels = count === 0 ? 0 : block.samples.length / count;
    if (source === "rr") return this.insertBeats(block, channels);
    let toUs = block.t0Us;
    for (let first = 0; first < count; first += MOST_BLOCK_SAMPLES) {
      const part = Math.min(count - first, MOST_BLOCK_SAMPLES);
      for (let i = 0; i < part; i++) blockTime[i] = toUs += block.dtUs[first + i] ?? 0;
      if (source === "motion") this.insertMotion(block, channels, first, part);
      else {
        const channel = source === "ppg" ? this.ppgChannel : 0;
        for (let i = 0; i < part; i++) blockValue[i] = block.samples[(first + i) * channels + channel] ?? 0;
        this.bufferOf(source).insertAll(blockTime, blockValue, part);
      }
    }
    return { fromUs: block.t0Us, toUs };
  }

  /** Samples whose stamps stand in `blockTime`. */
  private insertMotion(
    { firstSeq, samples }: SampleBlock,
    width: number,
    first: number,
    count: number,
  ): void {
    this.magnitude?.({ samples, width, first, step: 1, count }, blockValue);
    this.motion.insertAll(blockTime, blockValue, count);
    if (this.rotation === undefined) return;
    const step = this.rotationStride;
    const skipped = (step - ((firstSeq + first) % step)) % step;
    const picked = Math.ceil((count - skipped) / step);
    if (picked <= 0) return;
    for (let i = 0; i < picked; i++) blockTime[i] = blockTime[skipped + i * step] ?? 0;
    const part = { samples, width, first: first + skipped, step, count: picked };
    this.rotation.speed(part, blockValue);
    this.speeds.insertAll(blockTime, blockValue, picked);
    this.rotation.turn(part, blockValue);
    this.turns.insertAll(blockTime, blockValue, picked);
  }

  /** Time of the first sample at or after a time; infinite where there is none. */
  firstAt(source: SourceName, us: number): number {
    if (source !== "rr") {
      const buffer = this.bufferOf(source);
      const index = buffer.indexOf(us);
      return index < buffer.length ? buffer.stampAt(index) : Number.POSITIVE_INFINITY;
    }
    let first = Number.POSITIVE_INFINITY;
    for (let i = this.beats.length - 1; i >= 0; i--) {
      const beat = this.beats.beatAt(i);
      if (beat >= us && beat < first) first = beat;
    }
    return first;
  }

  trim(source: SourceName, beforeUs: number): void {
    if (source === "rr") this.beats.trim(beforeUs);
    else this.bufferOf(source).trim(beforeUs);
    if (source !== "motion" || this.rotation === undefined) return;
    this.speeds.trim(beforeUs);
    this.turns.trim(beforeUs);
  }

  featuresOf(spec: WindowSpec, index: number): SignalFeature[] {
    const fromUs = startOf(spec, index);
    const toUs = endOf(spec, index);
    if (spec.name === "heart") return this.heart(fromUs, toUs);
    const features = this.movement(fromUs, toUs, spec.name === "screen");
    if (spec.name === "screen")
      features.push(...this.gait(toUs - spec.reachUs, toUs, true), ...this.rate(fromUs, toUs));
    else {
      features.push(...this.gait(fromUs, toUs, false), ...this.gesture(fromUs, toUs));
      features.push(...this.activity(fromUs, toUs));
    }
    return features;
  }

  private movement(fromUs: number, toUs: number, withEnmo: boolean): SignalFeature[] {
    return movementFeatures(this.motionIn(fromUs, toUs), withEnmo);
  }

  private gait(fromUs: number, toUs: number, quick: boolean): SignalFeature[] {
    const samples = this.motionIn(fromUs, toUs);
    return samples.count === 0 ? [] : gaitFeatures(samples, quick);
  }

  private activity(fromUs: number, toUs: number): SignalFeature[] {
    if (this.rotation === undefined) return [];
    const count = this.speeds.copy(fromUs, toUs, fromUs, scratchSpeedTime, scratchSpeed);
    const turnCount = this.turns.copy(fromUs, toUs, fromUs, scratchTurnTime, scratchTurn);
    return activity.read(this.motionIn(fromUs, toUs), {
      tS: scratchSpeedTime,
      speed: scratchSpeed,
      count,
      turnTS: scratchTurnTime,
      turn: scratchTurn,
      turnCount,
    });
  }

  private motionIn(fromUs: number, toUs: number) {
    const count = this.motion.copy(fromUs, toUs, fromUs, scratchTime, scratchValue);
    const lengthS = (toUs - fromUs) / 1e6;
    return { tS: scratchTime, r: scratchValue, count, lengthS, nominalHz: this.nominalHz };
  }

  /** Gestures per minute; 0 is a number too where a device looks for them. */
  private gesture(fromUs: number, toUs: number): SignalFeature[] {
    if (!this.has("gesture")) return [];
    const count = this.gestures.indexOf(toUs) - this.gestures.indexOf(fromUs);
    const coverage = this.has("motion") ? this.coverageOfMotion(fromUs, toUs) : 1;
    const value = (count * 60e6) / (toUs - fromUs);
    return [
      { name: "gesture", value, quality: coverage, coverage, artefactShare: 0, method: "gesture-count/1" },
    ];
  }

  private coverageOfMotion(fromUs: number, toUs: number): number {
    return movementFeatures(this.motionIn(fromUs, toUs), false)[0]?.coverage ?? 0;
  }

  private heart(fromUs: number, toUs: number): SignalFeature[] {
    const features = beatFeatures(this.beatsIn(fromUs, toUs));
    if (features.length > 0) return features;
    const fromPulse = this.fromPulse(fromUs, toUs);
    return fromPulse.length > 0 ? fromPulse : this.ratesIn(fromUs, toUs);
  }

  private fromPulse(fromUs: number, toUs: number): SignalFeature[] {
    const count = this.pulse.copy(fromUs, toUs, fromUs, scratchTime, scratchValue);
    // The first beat has no interval.
    const beats = ppgBeats(scratchTime, scratchValue, count).slice(1);
    return beatFeatures({
      beatS: beats.map(({ t }) => t),
      rr: beats.map(({ rr }) => rr),
      follows: beats.map(() => 1),
      count: beats.length,
      lengthS: (toUs - fromUs) / 1e6,
      doubtful: beats.map(({ artefact }) => (artefact ? 1 : 0)),
      source: PPG_METHOD,
    });
  }

  /** The heart rate of a second on the screen. */
  private rate(fromUs: number, toUs: number): SignalFeature[] {
    return this.heart(fromUs, toUs).filter((feature) => feature.name === "hr");
  }

  private ratesIn(fromUs: number, toUs: number): SignalFeature[] {
    const count = this.rates.copy(fromUs, toUs, fromUs, scratchTime, scratchValue);
    return rateFeatures(scratchTime, scratchValue, count, (toUs - fromUs) / 1e6, RATE_HOLDS_S);
  }

  /** The beats of a span in order of sequence. In an unbroken run they lie apart by their intervals. */
  private beatsIn(fromUs: number, toUs: number) {
    let count = 0;
    let last = -2;
    for (let i = 0; i < this.beats.length && count < MOST_BEATS; i++) {
      const beat = this.beats.beatAt(i);
      if (beat < fromUs || beat >= toUs) continue;
      const follows = last === i - 1 && this.beats.followsAt(i);
      const rr = this.beats.intervalAt(i);
      const before = count > 0 ? (scratchTime[count - 1] ?? 0) : 0;
      const anchored = (beat - fromUs) / 1e6;
      scratchTime[count] = follows ? before + rr / 1000 : Math.max(anchored, before);
      scratchValue[count] = rr;
      scratchFollows[count] = follows ? 1 : 0;
      last = i;
      count++;
    }
    const lengthS = (toUs - fromUs) / 1e6;
    return { beatS: scratchTime, rr: scratchValue, follows: scratchFollows, count, lengthS };
  }

  private insertBeats(block: SampleBlock, channels: number): TimeSpan {
    const arrivals: number[] = [];
    const rr: number[] = [];
    let us = block.t0Us;
    for (let i = 0; i < block.dtUs.length; i++) {
      us += block.dtUs[i] ?? 0;
      arrivals.push(us);
      rr.push(block.samples[i * channels] ?? 0);
    }
    return this.beats.insert(block.firstSeq, arrivals, rr);
  }

  private bufferOf(source: Exclude<SourceName, "rr">): SampleBuffer {
    if (source === "motion") return this.motion;
    if (source === "ppg") return this.pulse;
    return source === "heart_rate" ? this.rates : this.gestures;
  }
}
