/** Plans and analyses as the interface takes and answers them. */
import { Type } from "typebox";
import { INSIGHT_KINDS } from "@trajectory/engine/insights/find-insights.ts";
import { STEP_KINDS } from "@trajectory/engine/plans/candidates.ts";
import { Job } from "@trajectory/protocols/jobs.ts";
import { ANALYSIS_STATES } from "../../analysis/analyst.ts";
import { STEP_STATES } from "../../plans/ports.ts";

const closed = { additionalProperties: false };
const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Probability = Type.Number({ description: "0 to 1" });
const Time = Type.Number({ description: "ms since the Unix epoch" });

export const GeneratePlan = Type.Object(
  {
    mostHours: Type.Number({
      minimum: 0,
      maximum: 168,
      default: 168,
      description: "Hours a week the plan may ask at most; never more than are free",
    }),
  },
  { ...closed, examples: [{ mostHours: 6 }] },
);

export const ReportStep = Type.Object(
  {
    step: Type.String({ minLength: 1, maxLength: 200, description: "Id of the step" }),
    state: Type.Optional(Type.Enum([...STEP_STATES])),
    progress: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: "Of the step's project; teaches its pace" }),
    ),
    hours: Type.Optional(
      Type.Number({ minimum: 0, maximum: 168, description: "Hours a week really held on the project" }),
    ),
    level: Type.Optional(
      Type.Number({ minimum: 0, maximum: 4, description: "Of the practised skill: a self-report" }),
    ),
  },
  { ...closed, examples: [{ step: "advance_project.P1", state: "taken", progress: 0.4 }] },
);

const Reference = Type.Object({
  name: Type.String({ description: "What the words call it" }),
  path: Type.String({ description: "Where it stands: `state.…` is in GET /api/state/{userId}?at=…" }),
  value: Type.Number(),
  unit: Type.String(),
});

const Effect = Type.Object({
  mean: Type.Number({ description: "Δη" }),
  standardError: Type.Number(),
  low: Type.Number({ description: "95 % of the mean" }),
  high: Type.Number(),
});
const Hit = Type.Object({ before: Probability, after: Probability });
const Band = Type.Object({
  weeks: Type.Number(),
  low: Type.Number({ description: "10 %, 50 % and 90 % of the futures" }),
  median: Type.Number(),
  high: Type.Number(),
});
const Optional = Type.Object({
  value: Nullable(Type.Number()),
  unit: Type.String(),
  sd: Type.Optional(Type.Number()),
  reason: Type.Optional(Type.String()),
});

const Step = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...STEP_KINDS]),
  target: Type.String({ description: "Project, skill or constraint" }),
  from: Type.Optional(Type.String({ description: "The project that gives the hours" })),
  amount: Type.Number({ description: "Hours a week; weeks of a deadline" }),
  hours: Type.Number({ description: "Hours a week it asks beyond what is planned" }),
  price: Type.Number(),
  actions: Type.Array(Type.Unknown(), { description: "As in POST /api/physics/simulate" }),
  deltaEta: Effect,
  pHit: Hit,
  why: Type.Array(Reference),
  state: Type.Enum(["open", ...STEP_STATES]),
  reports: Type.Array(
    Type.Object({
      at: Time,
      state: Type.Optional(Type.Enum([...STEP_STATES])),
      progress: Type.Optional(Type.Number()),
      hours: Type.Optional(Type.Number()),
      level: Type.Optional(Type.Number()),
    }),
  ),
});

const Forecast = Type.Object({
  id: Type.String(),
  deadlineWeeks: Nullable(Type.Number()),
  pOnTime: Nullable(Probability),
  expectedSlipWeeks: Nullable(Type.Number()),
  pUnfinished: Probability,
  medianFinishWeek: Nullable(Type.Number()),
});

export const Plan = Type.Object({
  id: Type.String({ description: "UUID" }),
  madeAt: Time,
  mostHours: Type.Number(),
  seq: Type.Integer({ description: "Of the log, when it was made" }),
  version: Type.String(),
  inputsHash: Type.String(),
  stateTime: Time,
  eta: Optional,
  etaInf: Optional,
  weeks: Type.Number({ description: "After which η is compared" }),
  hitWeeks: Type.Number({ description: "Within which η shall have reached 1" }),
  paths: Type.Integer(),
  seed: Type.Integer(),
  steps: Type.Array(Step, { maxItems: 5 }),
  end: Type.Enum(["full", "nothing_helps", "no_goals", "no_projects", "no_effort"], {
    description: "Why there are not more steps",
  }),
  hours: Type.Object({ free: Type.Number(), asked: Type.Number() }),
  deltaEta: Effect,
  pHit: Hit,
  without: Type.Array(Band),
  with: Type.Array(Band),
  projects: Type.Array(Type.Object({ id: Type.String(), before: Forecast, after: Forecast })),
  question: Nullable(
    Type.Object({
      skillId: Type.String(),
      sdBefore: Type.Number({ description: "Of η∞, as far as skills explain it" }),
      sdAfter: Type.Number(),
    }),
  ),
  outcomes: Type.Array(
    Type.Object({
      week: Type.Integer(),
      at: Time,
      eta: Type.Number(),
      without: Nullable(Band),
      with: Nullable(Band),
      verdict: Type.Enum(["above_both", "as_with", "as_without", "as_either", "below_both", "too_early"]),
    }),
  ),
});

export const Plans = Type.Object({ plans: Type.Array(Plan) }, { examples: [{ plans: [] }] });

export const TriggerAnalysis = Type.Object(
  {
    timeZone: Type.Optional(
      Type.String({ maxLength: 64, description: "IANA name; becomes the setting of who has none" }),
    ),
  },
  { ...closed, examples: [{ timeZone: "Europe/Berlin" }] },
);

const Insight = Type.Object({
  kind: Type.Enum([...INSIGHT_KINDS]),
  weight: Type.Number({ description: "Larger comes first" }),
  references: Type.Array(Reference, { description: "Every number of the texts" }),
  mentions: Type.Array(
    Type.Object({
      entity: Type.Enum(["project", "skill", "constraint", "feature", "change"]),
      id: Type.String(),
      part: Type.Optional(Type.String()),
    }),
  ),
  texts: Type.Object({ en: Type.String(), de: Type.String() }),
  wordedBy: Nullable(Type.String({ description: "Of a language model; null: a template" })),
});

export const Analysis = Type.Object(
  {
    id: Type.String({ description: "UUID; that of its job" }),
    state: Type.Enum([...ANALYSIS_STATES]),
    progress: Probability,
    step: Type.String(),
    requestedAt: Time,
    endedAt: Nullable(Time),
    error: Job.properties.error,
    result: Nullable(
      Type.Object({
        seq: Type.Integer(),
        version: Type.String(),
        inputsHash: Type.String(),
        stateTime: Time,
        eta: Nullable(Type.Number()),
        insights: Type.Array(Insight),
        notices: Type.Array(Type.String()),
      }),
    ),
  },
  {
    examples: [
      {
        id: "0d6f1c7e-8f5e-4c61-9b5e-6f1c2f2e2a10",
        state: "running",
        progress: 0.4,
        step: "Signals beside η",
        requestedAt: 1_795_435_200_000,
        endedAt: null,
        error: null,
        result: null,
      },
    ],
  },
);

export const LatestAnalysis = Type.Object(
  {
    analysis: Nullable(Analysis),
    job: Nullable(Analysis),
    timeZone: Type.String(),
    hour: Type.Integer({ description: "Local hour from which on the day's analysis is made" }),
  },
  { examples: [{ analysis: null, job: null, timeZone: "UTC", hour: 5 }] },
);
