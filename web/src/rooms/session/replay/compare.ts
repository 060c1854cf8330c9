/** Two sessions side by side. */
import type { Marker, Overview } from "../../../api/signals.ts";

export interface FeaturePair {
  name: string;
  a: number | undefined;
  b: number | undefined;
}

/** The mean of each feature over each session; every second with a value counts alike. */
export function featurePairs(a: Overview, b: Overview): FeaturePair[] {
  const names = new Set([...a.features, ...b.features].map(({ name }) => name));
  return [...names].sort().map((name) => ({ name, a: meanOf(a, name), b: meanOf(b, name) }));
}

function meanOf({ features }: Overview, name: string): number | undefined {
  const values = features.find((feature) => feature.name === name)?.mean ?? [];
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Names of markers that both have, in the order of the first. */
export function commonNames(a: readonly Marker[], b: readonly Marker[]): string[] {
  const others = new Set(b.map(({ name }) => name));
  return [...new Set(a.map(({ name }) => name))].filter((name) => others.has(name));
}

/**
 * What is added to the times of the second session, s.
 * @param by the name of a marker of both; the starts where it is not one
 */
export function shiftOf(
  starts: { a: number; b: number },
  markers: { a: readonly Marker[]; b: readonly Marker[] },
  by: string | undefined,
): number {
  const first = markers.a.find(({ name }) => name === by);
  const second = markers.b.find(({ name }) => name === by);
  return first === undefined || second === undefined ? starts.a - starts.b : (first.t - second.t) / 1_000;
}
