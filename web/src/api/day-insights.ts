/** Days over one another, and features beside η. */
import { call } from "./http.ts";

export interface Measure {
  name: string;
  kind: "eta" | "channel" | "feature";
  unit: string;
  /** A list per day, a value per step of the clock from midnight on. */
  values: readonly (readonly (number | null)[])[];
}

export interface DaysCompared {
  tz: string;
  /** Between two values. */
  minutes: number;
  days: readonly { day: string; from: number; to: number }[];
  measures: readonly Measure[];
}

export interface FeatureBesideEta {
  feature: string;
  kind: string;
  n: number;
  effectiveN: number;
  r: number | null;
  interval: { low: number; high: number } | null;
  verdict: "few" | "constant" | "none" | "higher" | "lower";
}

export interface Correlation {
  tz: string;
  days: number;
  tested: number;
  features: readonly FeatureBesideEta[];
}

/** @param days such as 2026-10-25, four at most */
export function getDaysCompared(userId: string, days: readonly string[]): Promise<DaysCompared> {
  return call("GET", `/api/signals/${encodeURIComponent(userId)}/days?days=${days.join(",")}`);
}

export function getCorrelation(userId: string, from: number, to: number): Promise<Correlation> {
  return call("GET", `/api/signals/${encodeURIComponent(userId)}/correlation?from=${from}&to=${to}`);
}
