/** Documents as they stand in answers. */
import { Type } from "typebox";
import { FORMATS } from "@trajectory/ingest/documents/document.ts";
import { Constraint, Evidence, Id, Project, Skill } from "@trajectory/protocols/events/entities.ts";
import { Job } from "@trajectory/protocols/jobs.ts";

const Count = Type.Integer({ minimum: 0 });
const Nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([Type.Null(), schema]);

const fields = {
  id: Id,
  source: Type.Enum(["upload", "calendar", "notion", "github"]),
  format: Type.Enum(FORMATS),
  name: Type.String(),
  address: Nullable(Type.String({ description: "Where it can be looked at" })),
  bytes: Count,
  state: Type.Enum(["waiting", "reading", "ready", "refused"]),
  job: Nullable(Job),
  notices: Type.Array(Type.String(), { description: "What the person should know of its reading" }),
  error: Nullable(Type.Object({ code: Type.String(), message: Type.String(), hint: Type.String() })),
  addedAt: Type.Number({ description: "ms since the Unix epoch" }),
  readAt: Nullable(Type.Number()),
  pages: Count,
  open: Type.Integer({ minimum: 0, description: "Proposals nobody has decided on" }),
  accepted: Count,
  rejected: Count,
};

const example = {
  id: "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10",
  source: "upload",
  format: "pdf",
  name: "resume.pdf",
  address: null,
  bytes: 68_409,
  state: "ready",
  job: null,
  notices: [],
  error: null,
  addedAt: 1_795_435_200_000,
  readAt: 1_795_435_201_000,
  pages: 1,
  open: 1,
  accepted: 0,
  rejected: 0,
};

export const Document = Type.Object(fields, { examples: [example] });

const DocumentProposal = Type.Object({
  id: Id,
  kind: Type.Enum(["evidence", "project", "constraint"]),
  page: Type.Integer({ minimum: 1 }),
  quote: Type.String({ description: "The words it rests on" }),
  span: Type.Tuple([Type.Integer(), Type.Integer()], { description: "In the page, UTF-16 code units" }),
  reader: Type.String({ description: "Who found it: offline, model or rules" }),
  evidence: Type.Optional(Evidence),
  skillName: Type.Optional(Type.String()),
  skill: Type.Optional(Skill),
  project: Type.Optional(Project),
  constraint: Type.Optional(Constraint),
  decision: Nullable(Type.Enum(["accepted", "edited", "rejected"])),
  decidedAt: Nullable(Type.Number()),
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum(["skill_set", "evidence_added", "project_set", "constraint_set"]),
      id: Type.String(),
      name: Type.String(),
    }),
    { description: "What the decision did to the life" },
  ),
});

export const DocumentWithProposals = Type.Object(
  { ...fields, proposals: Type.Array(DocumentProposal) },
  {
    examples: [
      {
        ...example,
        proposals: [
          {
            id: "4f1a2b3c4d5e6f708192-1",
            kind: "evidence",
            page: 1,
            quote: "Built the data pipeline in Python.",
            span: [120, 154],
            reader: "offline",
            evidence: {
              id: "4f1a2b3c4d5e6f708192-1",
              skillId: "python",
              t: 1_795_435_200_000,
              kind: "self_report",
              sourceId: "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10",
              strength: 0.7,
              reliability: 0.8,
              practice: false,
              value: { level: 2 },
              quote: "Built the data pipeline in Python.",
              span: [120, 154],
            },
            skillName: "Python",
            decision: null,
            decidedAt: null,
            changes: [],
          },
        ],
      },
    ],
  },
);

export const DocumentDecision = Type.Object(
  {
    decision: Type.Enum(["accept", "edit", "reject"]),
    edited: Type.Optional(
      Type.Object(
        {
          level: Type.Optional(Type.Number({ minimum: 0, maximum: 4 })),
          skill: Type.Optional(Skill),
          project: Type.Optional(Project),
          constraint: Type.Optional(Constraint),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, examples: [{ decision: "edit", edited: { level: 2 } }] },
);
