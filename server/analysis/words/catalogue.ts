/** What the sentences of an insight are made of; each language has all of them. */
import type { InsightKind } from "@trajectory/engine/insights/find-insights.ts";
import type { ChangePart } from "@trajectory/engine/life/snapshot.ts";

/** What a sentence may show: numbers by the name of their reference, and the things it is about. */
export interface Shown {
  /** The formatted number. */
  n: (name: string) => string;
  /** The number with its noun: `day`, `week`, `hour`. */
  count: (name: string, noun: Noun) => string;
  /** Of the first thing. */
  name: string;
  /** Parts of a change, largest first. */
  parts: readonly { what: string; points: string }[];
}

export type Noun = "day" | "week" | "hour" | "effectiveHour" | "claim" | "feature";

export interface Catalogue {
  sentences: Record<InsightKind, (shown: Shown) => string>;
  /** What of a thing changed. */
  changes: Record<ChangePart["kind"], (name: string) => string>;
  otherDeadline: string;
  /** Singular and plural, in the case the sentences need. */
  nouns: Record<Noun, [one: string, other: string]>;
  quoted: (name: string) => string;
  features: Readonly<Record<string, string>>;
}
