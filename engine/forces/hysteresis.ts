import type { ModelConstants } from "../constants.ts";

/** State of the Schmitt trigger on η (docs/model.md 3.9). Times are epoch ms of events. */
export interface Trigger {
  escaped: boolean;
  /** Since when η has been beyond the opposite threshold without interruption; null when it is not. */
  candidateSince: number | null;
}

export function hysteresisWidth(sdEta: number, k: ModelConstants): number {
  return Math.max(k.hysteresisMin, k.hysteresisZ * sdEta);
}

/** Moves the trigger to time t; true when its state changed. An undefined η (NaN) only drops the candidate. */
export function stepTrigger(
  trigger: Trigger,
  t: number,
  eta: number,
  width: number,
  k: ModelConstants,
): boolean {
  const beyond = trigger.escaped ? eta <= 1 - width : eta >= 1 + width;
  if (!beyond) {
    trigger.candidateSince = null;
    return false;
  }
  if (trigger.candidateSince === null) {
    trigger.candidateSince = t;
    return false;
  }
  if (t - trigger.candidateSince < k.dwellMs) return false;
  trigger.escaped = !trigger.escaped;
  trigger.candidateSince = null;
  return true;
}
