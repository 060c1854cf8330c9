/** What a person's state takes, and whether it grows. */
import type { ModelEvent } from "../life/events.ts";
import type { LifeModel } from "../life/life-model.ts";
import { demoPerson, windowEvent } from "./life-cases.ts";
import { type Reference, type ReferenceInput, referenceInput } from "./reference.ts";

/** Bytes in use after a full collection, typed arrays included. */
export type UsedBytes = () => number;

const PEOPLE = 300;

/** Mean bytes of one of many things kept alive together. */
function bytesOf(make: () => unknown, usedBytes: UsedBytes): number {
  make();
  const before = usedBytes();
  const kept = Array.from({ length: PEOPLE }, make);
  const used = usedBytes() - before;
  return used / kept.length;
}

/** The live model of the worked example's person after a window. */
export function bytesPerPerson(usedBytes: UsedBytes): number {
  return bytesOf(() => {
    const model = demoPerson();
    model.apply(windowEvent(0));
    return model;
  }, usedBytes);
}

/** What the reference's functions need and give for the same person, as the objects they are. */
export function referenceBytesPerPerson(reference: Reference, usedBytes: UsedBytes): number {
  return bytesOf(() => referenceState(reference), usedBytes);
}

function referenceState(reference: Reference): unknown {
  const example = structuredClone(reference.EXAMPLE);
  const filters = example.skills.map((skill) => reference.ouFilter(skill, example.evidence, example.nowDay));
  const prior = reference.graphPrior(example.skills, example.edges);
  const tau = filters.map((filter) => filter.tau);
  const h = filters.map((filter) => filter.h);
  const posterior = reference.jointPosterior(prior.C0, tau, h);
  const model = demoPerson();
  const input: ReferenceInput = structuredClone(
    referenceInput(model.simulationInput(), (a, b) => model.belief.covariance(a, b)),
  );
  const body = {
    m: [0, 0, 0],
    P: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  const baselines = reference.FEATURES.flatMap(() => [0, 1].map(() => ({ n: 0, mu: 0, v: 1 })));
  return {
    example,
    filters,
    prior,
    posterior,
    pace: input.pace,
    physics: reference.physics(input),
    body,
    baselines,
  };
}

/** Updates between two that change more than the body: a claim, a rating, an edit, evidence and its retraction. */
const EDIT_EVERY = 100;

/** Bytes gained from one update to the last, after as many to warm up as there are between two edits of each kind. */
export function growth(updates: number, usedBytes: UsedBytes): number {
  const model = demoPerson();
  const kinds = 6;
  for (let i = 0; i < kinds * EDIT_EVERY * 70; i++) model.apply(updateAt(model, i));
  const start = usedBytes();
  for (let i = 0; i < updates; i++) model.apply(updateAt(model, kinds * EDIT_EVERY * 70 + i));
  return usedBytes() - start;
}

function updateAt(model: LifeModel, i: number): ModelEvent {
  if (i % EDIT_EVERY !== 0) return windowEvent(i);
  const { t } = model;
  const round = Math.floor(i / EDIT_EVERY / 6);
  switch ((i / EDIT_EVERY) % 6) {
    case 0:
      return { type: "claim_made", t, claim: { id: `k${round}`, direction: "calm", intensity: 1 } };
    case 1:
      return {
        type: "effort_set",
        t,
        projectId: "P1",
        hours: 16 + (round % 4),
        effortBasis: "planned",
      };
    case 2:
      return {
        type: "evidence_added",
        t,
        evidence: {
          id: "again",
          skillId: "rt",
          t,
          kind: "self_report",
          sourceId: "user",
          strength: 1,
          reliability: 1,
          practice: false,
          value: { level: (round % 9) / 2 },
        },
      };
    case 3:
      return { type: "evidence_retracted", t, evidenceId: "again" };
    case 4:
      return { type: "session_ended", t, projectId: "P1" };
    default:
      return { type: "session_rated", t, projectId: "P1", rating: 0.5 };
  }
}
