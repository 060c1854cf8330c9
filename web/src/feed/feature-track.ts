/** One feature of the 1 s windows over time. Windows without it, or with quality 0, leave a gap. */
import type { Feature, Window } from "@trajectory/protocols/messages.ts";
import { SeriesBuffer } from "../charts/series-buffer.ts";

/** Ten minutes of 1 s windows. */
const CAPACITY = 600;

export class FeatureTrack {
  /** Value and quality. */
  readonly buffer = new SeriesBuffer(2, CAPACITY);
  /** The newest value with its quality, coverage and method. */
  latest: { feature: Feature; time: number } | undefined;

  /** @param time End of the window, s */
  put(time: number, feature: Feature): void {
    if (feature.quality > 0 && Number.isFinite(feature.value))
      this.buffer.put(time, [feature.value, feature.quality]);
    else this.buffer.remove(time);
    if (this.latest === undefined || time >= this.latest.time) this.latest = { feature, time };
  }

  /** The window came again without this feature. */
  remove(time: number): void {
    this.buffer.remove(time);
    if (this.latest?.time === time) this.latest = undefined;
  }
}

export function featureOf(window: Window, name: string): Feature | undefined {
  return window.features.find((feature) => feature.name === name);
}
