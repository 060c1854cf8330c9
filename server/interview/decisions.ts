/** What a proposal was, and what its evidence rests on: read from the log, so that a decision sent again finds it too. */
import type { ClaimReading } from "@trajectory/engine/life/claim-book.ts";
import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Finding } from "@trajectory/protocols/events/interview.ts";

export interface KnownProposal {
  evidence: Evidence | undefined;
  finding: Finding | undefined;
  /** What else was found in the same answer. */
  siblings: readonly Finding[];
}

export function findProposal(events: readonly EventRecord[], id: string): KnownProposal | undefined {
  for (const { type, payload } of events) {
    if (type !== "evidence_proposed") continue;
    const { evidence, findings: siblings = [] } = payload as EventsOf<"interview">["evidence_proposed"];
    const found = {
      evidence: evidence.find((one) => one.id === id),
      finding: siblings.find((one) => one.id === id),
      siblings,
    };
    if (found.evidence !== undefined || found.finding !== undefined) return found;
  }
  return undefined;
}

/** Factor of the accepted claims that the evidence shares words with: the least of their weights (docs/model.md 5.4). */
export function restsOn(
  { evidence, siblings }: KnownProposal,
  events: readonly EventRecord[],
  readings: readonly ClaimReading[],
): number {
  const [from, to] = evidence?.span ?? [0, 0];
  let weight = 1;
  for (const { type, payload, commandId } of events) {
    if (type !== "finding_decided") continue;
    const { findingId } = payload as EventsOf<"interview">["finding_decided"];
    const claim = siblings.find(({ id, kind }) => id === findingId && kind === "claim");
    const reading = readings.find(({ id }) => id === commandId);
    if (claim === undefined || reading === undefined || from >= claim.span[1] || to <= claim.span[0])
      continue;
    weight = Math.min(weight, reading.weight);
  }
  return weight;
}

/** Whether any claim was found in the interview. */
export function hasClaims(events: readonly EventRecord[]): boolean {
  return events.some(({ type, payload }) => {
    if (type !== "evidence_proposed") return false;
    const { findings = [] } = payload as EventsOf<"interview">["evidence_proposed"];
    return findings.some(({ kind }) => kind === "claim");
  });
}
