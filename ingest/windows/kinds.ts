/** The three windows of docs/model.md 1, on a grid of sensor time that is the same for everybody. */
import { WINDOW_KIND_NUMBER, type WindowKindName } from "@trajectory/protocols/messages.ts";

export interface WindowSpec {
  name: WindowKindName;
  /** As in the messages. */
  kind: number;
  lengthUs: number;
  /** Windows begin at its multiples. */
  hopUs: number;
  /** Features look this far back from the end of the window. */
  reachUs: number;
}

const S = 1_000_000;

export const WINDOW_SPECS: Readonly<Record<WindowKindName, WindowSpec>> = {
  // Cadence on the screen needs more than its second: it is that of the last 5 s.
  screen: {
    name: "screen",
    kind: WINDOW_KIND_NUMBER.screen,
    lengthUs: 1 * S,
    hopUs: 1 * S,
    reachUs: 5 * S,
  },
  motion: {
    name: "motion",
    kind: WINDOW_KIND_NUMBER.motion,
    lengthUs: 10 * S,
    hopUs: 5 * S,
    reachUs: 10 * S,
  },
  heart: {
    name: "heart",
    kind: WINDOW_KIND_NUMBER.heart,
    lengthUs: 64 * S,
    hopUs: 5 * S,
    reachUs: 64 * S,
  },
};

/**
 * Late samples reopen a window while they are at most this far behind the newest one. Older ones are repaired from
 * the store.
 */
export const HORIZON_US = 8 * S;

/** A window waits for its leading stream while the others are at most this far ahead of it. */
export const PATIENCE_US = 120 * S;

export function startOf(spec: WindowSpec, index: number): number {
  return index * spec.hopUs;
}

export function endOf(spec: WindowSpec, index: number): number {
  return index * spec.hopUs + spec.lengthUs;
}

/** The first window that contains the time. */
export function firstIndexAt(spec: WindowSpec, us: number): number {
  return Math.floor((us - spec.lengthUs) / spec.hopUs) + 1;
}
