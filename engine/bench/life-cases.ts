/** Benches of the life model: windows, edits, a day tick, scenarios. */
import { simulateAll } from "../dynamics/scenarios.ts";
import { MS_PER_DAY } from "../forces/forces-input.ts";
import { demoPortfolio } from "../life/demo.ts";
import type { ModelEvent } from "../life/events.ts";
import { LifeModel } from "../life/life-model.ts";
import { draw } from "../numerics/philox.ts";
import type { FeatureName, WindowFeatures } from "../types.ts";
import { crowdOf, personOf } from "./crowd.ts";
import { type Case, duration, perCall } from "./measure.ts";
import { type Reference, ReferenceBelief, type ReferenceBody, referenceInput } from "./reference.ts";

const NOW = 20_780 * MS_PER_DAY;
const HOP_MS = 5_000;
const CALLS = 2_000;
const WEEKS_PER_DAY = 1 / 7;

/** The worked example of docs/model.md 8: five skills, three projects, three constraints. */
export function demoPerson(): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(NOW)) model.apply(event);
  return model;
}

const USUAL: readonly (readonly [FeatureName, number, number])[] = [
  ["move", 2, 0.6],
  ["cadence", 60, 20],
  ["regularity", 0.3, 0.2],
  ["hr", 72, 6],
  ["rmssd", 40, 8],
  ["coherence", -1, 0.6],
  ["gesture", 2, 0.6],
];

/** Window number i of a session that starts at NOW, with all seven features. */
export function windowEvent(i: number): Extract<ModelEvent, { type: "window_recorded" }> {
  const t = NOW + (i + 1) * HOP_MS;
  const features: WindowFeatures["features"] = {};
  for (const [channel, [name, mean, sd]] of USUAL.entries()) {
    // Uniform, so that no value is implausible.
    const value = mean + sd * Math.sqrt(3) * (2 * draw(1, i, 0, channel).u - 1);
    features[name] = { value, quality: 0.9 };
  }
  return { type: "window_recorded", t, window: { t0: t - 10_000, t1: t, overlap: 2, features } };
}

/** From one window to the snapshot a client gets. */
export function windowCase(): Case {
  const windows = Array.from({ length: CALLS }, (_, i) => windowEvent(i));
  return {
    metric: "window_us",
    unit: "µs",
    what:
      "one window of seven features into the physics of the worked example and the readable snapshot out: checks, " +
      "pace, quality gates, baselines, body filter, forces, escape state, snapshot with inputs hash. Reference: " +
      "seven baseline scores and updates, bodyStep, physics()",
    ours: () => {
      const model = demoPerson();
      return perCall(CALLS, (i) => {
        model.apply(windows[i]!);
        model.snapshot();
      });
    },
    reference: (reference) => {
      const model = demoPerson();
      const input = referenceInput(model.simulationInput(), (a, b) => model.belief.covariance(a, b));
      const values = windows.map(({ window }) => USUAL.map(([name]) => window.features[name]!.value));
      return () => {
        const baselines = USUAL.map(([, mu, sd]) => ({ n: 0, mu, v: sd * sd }));
        let body: ReferenceBody = {
          m: [0, 0, 0],
          P: [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
        };
        return perCall(CALLS, (i) => {
          const z: Record<string, number> = {};
          const quality: Record<string, number> = {};
          for (const [f, name] of reference.FEATURES.entries()) {
            const x = values[i]![f]!;
            z[name] = reference.baselineScore(baselines[f]!, x);
            baselines[f] = reference.baselineUpdate(baselines[f]!, x);
            quality[name] = 0.9;
          }
          body = reference.bodyStep(body, HOP_MS / 3_600_000, z, quality, 2);
          reference.physics({ ...input, E: body.m[0]!, Abar: body.m[1]! });
        });
      };
    },
  };
}

/** All forces computed again, and the readable snapshot. */
export function snapshotCase(projects: number): Case {
  const crowd = crowdOf(2 * projects, 2);
  return {
    metric: `snapshot_${projects}_us`,
    unit: "µs",
    what:
      `full snapshot of ${projects} projects, goals and constraints over ${2 * projects} skills: readiness, effort, ` +
      "thrust, demand, escape, sensitivities, conflicts and uncertainties computed again and made readable, with " +
      "inputs hash. Reference: physics(), which has neither conflicts nor hash",
    ours: () => {
      const model = personOf(crowd, projects);
      return perCall(CALLS, (i) => {
        model.apply({ type: "day_ticked", t: NOW + i });
        model.snapshot();
      });
    },
    reference: (reference) => {
      const model = personOf(crowd, projects);
      const input = referenceInput(model.simulationInput(), (a, b) => model.belief.covariance(a, b));
      return () => perCall(CALLS, () => void reference.physics(input));
    },
  };
}

/** µs from an edit of a project's effort, which lays out all arrays anew, to the readable snapshot. */
export function editMicroseconds(projects: number): number {
  const model = personOf(crowdOf(2 * projects, 2), projects);
  return perCall(CALLS, (i) => {
    const effort = { projectId: "P0", hours: 5 + (i % 9), effortBasis: "planned" as const };
    model.apply({ type: "effort_set", t: NOW + i, ...effort });
    model.snapshot();
  });
}

/** Midnight with n skills, a third of them with evidence. */
export function dayTickCase(n: number): Case {
  const crowd = crowdOf(n, 3);
  const model = personOf(crowd, 3);
  let day = crowd.day;
  return {
    metric: `day_tick_${n}_ms`,
    unit: "ms",
    what:
      `a day passes with ${n} skills, ${Math.ceil(n / 3)} of them with three pieces of evidence, and three projects: ` +
      "every filter forgets, joint posterior from the prior, pace, forces, snapshot. Reference: ouFilter of every " +
      "skill, jointPosterior from C0, paceStep, physics()",
    ours: () => {
      day++;
      return duration(() => {
        model.apply({ type: "day_ticked", t: day * MS_PER_DAY });
        model.snapshot();
      });
    },
    reference: (reference) => dayTickReference(reference, crowd),
  };
}

function dayTickReference(reference: Reference, crowd: ReturnType<typeof crowdOf>): () => number {
  const { C0 } = reference.graphPrior(crowd.skills, crowd.edges);
  const belief = new ReferenceBelief(reference, crowd, C0);
  const person = personOf(crowd, 3);
  const ids = crowd.skills.map(({ id }) => id);
  const input = referenceInput(person.simulationInput(ids), (a, b) => person.belief.covariance(a, b));
  let { day } = crowd;
  return () => {
    day++;
    return duration(() => {
      const { x, C } = belief.refreshAt(day, C0);
      const theta = Object.fromEntries(crowd.skills.map(({ id, mu0 }, i) => [id, mu0 + x[i]!]));
      const index = Object.fromEntries(ids.map((id, i) => [id, i]));
      const { u, tauWk } = reference.physics({ ...input, theta, cov: C, index });
      input.pace = input.pace.map((pace, p) => reference.paceStep(pace, u[p]!, tauWk, WEEKS_PER_DAY));
      reference.physics({ ...input, theta, cov: C, index });
    });
  };
}

/** A whole simulation of the worked example as it is. */
export function scenarioCase(paths: number, days: number): Case {
  const input = demoPerson().simulationInput();
  return {
    metric: `scenario_${paths}x${days}_ms`,
    unit: "ms",
    what: `${paths} paths of ${days} days of one scenario of the worked example. Reference: rollout() per path`,
    ours: () =>
      duration(() =>
        simulateAll({ input, scenarios: [{ name: "as it is", actions: [] }], paths, days, seed: 11 }),
      ),
    reference: (reference) => {
      const model = demoPerson();
      const plain = referenceInput(model.simulationInput(), (a, b) => model.belief.covariance(a, b));
      return () =>
        duration(() => {
          for (let path = 0; path < paths; path++) {
            reference.rollout(plain, {}, { days, seed: 11, path, noise: true });
          }
        });
    },
  };
}
