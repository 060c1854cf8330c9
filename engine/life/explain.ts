/** Why η changed: exact attribution between two times (docs/model.md 3.8). */
import { attributeProduct2, attributeProduct3 } from "../forces/attribution.ts";
import { PACE_SIZE } from "../forces/pace.ts";
import type { ForcesReading } from "../forces/reading.ts";
import type { ForcesWorkspace } from "../forces/workspace.ts";
import type { ChangePart, ChangeReport, PhysicsSnapshot, ThrustChangePart } from "./snapshot.ts";

/** What η was made of at one time: enough to explain a later change. */
export interface EtaBasis {
  /** By project: relevance c, pace w, required part r. */
  projects: { id: string; relevance: number; pace: number; required: number }[];
  gravity: { id: string; load: number }[];
  criticalProjectId: string | null;
  escapeVelocity: number;
  /** What the floor of the escape velocity adds to r + g. */
  floor: number;
}

export function basisOf(ws: ForcesWorkspace): EtaBasis {
  return {
    projects: ws.entities.projects.map(({ id }, p) => ({
      id,
      relevance: ws.relevance[p]!,
      pace: ws.pace[p * PACE_SIZE]!,
      required: ws.requiredPart[p]!,
    })),
    gravity: ws.entities.constraints.map(({ id }, c) => ({ id, load: ws.gravityPart[c]! })),
    criticalProjectId: ws.entities.projects[ws.criticalProject]?.id ?? null,
    escapeVelocity: ws.escapeVelocity,
    floor: Math.max(0, ws.k.minEscapeVelocity - (ws.required + ws.gravity)),
  };
}

function basisOfReading(reading: ForcesReading): EtaBasis {
  const { value, floored } = reading.escapeVelocity;
  return {
    projects: reading.projects.map(({ id, relevance, pace }, p) => ({
      id,
      relevance,
      pace: pace.value,
      required: reading.required.parts[p]!.value,
    })),
    gravity: reading.gravity.parts.map(({ id, value }) => ({ id, load: value })),
    criticalProjectId: reading.required.criticalProjectId,
    escapeVelocity: value,
    floor: floored ? value - (reading.required.value + reading.gravity.value) : 0,
  };
}

/** The parts of η1 − η0; they sum to it. Parts that did not change are left out. */
export function explainEta(from: EtaBasis, to: EtaBasis): ChangePart[] {
  const perSupply = 0.5 * (1 / from.escapeVelocity + 1 / to.escapeVelocity);
  const perDemand = (-0.5 * (supplyOf(from) + supplyOf(to))) / (from.escapeVelocity * to.escapeVelocity);
  return [
    ...supplyParts(from, to, perSupply),
    ...changes("gravity", loads(from), loads(to), perDemand),
    ...requiredParts(from, to, perDemand),
    ...changes("floor", new Map([["floor", from.floor]]), new Map([["floor", to.floor]]), perDemand),
  ];
}

function supplyOf(basis: EtaBasis): number {
  return basis.projects.reduce((sum, p) => sum + p.relevance * p.pace, 0);
}

function supplyParts(from: EtaBasis, to: EtaBasis, scale: number): ChangePart[] {
  const before = new Map(from.projects.map((p) => [p.id, p]));
  const after = new Map(to.projects.map((p) => [p.id, p]));
  const parts: ChangePart[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(id), after.get(id)];
    // A project that is missing on one side had no pace there.
    const [relevance, pace] = attributeProduct2(
      (a ?? b)!.relevance,
      a?.pace ?? 0,
      (b ?? a)!.relevance,
      b?.pace ?? 0,
    );
    parts.push(
      { kind: "pace", id, value: scale * pace },
      { kind: "relevance", id, value: scale * relevance },
    );
  }
  return parts.filter((part) => part.value !== 0);
}

/** Per project; as one bar when another deadline became critical, because the split then says little. */
function requiredParts(from: EtaBasis, to: EtaBasis, scale: number): ChangePart[] {
  if (from.criticalProjectId === to.criticalProjectId) {
    return changes("required", requiredByProject(from), requiredByProject(to), scale);
  }
  const total = (basis: EtaBasis): ReadonlyMap<string, number> =>
    new Map([["deadline", basis.projects.reduce((sum, p) => sum + p.required, 0)]]);
  return changes("required", total(from), total(to), scale);
}

function requiredByProject(basis: EtaBasis): ReadonlyMap<string, number> {
  return new Map(basis.projects.map((p) => [p.id, p.required]));
}

function loads(basis: EtaBasis): ReadonlyMap<string, number> {
  return new Map(basis.gravity.map((g) => [g.id, g.load]));
}

function changes(
  kind: ChangePart["kind"],
  from: ReadonlyMap<string, number>,
  to: ReadonlyMap<string, number>,
  scale: number,
): ChangePart[] {
  const parts: ChangePart[] = [];
  for (const id of new Set([...from.keys(), ...to.keys()])) {
    const difference = (to.get(id) ?? 0) - (from.get(id) ?? 0);
    if (difference !== 0) parts.push({ kind, id, value: scale * difference });
  }
  return parts;
}

/** Explains the change between two snapshots of one person. */
export function explainChange(from: PhysicsSnapshot, to: PhysicsSnapshot): ChangeReport {
  const [before, after] = [from.eta.value, to.eta.value];
  const known = before !== null && after !== null;
  return {
    from: { ...from.eta },
    to: { ...to.eta },
    change: known ? after - before : null,
    parts: known ? explainEta(basisOfReading(from), basisOfReading(to)) : [],
    thrust: { from: from.thrust.value, to: to.thrust.value, parts: explainThrust(from, to) },
  };
}

/** T_p = h·ε·e by the three-factor version; the parts sum to the change of total thrust. */
function explainThrust(from: ForcesReading, to: ForcesReading): ThrustChangePart[] {
  const before = new Map(from.projects.map((p) => [p.id, p]));
  const after = new Map(to.projects.map((p) => [p.id, p]));
  const parts: ThrustChangePart[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(id), after.get(id)];
    const [hours, efficiency, energy] = attributeProduct3(
      [a?.hours ?? 0, (a ?? b)!.efficiency, from.energyFactor.value],
      [b?.hours ?? 0, (b ?? a)!.efficiency, to.energyFactor.value],
    );
    parts.push(
      { kind: "hours", id, value: hours },
      { kind: "efficiency", id, value: efficiency },
      { kind: "energy", id, value: energy },
    );
  }
  return parts.filter((part) => part.value !== 0);
}
