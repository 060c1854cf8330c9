/** One channel or feature out of the summaries of days. */
import type { Day, Summed } from "../../api/signals.ts";

export interface DayRow extends Summed {
  /** ms */
  from: number;
  /** Empty for features, whose unit is in their name where they have one. */
  unit: string;
}

/** All there are in these days: features first, for they say more. */
export function measuresOf(days: readonly Day[]): string[] {
  const features = new Set(days.flatMap((day) => day.features.map(({ feature }) => feature)));
  const channels = new Set(days.flatMap((day) => day.channels.map(({ channel }) => channel)));
  return [...[...features].sort(), ...[...channels].sort()];
}

/** Days without it are left out; newest first. */
export function rowsOf(days: readonly Day[], measure: string): DayRow[] {
  return days.toReversed().flatMap(({ from, features, channels }) => {
    const feature = features.find((one) => one.feature === measure);
    const channel = channels.find((one) => one.channel === measure);
    const found = feature ?? channel;
    if (found === undefined) return [];
    const { mean, min, max } = found;
    return [{ from, mean, min, max, unit: feature === undefined ? (channel?.unit ?? "") : "" }];
  });
}
