/** Answers the stateless questions: the engine's mathematics on a life that was sent. */
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { type Outlook, readOutlook } from "@trajectory/engine/dynamics/outlook.ts";
import { ModelError } from "@trajectory/engine/errors.ts";
import { recomputeAll } from "@trajectory/engine/forces/recompute.ts";
import { ForcesWorkspace } from "@trajectory/engine/forces/workspace.ts";
import type { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { buildModel } from "./build-model.ts";
import { readJson } from "./json.ts";
import {
  type Ask,
  type LifeBody,
  MAX_DRAWN,
  MAX_EXPLAINED,
  QUESTIONS,
  type SkillsBody,
} from "./questions.ts";
import { beliefHash, contributionsTo, levelOf } from "./read-belief.ts";
import type { ModelTask } from "./tasks.ts";

/** Every body has what its own schema says; the other fields are absent. */
type Body = SkillsBody &
  Partial<Omit<LifeBody, keyof SkillsBody>> & { seed?: number; count?: number; explain?: string[] };

/** These rest on the skills alone. */
const BELIEFS: ReadonlySet<Ask> = new Set(["update", "propagate", "sample"]);

export function* answerQuestion({ ask, body, now }: ModelTask): Generator<number, object, void> {
  const sent: Body = parse(QUESTIONS[ask], readJson(body));
  const model = yield* buildModel(sent, now);
  yield 1;
  const read = ask === "propagate" ? yield* propagated(model, sent) : readings(ask, model, sent);
  const inputsHash = BELIEFS.has(ask) ? beliefHash(model) : model.snapshot().inputsHash;
  return { version: MODEL_VERSION, inputsHash, ...read };
}

function* propagated(model: LifeModel, { skills, explain }: Body): Generator<number, object, void> {
  const ids = skills.map(({ id }) => id);
  const explained = explain ?? (ids.length <= MAX_EXPLAINED ? ids : []);
  const contributions = new Map<string, object>();
  for (const [i, id] of explained.entries()) {
    if (!ids.includes(id)) {
      throw new ModelError("unknown_skill", `explain.${i}`, `there is no skill "${id}"`);
    }
    contributions.set(id, contributionsTo(model, id));
    yield 1;
  }
  return { skills: ids.map((id) => ({ id, ...levelOf(model, id), ...contributions.get(id) })) };
}

function readings(ask: Exclude<Ask, "propagate">, model: LifeModel, body: Body): object {
  switch (ask) {
    case "update":
      return { skills: body.skills.map(({ id }) => skillAlone(model, id)) };
    case "sample":
      return drawn(model, body.seed ?? 1, body.count ?? 1);
    case "alignment": {
      const { alignment, balance, thrust, projects } = model.snapshot();
      const relevance = projects.map(({ id, relevance, felt }) => {
        return { id, value: relevance, felt, unit: "1" };
      });
      return { alignment, balance, thrust, relevance };
    }
    case "conflicts": {
      const { conflicts, criticalSet } = model.snapshot();
      return { conflicts, criticalSet, units: { score: "1", hours: "h/wk" } };
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
      const { band, projects } = outlookOf(model, body.seed ?? 1);
      const now = { eta, etaInf, velocity, velocityInf, escapeVelocity, timeConstant };
      return { ...now, band, projects, units: OUTLOOK_UNITS };
    }
    case "escape_time": {
      const { eta, etaInf } = model.snapshot();
      const { escapeWeeks, reached } = outlookOf(model, body.seed ?? 1);
      return { eta, etaInf, escapeTime: { value: escapeWeeks, unit: "wk" }, reached, units: OUTLOOK_UNITS };
    }
  }
}

const OUTLOOK_UNITS = { weeks: "wk", velocity: "eh/wk", netPace: "eh/wk", probability: "1" };

function skillAlone(model: LifeModel, id: string): object {
  const { m, P, tau, h, halfLifeDays } = model.belief.filter(id);
  return {
    id,
    deviation: { value: m, sd: Math.sqrt(P), unit: "logit" },
    potential: { tau, h, unit: "logit⁻²" },
    halfLife: { value: halfLifeDays, unit: "day" },
  };
}

function drawn(model: LifeModel, seed: number, count: number): object {
  const skills = model.skills().length;
  if (skills * count > MAX_DRAWN) {
    const most = Math.floor(MAX_DRAWN / skills);
    throw new ModelError("out_of_range", "count", `of ${skills} skills at most ${most} draws`);
  }
  const { skillIds, values } = model.belief.sample(seed, count);
  const width = skillIds.length;
  const draws = Array.from({ length: count }, (_, draw) => [
    ...values.subarray(draw * width, (draw + 1) * width),
  ]);
  return { seed, skillIds, draws, unit: "logit" };
}

function outlookOf(model: LifeModel, seed: number): Outlook {
  const workspace = new ForcesWorkspace(model.simulationInput());
  recomputeAll(workspace);
  return readOutlook(workspace, seed);
}
