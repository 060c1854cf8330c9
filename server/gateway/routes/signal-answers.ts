/** The forms of answers about past signals. */
import { Type } from "typebox";

const T = 1_795_000_000_000;
const SESSION = "5f0c7a3e-6a0b-4a39-9d39-3f1f6a0b7c11";

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Ms = Type.Number({ description: "ms since the Unix epoch, on the server's clock" });
const Clock = Type.Object({
  offsetMs: Nullable(Type.Number()),
  errorMs: Nullable(Type.Number()),
  skewPpm: Nullable(Type.Number()),
});
const clock = { offsetMs: -41.2, errorMs: 6.5, skewPpm: 12 };
const Gap = Type.Object({ from: Ms, to: Ms, missing: Type.Integer() });
const Column = Type.Array(Nullable(Type.Number()));
const Columns = Type.Object({
  t: Type.Array(Ms),
  min: Column,
  max: Column,
  mean: Column,
  sd: Column,
  count: Type.Array(Type.Integer()),
  coverage: Column,
  missing: Type.Array(Type.Integer()),
});
const columns = {
  t: [T, T + 60_000, T + 120_000],
  min: [-0.31, null, -0.28],
  max: [0.42, null, 0.33],
  mean: [0.012, null, 0.009],
  sd: [0.11, null, 0.1],
  count: [6_000, 0, 5_981],
  coverage: [1, null, 0.997],
  missing: [0, 0, 6_019],
};

export const ChannelsAnswer = Type.Object(
  {
    channels: Type.Array(
      Type.Object({
        channel: Type.String(),
        unit: Type.String(),
        nominalHz: Type.Number(),
        sessions: Type.Integer(),
        from: Ms,
        to: Ms,
      }),
    ),
  },
  {
    examples: [
      {
        channels: [
          {
            channel: "motion.userAcceleration.x",
            unit: "g",
            nominalHz: 100,
            sessions: 3,
            from: T,
            to: T + 9e6,
          },
        ],
      },
    ],
  },
);

export const SeriesAnswer = Type.Object(
  {
    channel: Type.String(),
    unit: Type.String(),
    level: Type.Enum(["raw", "second", "minute", "hour"]),
    step: Type.Number({ description: "ms between points; 0: each sample is a point" }),
    points: Columns,
    gaps: Type.Array(Gap),
    before: Nullable(Type.Object({ t: Ms, mean: Type.Number() })),
    sessions: Type.Array(Type.Object({ sessionId: Type.String(), clock: Clock })),
  },
  {
    examples: [
      {
        channel: "motion.userAcceleration.x",
        unit: "g",
        level: "minute",
        step: 60_000,
        points: columns,
        gaps: [{ from: T + 59_990, to: T + 120_190, missing: 6_019 }],
        before: { t: T - 60_000, mean: 0.01 },
        sessions: [{ sessionId: SESSION, clock }],
      },
    ],
  },
);

const Counts = Type.Object({
  captured: Type.Integer(),
  stored: Type.Integer(),
  dropped: Type.Integer(),
  outstanding: Type.Integer(),
});
export const SessionAnswer = Type.Object(
  {
    sessionId: Type.String(),
    device: Type.String(),
    appVersion: Type.String(),
    startedAt: Ms,
    endedAt: Nullable(Ms),
    from: Nullable(Ms),
    to: Nullable(Ms),
    clock: Clock,
    streams: Type.Array(
      Type.Object({
        id: Type.Integer(),
        kind: Type.Integer(),
        channels: Type.Array(Type.String()),
        nominalHz: Type.Number(),
        ledger: Counts,
      }),
    ),
  },
  {
    examples: [
      {
        sessionId: SESSION,
        device: "iPhone17,1",
        appVersion: "1.0.0",
        startedAt: T,
        endedAt: T + 3_600_000,
        from: T + 12.3,
        to: T + 3_599_990.1,
        clock,
        streams: [
          {
            id: 1,
            kind: 1,
            channels: ["userAcceleration.x"],
            nominalHz: 100,
            ledger: { captured: 360_000, stored: 353_900, dropped: 100, outstanding: 6_000 },
          },
        ],
      },
    ],
  },
);
export const SessionsAnswer = Type.Object({ sessions: Type.Array(SessionAnswer) });

const Feature = Type.Object({
  name: Type.String(),
  value: Nullable(Type.Number()),
  quality: Type.Number(),
  coverage: Type.Number(),
  artefactShare: Type.Number(),
  method: Type.String(),
});
export const WindowsAnswer = Type.Object(
  {
    windows: Type.Array(
      Type.Object({
        sessionId: Type.String(),
        kind: Type.String(),
        t0: Type.Number({ description: "ms, by the sensor's clock" }),
        t1: Type.Number(),
        revision: Type.Integer(),
        clockErrorMs: Nullable(Type.Number()),
        sampleRateHz: Nullable(Type.Number({ description: "Of the leading stream, by its own stamps" })),
        sampleRateErrorHz: Nullable(Type.Number({ description: "One standard deviation" })),
        features: Type.Array(Feature),
      }),
    ),
    next: Nullable(Type.Integer({ description: "`from` of the next page" })),
  },
  {
    examples: [
      {
        windows: [
          {
            sessionId: SESSION,
            kind: "motion",
            t0: T,
            t1: T + 10_000,
            revision: 0,
            clockErrorMs: 6.5,
            sampleRateHz: 99.62,
            sampleRateErrorHz: 0.002,
            features: [
              { name: "move", value: 3.1, quality: 1, coverage: 1, artefactShare: 0, method: "enmo/1" },
            ],
          },
        ],
        next: null,
      },
    ],
  },
);

export const BlocksAnswer = Type.Object({
  session: SessionAnswer,
  blocks: Type.Array(
    Type.Object({
      stream: Type.Integer(),
      firstSeq: Type.Integer(),
      t0Us: Type.Integer({ description: "µs, by the sensor's clock" }),
      dtUs: Type.Array(Type.Integer()),
      samples: Type.Array(Type.Number(), {
        description: "All channels of the first sample, then of the next",
      }),
    }),
  ),
  next: Nullable(Type.Integer({ description: "`from` of the next page, ms" })),
});

const Numbers = Type.Array(Type.Number());
const Places = Type.Array(Type.Integer(), { description: "Steps that hold something, from 0" });
export const OverviewAnswer = Type.Object(
  {
    first: Nullable(Type.Number({ description: "Stamp of the first sample, ms; null: there are none" })),
    last: Nullable(Type.Number()),
    from: Type.Number({ description: "Where the first step begins, ms" }),
    step: Type.Number({ description: "ms" }),
    count: Type.Integer({ description: "Steps" }),
    level: Type.Enum(["second", "minute", "hour"]),
    streams: Type.Array(
      Type.Object({
        stream: Type.Integer(),
        bins: Places,
        missing: Type.Array(Type.Integer(), { description: "Samples missing up to the end of the step" }),
        min: Type.Array(Numbers, { description: "A list per channel" }),
        max: Type.Array(Numbers),
      }),
    ),
    features: Type.Array(
      Type.Object({
        name: Type.String(),
        bins: Places,
        mean: Numbers,
        quality: Type.Array(Type.Number(), { description: "The least of the step" }),
      }),
    ),
  },
  {
    examples: [
      {
        first: T + 12.3,
        last: T + 3_599_990.1,
        from: T,
        step: 4_000,
        count: 900,
        level: "second",
        streams: [{ stream: 1, bins: [0, 2], missing: [0, 400], min: [[-0.2, -0.1]], max: [[0.3, 0.1]] }],
        features: [{ name: "hr", bins: [0, 2], mean: [71.2, 73], quality: [0.9, 1] }],
      },
    ],
  },
);

const statistics = {
  mean: Type.Number(),
  min: Type.Number(),
  max: Type.Number(),
  sd: Nullable(Type.Number()),
};
export const SummaryAnswer = Type.Object(
  {
    by: Type.String(),
    tz: Type.String(),
    periods: Type.Array(
      Type.Object({
        from: Ms,
        to: Ms,
        channels: Type.Array(
          Type.Object({
            channel: Type.String(),
            unit: Type.String(),
            count: Type.Integer(),
            ...statistics,
            coverage: Nullable(Type.Number()),
          }),
        ),
        features: Type.Array(
          Type.Object({
            feature: Type.String(),
            kind: Type.String(),
            windows: Type.Integer(),
            ...statistics,
            quality: Type.Number(),
          }),
        ),
      }),
    ),
  },
  {
    examples: [
      {
        by: "day",
        tz: "Europe/Berlin",
        periods: [
          {
            from: T,
            to: T + 90_000_000,
            channels: [
              {
                channel: "heart_rate.hr",
                unit: "1/min",
                count: 720,
                mean: 71,
                min: 52,
                max: 128,
                sd: 9,
                coverage: null,
              },
            ],
            features: [
              {
                feature: "move",
                kind: "motion",
                windows: 360,
                mean: 2.9,
                min: 0.2,
                max: 5.9,
                sd: 1,
                quality: 0.99,
              },
            ],
          },
        ],
      },
    ],
  },
);

const Aligned = Type.Object({
  sessionId: Type.String(),
  from: Nullable(Ms),
  level: Type.String(),
  clock: Clock,
  points: Columns,
  gaps: Type.Array(Gap),
});
export const CompareAnswer = Type.Object({
  channel: Type.String(),
  unit: Type.String(),
  step: Type.Number(),
  elapsed: Type.Array(Type.Number({ description: "ms since the first sample of the session" })),
  a: Aligned,
  b: Aligned,
  difference: Type.Array(Nullable(Type.Number()), { description: "Mean of b minus mean of a" }),
});
