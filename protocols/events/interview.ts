/** Commands and events of the interview actor. Evidence reaches the skills only when the person accepts it. */
import { Type } from "typebox";
import { Evidence, Id } from "./entities.ts";

const start = Type.Object(
  { interviewId: Id, flow: Type.Enum(["skill_discovery", "project_assessment", "constraint_mapping"]) },
  { additionalProperties: false },
);
const ask = Type.Object(
  { interviewId: Id, question: Type.String({ minLength: 1, maxLength: 2_000 }) },
  { additionalProperties: false },
);
const answer = Type.Object(
  { interviewId: Id, text: Type.String({ minLength: 1, maxLength: 20_000 }) },
  { additionalProperties: false },
);
const propose = Type.Object(
  { interviewId: Id, evidence: Type.Array(Evidence, { maxItems: 50 }) },
  { additionalProperties: false },
);
const decide = Type.Object(
  { interviewId: Id, evidenceId: Id, accepted: Type.Boolean() },
  { additionalProperties: false },
);
const one = Type.Object({ interviewId: Id }, { additionalProperties: false });

export const interviewCommands = {
  start_interview: start,
  ask_question: ask,
  give_answer: answer,
  propose_evidence: propose,
  decide_evidence: decide,
  pause_interview: one,
  resume_interview: one,
  complete_interview: one,
};

export const interviewEvents = {
  interview_started: start,
  question_asked: ask,
  answer_given: answer,
  evidence_proposed: propose,
  evidence_decided: decide,
  interview_paused: one,
  interview_resumed: one,
  interview_completed: one,
};
