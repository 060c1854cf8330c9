/** A phone with ten streams, and what it captured, to be held against what the store has. */
import type { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import { DeviceClient } from "@trajectory/ingest/sources/device-client.ts";
import { type Ledger, STREAM_KIND_NUMBER, type Stream } from "@trajectory/protocols/messages.ts";
import { uuidOf } from "../random.ts";

const AXES = ["x", "y", "z"];
/** Of a newer device: the server stores what it does not know. */
const NEWER_KIND = 40;

export const STREAMS: readonly Stream[] = [
  stream(1, STREAM_KIND_NUMBER.motion, 100, [
    ...AXES.map((axis) => `userAcceleration.${axis}`),
    ...AXES.map((axis) => `gravity.${axis}`),
    ...AXES.map((axis) => `rotationRate.${axis}`),
    "heading",
  ]),
  stream(2, STREAM_KIND_NUMBER.heart_rate, 1, ["hr"]),
  stream(3, STREAM_KIND_NUMBER.rr, 1.2, ["rr"]),
  stream(4, STREAM_KIND_NUMBER.gesture, 0.5, ["class", "confidence"]),
  stream(5, STREAM_KIND_NUMBER.power, 0.2, ["battery", "thermal"]),
  stream(6, NEWER_KIND, 50, AXES),
  stream(7, NEWER_KIND + 1, 25, ["pressure", "altitude"]),
  stream(8, NEWER_KIND + 2, 10, AXES),
  stream(9, NEWER_KIND + 3, 5, ["light"]),
  stream(10, NEWER_KIND + 4, 100, ["raw"]),
];

export interface Track {
  stream: Stream;
  stampsUs: number[];
  /** Single precision, sample-major. */
  samples: number[];
}

export interface PhoneOptions {
  url: string;
  token: string;
  random: Random;
  /** Stamp of the first sample, µs. */
  startUs: number;
  spoolBlocks: number;
}

export class Phone {
  readonly sessionId: string;
  readonly tracks: readonly Track[];
  readonly #client: DeviceClient;
  readonly #random: Random;
  readonly #startUs: number;

  constructor({ url, token, random, startUs, spoolBlocks }: PhoneOptions) {
    this.sessionId = uuidOf(random);
    this.#random = random;
    this.#startUs = startUs;
    this.tracks = STREAMS.map((each) => ({ stream: each, stampsUs: [], samples: [] }));
    this.#client = new DeviceClient({
      url: `${url}/api/uplink`,
      token,
      sessionId: this.sessionId,
      deviceModel: "test phone",
      appVersion: "1",
      streams: STREAMS,
      spoolBlocks,
      giveUpMs: 120_000,
    });
  }

  get acknowledged(): number {
    return this.#client.acknowledged;
  }

  get captured(): number {
    return this.#client.captured;
  }

  /** Captures what the sensors give until so many seconds after the start. */
  captureUntil(seconds: number): void {
    for (const track of this.tracks) {
      const { id, nominalHz, channels } = track.stream;
      while (track.stampsUs.length / nominalHz < seconds) {
        const jitterUs = Math.floor(this.#random.next() * 2_000);
        const stampUs =
          this.#startUs + Math.round((track.stampsUs.length / nominalHz) * 1_000_000) + jitterUs;
        const values = channels.map((channel) => this.#valueOf(channel));
        track.stampsUs.push(stampUs);
        track.samples.push(...values);
        this.#client.capture(id, stampUs, values);
      }
    }
    this.#client.advance(this.#startUs + seconds * 1_000_000);
  }

  /** @throws ProtocolError why the phone gave up */
  end(): Promise<Ledger[]> {
    return this.#client.end();
  }

  /** The app is gone: no End. */
  vanish(): void {
    this.#client.abort();
  }

  #valueOf(channel: string): number {
    if (channel === "rr") return Math.fround(this.#random.between(700, 900));
    if (channel === "hr") return Math.fround(this.#random.between(60, 90));
    if (channel === "class") return Math.floor(this.#random.next() * 4);
    return Math.fround(this.#random.between(-1, 1));
  }
}

function stream(id: number, kind: number, nominalHz: number, channels: string[]): Stream {
  return { id, kind, nominalHz, channels };
}
