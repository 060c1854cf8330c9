/** The newest seconds of a motion stream by axes, and the movements cut out of them. */
import type { GestureRecording } from "@trajectory/engine/signals/gestures/gesture-shape.ts";
import type { SampleBlock } from "@trajectory/protocols/messages.ts";
import { movementOf } from "./movement-channels.ts";

/** Kept on both sides of a movement, µs. */
export const MARGIN_US = 200_000;
const AXES = 6;

export type MovementRecording = Omit<GestureRecording, "attitude">;

export class MovementRecord {
  private readonly read: NonNullable<ReturnType<typeof movementOf>>;
  private stampsUs: number[] = [];
  /** Acceleration and rotation of each sample. */
  private values: number[] = [];

  /** @returns undefined where the channels do not hold acceleration and rotation */
  static of(channels: readonly string[]): MovementRecord | undefined {
    const read = movementOf(channels);
    return read && new MovementRecord(read);
  }

  private constructor(read: NonNullable<ReturnType<typeof movementOf>>) {
    this.read = read;
  }

  /** @param each told of each sample and how fast the device turns, rad/s */
  add(block: SampleBlock, each?: (us: number, speed: number) => void): void {
    const width = block.dtUs.length === 0 ? 0 : block.samples.length / block.dtUs.length;
    let us = block.t0Us;
    for (let i = 0; i < block.dtUs.length; i++) {
      us += block.dtUs[i] ?? 0;
      const [x, y, z] = this.read.rotation(block.samples, width, i);
      this.stampsUs.push(us);
      this.values.push(...this.read.acceleration(block.samples, width, i), x, y, z);
      each?.(us, Math.hypot(x, y, z));
    }
  }

  trim(beforeUs: number): void {
    const first = this.stampsUs.findIndex((us) => us >= beforeUs);
    const gone = first < 0 ? this.stampsUs.length : first;
    this.stampsUs.splice(0, gone);
    this.values.splice(0, gone * AXES);
  }

  clear(): void {
    this.stampsUs = [];
    this.values = [];
  }

  cut(fromUs: number, toUs: number): MovementRecording {
    const places: number[] = [];
    for (const [i, us] of this.stampsUs.entries()) if (us >= fromUs && us <= toUs) places.push(i);
    const start = this.stampsUs[places[0] ?? 0] ?? 0;
    const axis = (k: number) => Float64Array.from(places, (i) => this.values[i * AXES + k] ?? 0);
    return {
      t: Float64Array.from(places, (i) => ((this.stampsUs[i] ?? 0) - start) / 1e6),
      acceleration: [axis(0), axis(1), axis(2)],
      rotation: [axis(3), axis(4), axis(5)],
    };
  }
}
