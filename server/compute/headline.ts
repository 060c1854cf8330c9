/** Which parts of a snapshot a chart over time needs. */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";

export const HEADLINE = [
  "inputsHash",
  "eta",
  "etaInf",
  "pEscape",
  "velocity",
  "escapeVelocity",
  "gravity",
  "thrust",
  "mass",
  "alignment",
] as const satisfies readonly (keyof PhysicsSnapshot)[];
