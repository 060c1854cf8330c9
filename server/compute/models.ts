/** Answers of the stateless endpoints: the engine's mathematics on a life that was sent. */
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { type Outlook, readOutlook } from "@trajectory/engine/dynamics/outlook.ts";
import { recomputeAll } from "@trajectory/engine/forces/recompute.ts";
import { ForcesWorkspace } from "@trajectory/engine/forces/workspace.ts";
import type { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { modelOf, type Life, type SkillsOnly } from "./life-body.ts";

export type Question =
  | { ask: "update" | "propagate"; life: SkillsOnly }
  | { ask: "sample"; life: SkillsOnly; seed: number; count: number }
  | {
      ask: "alignment" | "conflicts" | "gravity" | "mass" | "predict" | "escape_time";
      life: Life;
      seed: number;
    };

export function answer(question: Question, now: number): object {
  const model = modelOf(question.life, now);
  return { version: MODEL_VERSION, inputsHash: model.snapshot().inputsHash, ...read(question, model) };
}

function read(question: Question, model: LifeModel): object {
  switch (question.ask) {
    case "update":
      return { skills: question.life.skills.map(({ id }) => skillAlone(model, id)) };
    case "propagate":
      return { skills: question.life.skills.map(({ id }) => skillInGraph(model, id)), unit: "logit" };
    case "sample":
      return drawn(model, question.seed, question.count);
    case "alignment": {
      const { alignment, balance, thrust, projects } = model.snapshot();
      const relevance = projects.map(({ id, relevance, felt }) => ({ id, value: relevance, felt }));
      return { alignment, balance, thrust, relevance };
    }
    case "conflicts": {
      const { conflicts, criticalSet } = model.snapshot();
      return { conflicts, criticalSet };
    }
    case "gravity": {
      const { gravity, required, escapeVelocity } = model.snapshot();
      return { gravity, required, escapeVelocity };
    }
    case "mass": {
      const { mass, drag, timeConstant, effectiveProjects } = model.snapshot();
      return { mass, drag, timeConstant, effectiveProjects };
    }
    case "predict": {
      const { eta, etaInf, velocity, velocityInf, escapeVelocity, timeConstant } = model.snapshot();
      const { band, projects } = outlookOf(model, question.seed);
      return { eta, etaInf, velocity, velocityInf, escapeVelocity, timeConstant, band, projects };
    }
    case "escape_time": {
      const { eta, etaInf } = model.snapshot();
      const { escapeWeeks, reached } = outlookOf(model, question.seed);
      return { eta, etaInf, escapeWeeks, reached };
    }
  }
}

function skillAlone(model: LifeModel, id: string): object {
  const { m, P, tau, h, halfLifeDays } = model.belief.filter(id);
  return {
    id,
    deviation: { value: m, sd: Math.sqrt(P), unit: "logit" },
    potential: { tau, h },
    halfLife: { value: halfLifeDays, unit: "day" },
  };
}

function skillInGraph(model: LifeModel, id: string): object {
  const { theta, sd, band } = model.belief.readout(id, 0);
  const contributions = Array.from(model.belief.contributions(id), ([evidenceId, value]) => ({
    evidenceId,
    value,
  }));
  return { id, theta: { value: theta, sd, unit: "logit" }, level: band, contributions };
}

function drawn(model: LifeModel, seed: number, count: number): object {
  const { skillIds, values } = model.belief.sample(seed, count);
  const width = skillIds.length;
  const draws = Array.from({ length: count }, (_, draw) => [
    ...values.subarray(draw * width, (draw + 1) * width),
  ]);
  return { skillIds, draws, unit: "logit", seed };
}

export function outlookOf(model: LifeModel, seed: number): Outlook {
  const workspace = new ForcesWorkspace(model.simulationInput());
  recomputeAll(workspace);
  return readOutlook(workspace, seed);
}
