/** What the routes of interviews take and answer. */
import { Type } from "typebox";
import {
  ClaimDirection,
  Constraint,
  Evidence,
  Id,
  Project,
  Skill,
} from "@trajectory/protocols/events/entities.ts";
import { Flow, Focus, Reader, Topic } from "@trajectory/protocols/events/interview.ts";

export const OneInterview = Type.Object({ id: Id });
export const OneProposal = Type.Object({ id: Id, proposalId: Id });
export const StartBody = Type.Object(
  { flow: Flow, focus: Type.Optional(Focus) },
  { additionalProperties: false, examples: [{ flow: "skill_discovery", focus: { quantity: "eta" } }] },
);
export const MessageBody = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 20_000 }) },
  { additionalProperties: false, examples: [{ text: "I have used TypeScript every day for five years." }] },
);
export const DecisionBody = Type.Object(
  {
    decision: Type.Enum(["accept", "edit", "reject"]),
    edited: Type.Optional(
      Type.Object(
        {
          level: Type.Optional(Type.Number({ minimum: 0, maximum: 4 })),
          skillId: Type.Optional(Id),
          skill: Type.Optional(Skill),
          direction: Type.Optional(ClaimDirection),
          intensity: Type.Optional(Type.Number({ minimum: 0.5, maximum: 3 })),
          project: Type.Optional(Project),
          constraint: Type.Optional(Constraint),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, examples: [{ decision: "edit", edited: { level: 2 } }] },
);

const Proposal = Type.Object({
  id: Id,
  kind: Type.Enum(["evidence", "skill", "claim", "project", "constraint"]),
  quote: Type.Optional(Type.String()),
  span: Type.Optional(Type.Tuple([Type.Integer(), Type.Integer()])),
  explanation: Type.String(),
  evidenceKind: Type.Optional(Evidence.properties.kind),
  skillId: Type.Optional(Id),
  value: Type.Optional(Type.Unknown({ description: "As in evidence: a level" })),
  strength: Type.Optional(Type.Number()),
  reliability: Type.Optional(Type.Number()),
  skill: Type.Optional(Skill),
  direction: Type.Optional(ClaimDirection),
  intensity: Type.Optional(Type.Number()),
  sessionId: Type.Optional(Type.String()),
  project: Type.Optional(Project),
  constraint: Type.Optional(Constraint),
});

export const Interview = Type.Object(
  {
    id: Id,
    flow: Flow,
    focus: Focus,
    state: Type.Enum(["asking", "listening", "extracting", "confirming", "paused", "complete"]),
    startedAt: Type.Number(),
    question: Type.Union([
      Type.Null(),
      Type.Object({
        text: Type.String(),
        about: Type.Optional(Topic),
        worth: Type.Optional(Type.Number({ description: "Share of the uncertainty an answer may remove" })),
        by: Type.Optional(Reader),
      }),
    ]),
    enough: Type.Boolean({ description: "Nothing more is worth asking" }),
    proposals: Type.Array(Proposal),
    transcript: Type.Array(
      Type.Object({
        role: Type.Enum(["interviewer", "person"]),
        text: Type.String(),
        at: Type.Number(),
        by: Type.Optional(Reader),
        worth: Type.Optional(
          Type.Number({
            description: "Of a question: share of the uncertainty that an answer was expected to remove",
          }),
        ),
      }),
    ),
    answers: Type.Integer(),
    accepted: Type.Integer(),
    declined: Type.Integer(),
    reliability: Type.Array(
      Type.Object({
        reader: Type.String(),
        kind: Type.String(),
        value: Type.Number({ description: "ρ of the next proposals of this kind" }),
        accepted: Type.Integer(),
        edited: Type.Integer(),
        declined: Type.Integer(),
      }),
    ),
    claims: Type.Array(
      Type.Object({
        id: Type.String(),
        text: Type.String(),
        direction: ClaimDirection,
        sessionId: Type.Optional(Type.String({ description: "The session it was compared with" })),
        verdict: Type.Enum(["consistent", "differs", "no_verdict", "no_session"]),
        sentence: Type.String(),
        confirmed: Type.Boolean(),
      }),
    ),
    notices: Type.Optional(
      Type.Array(Type.String(), { description: "What the person should know of this call" }),
    ),
  },
  {
    examples: [
      {
        id: "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10",
        flow: "skill_discovery",
        focus: { quantity: "eta" },
        state: "listening",
        startedAt: 1_795_435_200_000,
        question: {
          text: "How well do you know TypeScript?",
          about: { topic: "skill", id: "ts" },
          worth: 0.12,
          by: { reader: "offline", version: "offline/1" },
        },
        enough: false,
        proposals: [],
        transcript: [
          { role: "interviewer", text: "How well do you know TypeScript?", at: 1_795_435_200_000 },
        ],
        answers: 0,
        accepted: 0,
        declined: 0,
        reliability: [],
        claims: [],
        notices: [],
      },
    ],
  },
);
