/** Which question is worth most for the number the person looks at (docs/model.md 2.7), for each flow. */
import type { Conversation } from "@trajectory/actors/interview/conversation.ts";
import type { LifeModel } from "@trajectory/engine/life/life-model.ts";
import type { Constraint, Project } from "@trajectory/protocols/events/entities.ts";
import type { Topic } from "@trajectory/protocols/events/interview.ts";
import type { KnownSkill, PlannedQuestion } from "../port.ts";
import { constraintQuestions } from "./constraint-questions.ts";
import { projectQuestions } from "./project-questions.ts";
import { skillQuestions } from "./skill-questions.ts";
import { wordingOf } from "./wording.ts";

export interface Situation {
  conversation: Conversation;
  model: LifeModel;
  skills: readonly KnownSkill[];
  projects: readonly Project[];
  constraints: readonly Constraint[];
}

/** A question before it has words. */
export interface Candidate {
  about: Topic;
  worth: number;
}

/** Below this share nothing more is worth asking. */
const LEAST_WORTH = 0.003;
const MOST_QUESTIONS = 20;

export function planQuestion(situation: Situation): PlannedQuestion {
  const { conversation } = situation;
  const best = conversation.answers >= MOST_QUESTIONS ? undefined : bestOf(candidates(situation), situation);
  const chosen = best ?? { about: { topic: "closing" as const }, worth: 0 };
  return { ...chosen, text: wordingOf(chosen.about, situation) };
}

/** True when the question only asks whether there is anything else: the interview has found what it can. */
export function isEnough(about: Topic | undefined): boolean {
  return about?.topic === "closing";
}

function bestOf(candidates: readonly Candidate[], { conversation }: Situation): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate.worth > (best?.worth ?? 0)) best = candidate;
  }
  // The first question of an interview is asked whatever it is worth.
  return conversation.answers === 0 || (best?.worth ?? 0) >= LEAST_WORTH ? best : undefined;
}

function candidates(situation: Situation): Candidate[] {
  switch (situation.conversation.flow) {
    case "project_assessment":
      return projectQuestions(situation);
    case "constraint_mapping":
      return constraintQuestions(situation);
    default:
      return skillQuestions(situation);
  }
}
