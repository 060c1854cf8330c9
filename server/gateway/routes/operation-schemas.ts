/** The forms of what an operator is answered. */
import { Type } from "typebox";

const Ms = Type.Number({ description: "ms since the Unix epoch, by the sensor's clock" });
const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

const T = 1_795_000_000_000;

export const ReplayedSessionAnswer = Type.Object(
  {
    sessionId: Type.String(),
    userId: Type.String(),
    ended: Type.Boolean({ description: "false: it is live still, and its newest windows are left out" }),
    ledger: Type.Array(
      Type.Object({
        stream: Type.Integer(),
        captured: Count,
        stored: Count,
        dropped: Count,
        outstanding: Count,
      }),
    ),
    windows: Type.Array(
      Type.Object({
        kind: Type.String(),
        stored: Count,
        computed: Count,
        storedHash: Type.String({ description: "Over the places and features of all windows of the kind" }),
        computedHash: Type.String(),
      }),
    ),
    notStored: Type.Array(Type.String(), {
      description: "Kinds that are computed whenever they are asked for, and therefore not compared",
    }),
    differences: Type.Array(
      Type.Object({
        kind: Type.String(),
        t0: Ms,
        t1: Ms,
        problem: Type.Enum(["differs", "only stored", "only computed"]),
        features: Type.Optional(
          Type.Array(
            Type.Object({
              name: Type.String(),
              stored: Nullable(Type.Number()),
              computed: Nullable(Type.Number()),
            }),
            { description: "Only for the person, and for a program on this machine" },
          ),
        ),
      }),
      { description: "The first 100" },
    ),
    equal: Type.Boolean(),
    letGoUntil: Nullable(
      Type.Number({ description: "Samples up to it were let go of: windows of then are not compared" }),
    ),
    tookMs: Type.Number(),
  },
  {
    examples: [
      {
        sessionId: "5f0c7a3e-6a0b-4a39-9d39-3f1f6a0b7c11",
        userId: "5536480a-14bd-4000-8ef5-f9f018e109d2",
        ended: true,
        ledger: [{ stream: 1, captured: 470, stored: 470, dropped: 0, outstanding: 0 }],
        windows: [
          {
            kind: "motion",
            stored: 3,
            computed: 3,
            storedHash: "0d3d5cc956c2d8",
            computedHash: "0d3d5cc956c2d9",
          },
        ],
        notStored: ["screen"],
        differences: [
          {
            kind: "motion",
            t0: T,
            t1: T + 10_000,
            problem: "differs",
            features: [{ name: "move", stored: 3.1, computed: 3.2 }],
          },
        ],
        equal: false,
        letGoUntil: null,
        tookMs: 18.2,
      },
    ],
  },
);

const USER = "5536480a-14bd-4000-8ef5-f9f018e109d2";

export const InspectionAnswer = Type.Object(
  {
    userId: Type.String(),
    status: Type.Enum(["resting", "loading", "active", "paused", "failed"]),
    seq: Type.Optional(Type.Integer({ description: "Committed head as the node knows it" })),
    waiting: Type.Integer({ description: "Commands and queries without an answer" }),
    partition: Type.Integer(),
    node: Type.String({ description: "Id of the node that serves this person" }),
  },
  { examples: [{ userId: USER, status: "paused", seq: 41, waiting: 0, partition: 12, node: "node-1" }] },
);

const Comparison = Type.Object({
  with: Type.Enum(["live", "snapshot"]),
  seq: Type.Integer(),
  stateHash: Type.String(),
  replayedHash: Type.String(),
  equal: Type.Boolean(),
});

const CheckedUser = Type.Object({
  userId: Type.String(),
  result: Type.Enum(["equal", "differs", "failed"]),
  events: Type.Integer({ description: "Events replayed" }),
  compared: Type.Integer({ description: "States compared" }),
  differences: Type.Array(Comparison),
  error: Type.Optional(Type.String({ description: "Why it failed" })),
});

const CHECK = {
  startedAt: T,
  endedAt: T + 900,
  cause: "asked",
  users: [{ userId: USER, result: "equal", events: 41, compared: 2, differences: [] }],
  equal: 1,
  differs: 0,
  failed: 0,
};

export const CheckReport = Type.Object(
  {
    startedAt: Type.Number({ description: "ms since the Unix epoch" }),
    endedAt: Type.Number(),
    cause: Type.Enum(["daily", "asked"]),
    users: Type.Array(CheckedUser),
    equal: Count,
    differs: Count,
    failed: Count,
  },
  { examples: [CHECK] },
);

export const ChecksAnswer = Type.Object(
  {
    faulty: Type.Array(CheckedUser, { description: "Those whose last check found something" }),
    reports: Type.Array(CheckReport, { description: "Newest first" }),
  },
  { examples: [{ faulty: [], reports: [CHECK] }] },
);
