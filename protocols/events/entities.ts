/**
 * The things a person has, as they stand in events, commands, HTTP bodies and on the screen. Units and meaning of
 * the numbers are those of engine/types.ts; here each also has a name for people.
 */
import { Type } from "typebox";

const unit = { minimum: 0, maximum: 1 };

export const Id = Type.String({ pattern: "^[A-Za-z0-9_-]{1,64}$", description: "Letters, digits, _ and -" });
const Name = Type.String({ minLength: 1, maxLength: 120 });
export const Time = Type.Integer({
  minimum: 0,
  maximum: 4_102_444_800_000,
  description: "Milliseconds since the Unix epoch, up to the year 2100",
});

/** What PostgreSQL has no text for could not be looked through. */
export const ReminderText = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: "^[^\\u0000\\ud800-\\udfff]*$",
});

/** Something a person wants to be reminded of. */
export const Reminder = Type.Object(
  {
    id: Id,
    text: ReminderText,
    at: Time,
    everyHours: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 8_784,
        description: "Again after so many hours: 24 daily, 168 weekly",
      }),
    ),
  },
  { additionalProperties: false },
);
export type Reminder = Type.Static<typeof Reminder>;

export const Skill = Type.Object(
  {
    id: Id,
    name: Name,
    domain: Type.String({ minLength: 1, maxLength: 64 }),
    mu0: Type.Number({ minimum: -6, maximum: 6, default: -1, description: "Prior mean, logit" }),
    decay: Type.Enum(["mixed", "accuracy", "speed"], { default: "mixed" }),
    motor: Type.Boolean({ default: false, description: "Only motor skills accept embodied evidence" }),
  },
  {
    additionalProperties: false,
    examples: [{ id: "ts", name: "TypeScript", domain: "software", mu0: -1, decay: "mixed", motor: false }],
  },
);
export type Skill = Type.Static<typeof Skill>;

export const SkillEdge = Type.Object(
  {
    from: Id,
    to: Id,
    type: Type.Enum(["prerequisite", "similarity"]),
    w: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  },
  { additionalProperties: false, examples: [{ from: "ts", to: "rt", type: "prerequisite", w: 0.8 }] },
);
export type SkillEdge = Type.Static<typeof SkillEdge>;

const Offset = Type.Integer({ minimum: 0, maximum: 20_000 });

/** Where a quote stands in the answer it was taken from: UTF-16 code units, the end not included. */
export const Span = Type.Tuple([Offset, Offset]);

export const EvidenceKind = Type.Enum([
  "self_report",
  "interview_free",
  "interview_structured",
  "peer",
  "artifact",
  "test",
  "embodied",
]);

export const Evidence = Type.Object(
  {
    id: Id,
    skillId: Id,
    t: Time,
    kind: EvidenceKind,
    sourceId: Type.String({ minLength: 1, maxLength: 120 }),
    strength: Type.Number({ exclusiveMinimum: 0, maximum: 1, default: 1 }),
    reliability: Type.Number({ exclusiveMinimum: 0, maximum: 1, default: 1 }),
    practice: Type.Boolean({ default: false }),
    value: Type.Union([
      Type.Object(
        { level: Type.Number({ minimum: 0, maximum: 4, description: "0 none … 4 expert" }) },
        { additionalProperties: false },
      ),
      Type.Object(
        {
          k: Type.Integer({ minimum: 0, description: "Correct answers" }),
          n: Type.Integer({ minimum: 1, maximum: 10_000, description: "Answers" }),
          b: Type.Number({ minimum: -6, maximum: 6, description: "Difficulty, logit" }),
          answers: Type.Optional(
            Type.Array(Type.Boolean(), {
              minItems: 1,
              maxItems: 1_000,
              description: "Which answers were right, oldest first: n of them, k true",
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ]),
    quote: Type.Optional(Type.String({ maxLength: 2_000, description: "The words it rests on" })),
    span: Type.Optional(Span),
  },
  {
    additionalProperties: false,
    examples: [
      {
        id: "e1",
        skillId: "ts",
        t: 1_795_392_000_000,
        kind: "test",
        sourceId: "quiz",
        strength: 1,
        reliability: 1,
        practice: true,
        value: { k: 17, n: 20, b: 0 },
      },
    ],
  },
);
export type Evidence = Type.Static<typeof Evidence>;

export const Goal = Type.Object(
  { id: Id, name: Name, importance: Type.Number({ minimum: 0, maximum: 1_000 }) },
  { additionalProperties: false, examples: [{ id: "g1", name: "Ship the engine", importance: 0.5 }] },
);
export type Goal = Type.Static<typeof Goal>;

export const Project = Type.Object(
  {
    id: Id,
    name: Name,
    goals: Type.Record(Id, Type.Number({ minimum: -1, maximum: 1 }), {
      maxProperties: 1_000,
      additionalProperties: false,
      description: "Contribution to each goal; the absolute values sum to at most 1",
    }),
    requires: Type.Array(
      Type.Object(
        {
          skillId: Id,
          b: Type.Number({ minimum: -6, maximum: 6, description: "Level needed, logit" }),
          importance: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 64, description: "Their importances sum to 1" },
    ),
    size: Type.Number({ minimum: 0.01, maximum: 1e6, description: "Standard hours, your estimate" }),
    progress: Type.Number(unit),
    hours: Type.Number({
      minimum: 0,
      maximum: 168,
      description: "Hours per week; fewer than 0.01 count as none",
    }),
    effortBasis: Type.Enum(["planned", "measured"], { default: "planned" }),
    deadline: Type.Optional(Time),
  },
  {
    additionalProperties: false,
    examples: [
      {
        id: "P1",
        name: "Streaming engine",
        goals: { g1: 0.8 },
        requires: [{ skillId: "ts", b: 0, importance: 1 }],
        size: 80,
        progress: 0.35,
        hours: 18,
        effortBasis: "planned",
      },
    ],
  },
);
export type Project = Type.Static<typeof Project>;

export const Constraint = Type.Object(
  {
    id: Id,
    name: Name,
    kind: Type.Enum(["health", "financial", "legal", "social", "time", "care", "location", "other"]),
    severity: Type.Number(unit),
    flexibility: Type.Number(unit),
    loadHours: Type.Optional(
      Type.Number({ minimum: 0, maximum: 168, description: "Hours per week, measured; overrides severity" }),
    ),
    confidence: Type.Number({ ...unit, default: 0.5 }),
    from: Type.Optional(Time),
    until: Type.Optional(Time),
  },
  {
    additionalProperties: false,
    examples: [
      { id: "c1", name: "Rent", kind: "financial", severity: 0.6, flexibility: 0.3, confidence: 0.5 },
    ],
  },
);
export type Constraint = Type.Static<typeof Constraint>;

const FeatureValue = Type.Object(
  {
    value: Type.Number(),
    quality: Type.Number(unit),
    coverage: Type.Number(unit),
    artefactShare: Type.Number(unit),
    method: Type.String({ description: "Name and version, such as enmo/1" }),
  },
  { additionalProperties: false },
);

/** A window that reaches the physics: motion 10 s or heart 64 s, each every 5 s. A missing feature is absent. */
export const WindowFeatures = Type.Object(
  {
    kind: Type.Enum(["motion", "heart"]),
    t0: Type.Number({ description: "Sensor time, ms since the Unix epoch" }),
    t1: Type.Number(),
    overlap: Type.Number({ minimum: 1, description: "Window length over hop" }),
    revision: Type.Integer({ minimum: 0 }),
    features: Type.Object(
      {
        move: Type.Optional(FeatureValue),
        cadence: Type.Optional(FeatureValue),
        regularity: Type.Optional(FeatureValue),
        hr: Type.Optional(FeatureValue),
        rmssd: Type.Optional(FeatureValue),
        coherence: Type.Optional(FeatureValue),
        gesture: Type.Optional(FeatureValue),
      },
      { additionalProperties: false },
    ),
    clockErrorMs: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type WindowFeatures = Type.Static<typeof WindowFeatures>;

export const ClaimDirection = Type.Enum(["energised", "tired", "calm", "stressed", "focused", "scattered"]);
