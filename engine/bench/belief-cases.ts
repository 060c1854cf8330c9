/** Benches of the skill belief: evidence on the dense and the local path, and joint samples. */
import { SkillBelief } from "../belief/skill-belief.ts";
import { beliefOf, type Crowd, crowdOf, evidenceOn } from "./crowd.ts";
import { type Case, duration, perCall } from "./measure.ts";
import { evidenceBySkill, type Reference, ReferenceBelief, referenceEvidence } from "./reference.ts";

/** Twice as many as the journal of the belief holds: fresh starts are part of the figure. */
const UPDATES = 1_024;
const TOLERANCE = 1e-6;
const SEED = 7;

/** Spreads the updates over n skills. */
function skillOf(update: number, n: number): number {
  return (update * 7_919) % n;
}

function updatesOf(n: number) {
  return Array.from({ length: UPDATES }, (_, q) => evidenceOn(`s${skillOf(q, n)}`, `u${q}`, q % 9));
}

/** Evidence on the dense path: one item into the filter, the joint posterior, the readout of that skill. */
export function evidenceCase(n: number): Case {
  const crowd = crowdOf(n, 1);
  const stored = JSON.stringify(beliefOf(crowd));
  const updates = updatesOf(n);
  return {
    metric: `evidence_${n}_us`,
    unit: "µs",
    what:
      `one evidence item with ${n} skills, all with evidence: the skill's filter, rank-1 update of the joint ` +
      `posterior, readout of the skill; mean of ${UPDATES}, fresh starts included. Reference: ouFilter, ` +
      "jointPosterior of that one change on its current covariance, the same readout",
    ours: () => {
      const belief = SkillBelief.fromJSON(JSON.parse(stored));
      belief.theta("s0");
      return perCall(UPDATES, (q) => {
        const evidence = updates[q]!;
        belief.addEvidence(evidence);
        belief.readout(evidence.skillId, 0.5);
      });
    },
    reference: (reference) => {
      const { C0 } = reference.graphPrior(crowd.skills, crowd.edges);
      const items = updates.map(referenceEvidence);
      return () => {
        const belief = new ReferenceBelief(reference, crowd, C0);
        return perCall(UPDATES, (q) => {
          belief.add(skillOf(q, n), items[q]!);
          belief.readout(skillOf(q, n), 0.5);
        });
      };
    },
  };
}

/** Evidence on the local path: one item into the filter, mean and variance of that skill. */
export function localCase(n: number): Case {
  const crowd = crowdOf(n, 10);
  const belief = beliefOf(crowd);
  const stored = JSON.stringify(belief);
  const updates = updatesOf(n);
  return {
    metric: `local_${n}_us`,
    unit: "µs",
    what:
      `one evidence item with ${n} skills, a tenth of them with evidence: the skill's filter, push at ε = ` +
      `${TOLERANCE} with four domain latents, mean and variance of the skill; mean of ${UPDATES}, fresh starts ` +
      "included. Reference: ouFilter and one pushSolve of a unit residual at the same ε, without domains",
    ours: () => {
      const restored = SkillBelief.fromJSON(JSON.parse(stored));
      restored.theta("s0");
      return perCall(UPDATES, (q) => {
        const evidence = updates[q]!;
        restored.addEvidence(evidence);
        restored.theta(evidence.skillId);
        restored.variance(evidence.skillId);
      });
    },
    reference: (reference) => localReference(reference, n, crowd),
  };
}

function localReference(reference: Reference, n: number, crowd: Crowd): () => number {
  const rows: [number, number][][] = crowd.skills.map(() => []);
  const degree: number[] = crowd.skills.map(() => 0);
  const ends = crowd.edges.map(({ from, to, w }) => ({
    i: Number(from.slice(1)),
    j: Number(to.slice(1)),
    w,
  }));
  for (const { i, j, w } of ends) {
    degree[i] = degree[i]! + w;
    degree[j] = degree[j]! + w;
  }
  const diagonal: number[] = crowd.skills.map(() => 1);
  for (const { i, j, w } of ends) {
    const lambda = w / Math.max(1, degree[i]!, degree[j]!);
    diagonal[i] = diagonal[i]! + lambda;
    diagonal[j] = diagonal[j]! + lambda;
    rows[i]!.push([j, -lambda]);
    rows[j]!.push([i, -lambda]);
  }
  const items = updatesOf(n).map(referenceEvidence);
  const unit: number[] = crowd.skills.map(() => 0);
  return () => {
    const evidence = evidenceBySkill(crowd);
    return perCall(UPDATES, (q) => {
      const i = skillOf(q, n);
      evidence[i]!.push(items[q]!);
      reference.ouFilter(crowd.skills[i]!, evidence[i]!, crowd.day);
      unit[i] = 1;
      reference.pushSolve(diagonal, rows, unit, TOLERANCE);
      unit[i] = 0;
    });
  };
}

/** 1,000 joint draws of 50 skills. */
export function sampleCase(n: number, count: number): Case {
  const crowd = crowdOf(n, 2);
  const belief = beliefOf(crowd);
  return {
    metric: `sample_${count}x${n}_ms`,
    unit: "ms",
    what: `${count} joint draws of ${n} skills, the Cholesky factor included, on both sides`,
    ours: () => duration(() => belief.sample(SEED, count)),
    reference: (reference) => {
      const { x, C, skills } = new ReferenceBelief(
        reference,
        crowd,
        reference.graphPrior(crowd.skills, crowd.edges).C0,
      );
      return () =>
        duration(() => {
          const L = reference.chol(C);
          const rows: number[][] = [];
          for (let p = 0; p < count; p++) {
            const z = skills.map((_, i) => reference.draws(SEED, p, 0, i).z);
            rows.push(
              skills.map(({ mu0 }, i) => {
                let value = mu0 + x[i]!;
                for (let j = 0; j <= i; j++) value += L[i]![j]! * z[j]!;
                return value;
              }),
            );
          }
        });
    },
  };
}
