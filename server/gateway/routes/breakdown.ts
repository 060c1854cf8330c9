/** Which parts of a snapshot say what its numbers are made of, and what would change them. */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";

export const BREAKDOWN = [
  "t",
  "version",
  "inputsHash",
  "eta",
  "velocity",
  "required",
  "gravity",
  "escapeVelocity",
  "thrust",
  "alignment",
  "mass",
  "drag",
  "projects",
  "sensitivities",
  "conflicts",
  "criticalSet",
] as const satisfies readonly (keyof PhysicsSnapshot)[];
