/** Everything of one session that the charts draw. Mutable and read directly by them; React sees `SessionView`. */
import {
  STREAM_KIND_NUMBER,
  WINDOW_KIND_NUMBER,
  type StoredBlock,
  type Window,
} from "@trajectory/protocols/messages.ts";
import { Playout } from "../charts/playout.ts";
import { FeatureTrack } from "./feature-track.ts";
import { StreamTrack } from "./stream-track.ts";

/** Windows whose revision is remembered. */
const MAX_WINDOWS = 2_000;

export class SessionSignals {
  readonly id: string;
  readonly streams = new Map<number, StreamTrack>();
  /** By name, from the 1 s windows. */
  readonly features = new Map<string, FeatureTrack>();
  readonly playout = new Playout();
  /** Newest motion (10 s) and heart (64 s) windows: what reaches the physics. */
  motion: Window | undefined;
  heart: Window | undefined;
  /** When the server received the newest block, by its own clock, ms since the Unix epoch. */
  receivedAt: number | undefined;
  /** How old the newest sample was then, ms; never negative, as in a recording that is played faster. */
  ageWhenReceived = 0;
  clockErrorMs: number | undefined;
  /** Of the stream that leads the windows, and one standard deviation, Hz. */
  sampleRate: { hz: number; errorHz: number } | undefined;
  readonly #revisions = new Map<string, number>();

  constructor(id: string) {
    this.id = id;
  }

  addBlock(stored: StoredBlock, nowMs: number): void {
    const { stream, block } = stored;
    let track = this.streams.get(stream.id);
    if (track === undefined) {
      track = new StreamTrack(stream);
      this.streams.set(stream.id, track);
    }
    track.add(block);
    const stampUs = block.t0Us + block.dtUs.reduce((sum, dt) => sum + dt, 0);
    // The stamp of an RR interval is its arrival, often ahead of the beat: the motion stream leads where there is one.
    const leads = stream.kind === STREAM_KIND_NUMBER.motion || !this.#has(STREAM_KIND_NUMBER.motion);
    const newest = stream.kind === STREAM_KIND_NUMBER.rr ? track.buffer.newest : stampUs * 1e-6;
    if (leads && newest !== undefined) this.playout.observe(newest, nowMs / 1000);
    const receivedAt = stored.receivedUs / 1000;
    if (this.receivedAt !== undefined && receivedAt < this.receivedAt) return;
    this.receivedAt = receivedAt;
    this.ageWhenReceived = Math.max(0, (stored.receivedUs - stampUs) / 1000);
  }

  addWindow(window: Window): void {
    const key = `${window.kind}:${window.t0Us}`;
    const held = this.#revisions.get(key);
    if (held !== undefined && held >= window.revision) return;
    this.#revisions.set(key, window.revision);
    if (this.#revisions.size > MAX_WINDOWS) {
      for (const oldest of this.#revisions.keys()) {
        this.#revisions.delete(oldest);
        break;
      }
    }
    if (window.clockErrorMs >= 0) this.clockErrorMs = window.clockErrorMs;
    const { sampleRateHz: hz, sampleRateErrorHz: errorHz } = window;
    if (hz > 0) this.sampleRate = { hz, errorHz };
    if (window.kind === WINDOW_KIND_NUMBER.screen) this.#addScreenWindow(window);
    else if (window.kind === WINDOW_KIND_NUMBER.motion) this.motion = newer(this.motion, window);
    else if (window.kind === WINDOW_KIND_NUMBER.heart) this.heart = newer(this.heart, window);
  }

  #addScreenWindow(window: Window): void {
    const time = window.t1Us * 1e-6;
    for (const [name, track] of this.features) {
      if (!window.features.some((feature) => feature.name === name)) track.remove(time);
    }
    for (const feature of window.features) {
      let track = this.features.get(feature.name);
      if (track === undefined) {
        track = new FeatureTrack();
        this.features.set(feature.name, track);
      }
      track.put(time, feature);
    }
  }

  /** The first stream of a kind, or undefined. */
  streamOf(kind: number): StreamTrack | undefined {
    for (const track of this.streams.values()) if (track.stream.kind === kind) return track;
    return undefined;
  }

  #has(kind: number): boolean {
    return this.streamOf(kind) !== undefined;
  }
}

function newer(held: Window | undefined, window: Window): Window {
  return held !== undefined && held.t1Us > window.t1Us ? held : window;
}
