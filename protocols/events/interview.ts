/**
 * Commands and events of the interview actor. What is found in an answer is proposed; it reaches skills, projects,
 * constraints and claims only when the person accepts it.
 */
import { Type } from "typebox";
import { ClaimDirection, Constraint, Evidence, Id, Project, Skill, Span } from "./entities.ts";

const closed = { additionalProperties: false };
const Share = Type.Number({ minimum: 0, maximum: 1 });

export const Flow = Type.Enum(["skill_discovery", "project_assessment", "constraint_mapping"]);
export type Flow = Type.Static<typeof Flow>;

/** The number the person looks at: questions are chosen by how much they tell about it. */
export const Focus = Type.Object(
  { quantity: Type.Enum(["eta", "skill"]), skillId: Type.Optional(Id) },
  { ...closed, examples: [{ quantity: "eta" }] },
);
export type Focus = Type.Static<typeof Focus>;

export const Topic = Type.Object(
  {
    topic: Type.Enum(["open", "skill", "progress", "size", "hours", "constraint", "closing"]),
    id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "Skill, project, constraint or kind of constraint",
      }),
    ),
  },
  closed,
);
export type Topic = Type.Static<typeof Topic>;

/** Who read an answer or worded a question, so that it can be said openly and found again. */
export const Reader = Type.Object(
  {
    reader: Type.Enum(["offline", "model"]),
    version: Type.String({ maxLength: 120, description: "Of the offline reader, or the name of the model" }),
    prompt: Type.Optional(
      Type.Object(
        {
          name: Type.String({ maxLength: 60 }),
          hash: Type.String({ maxLength: 64, description: "SHA-256" }),
        },
        closed,
      ),
    ),
    fallback: Type.Optional(
      Type.String({ maxLength: 300, description: "Why the configured model did not do it" }),
    ),
  },
  closed,
);
export type Reader = Type.Static<typeof Reader>;

const quoted = { id: Id, quote: Type.String({ minLength: 1, maxLength: 2_000 }), span: Span };

export const Finding = Type.Union([
  Type.Object({ ...quoted, kind: Type.Literal("skill"), skill: Skill }, closed),
  Type.Object(
    {
      ...quoted,
      kind: Type.Literal("claim"),
      direction: ClaimDirection,
      intensity: Type.Number({ minimum: 0.5, maximum: 3, description: "1; “very” is 2" }),
      sessionId: Type.Optional(
        Type.String({ maxLength: 64, description: "The session that ran while it was said" }),
      ),
    },
    closed,
  ),
  Type.Object({ ...quoted, kind: Type.Literal("project"), project: Project }, closed),
  Type.Object({ ...quoted, kind: Type.Literal("constraint"), constraint: Constraint }, closed),
]);
export type Finding = Type.Static<typeof Finding>;

const EvidenceEdit = Type.Object(
  { level: Type.Optional(Type.Number({ minimum: 0, maximum: 4 })), skillId: Type.Optional(Id) },
  closed,
);
const FindingEdit = Type.Object(
  {
    skill: Type.Optional(Skill),
    direction: Type.Optional(ClaimDirection),
    intensity: Type.Optional(Type.Number({ minimum: 0.5, maximum: 3 })),
    project: Type.Optional(Project),
    constraint: Type.Optional(Constraint),
  },
  closed,
);

const start = Type.Object({ interviewId: Id, flow: Flow, focus: Type.Optional(Focus) }, closed);
const ask = Type.Object(
  {
    interviewId: Id,
    question: Type.String({ minLength: 1, maxLength: 2_000 }),
    about: Type.Optional(Topic),
    worth: Type.Optional(Share),
    by: Type.Optional(Reader),
  },
  closed,
);
const answer = Type.Object(
  { interviewId: Id, text: Type.String({ minLength: 1, maxLength: 20_000 }) },
  closed,
);
const propose = Type.Object(
  {
    interviewId: Id,
    evidence: Type.Array(Evidence, { maxItems: 50 }),
    findings: Type.Optional(Type.Array(Finding, { maxItems: 50 })),
    by: Type.Optional(Reader),
  },
  closed,
);
const decideEvidence = Type.Object(
  {
    interviewId: Id,
    evidenceId: Id,
    accepted: Type.Boolean(),
    edited: Type.Optional(EvidenceEdit),
    weight: Type.Optional(
      Type.Number({ minimum: 0.25, maximum: 1, description: "Factor of the claim it rests on" }),
    ),
  },
  closed,
);
const decideFinding = Type.Object(
  { interviewId: Id, findingId: Id, accepted: Type.Boolean(), edited: Type.Optional(FindingEdit) },
  closed,
);
const one = Type.Object({ interviewId: Id }, closed);

export const interviewCommands = {
  start_interview: start,
  ask_question: ask,
  give_answer: answer,
  propose_evidence: propose,
  decide_evidence: decideEvidence,
  decide_finding: decideFinding,
  pause_interview: one,
  resume_interview: one,
  complete_interview: one,
};

export const interviewEvents = {
  interview_started: start,
  question_asked: ask,
  answer_given: answer,
  evidence_proposed: propose,
  evidence_decided: decideEvidence,
  finding_decided: decideFinding,
  interview_paused: one,
  interview_resumed: one,
  interview_completed: one,
};
