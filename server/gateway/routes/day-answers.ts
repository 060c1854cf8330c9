/** The forms of answers that lay days over one another, and features beside η. */
import { Type } from "typebox";
import { VERDICTS } from "../signal-insights.ts";

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Ms = Type.Number({ description: "ms since the Unix epoch" });

export const DaysAnswer = Type.Object(
  {
    tz: Type.String(),
    minutes: Type.Integer({ description: "Between two values, from midnight on" }),
    days: Type.Array(
      Type.Object(
        { day: Type.String(), from: Ms, to: Ms },
        { description: "23 or 25 hours where clocks change" },
      ),
    ),
    measures: Type.Array(
      Type.Object({
        name: Type.String(),
        kind: Type.Enum(["eta", "channel", "feature"]),
        unit: Type.String(),
        values: Type.Array(Type.Array(Nullable(Type.Number())), { description: "A list per day" }),
      }),
    ),
  },
  {
    examples: [
      {
        tz: "Europe/Berlin",
        minutes: 15,
        days: [{ day: "2026-10-25", from: 1_792_879_200_000, to: 1_792_969_200_000 }],
        measures: [{ name: "eta", kind: "eta", unit: "1", values: [[0.84, 0.85, null]] }],
      },
    ],
  },
);
export const CorrelationAnswer = Type.Object(
  {
    tz: Type.String(),
    days: Type.Integer({ description: "Days with signals and a defined η" }),
    tested: Type.Integer({ description: "Features looked at" }),
    note: Type.String(),
    features: Type.Array(
      Type.Object({
        feature: Type.String(),
        kind: Type.String(),
        n: Type.Integer(),
        effectiveN: Type.Number(),
        r: Nullable(Type.Number()),
        interval: Nullable(Type.Object({ low: Type.Number(), high: Type.Number() })),
        verdict: Type.Enum(VERDICTS, {
          description:
            "Too few days; one of the two did not change; no relation; η was higher or lower with more of it",
        }),
        says: Type.String(),
      }),
    ),
  },
  {
    examples: [
      {
        tz: "UTC",
        days: 6,
        tested: 1,
        note: "Days are not experiments.",
        features: [
          {
            feature: "move",
            kind: "motion",
            n: 6,
            effectiveN: 4.2,
            r: 0.5,
            interval: { low: -0.6, high: 0.94 },
            verdict: "few",
            says: "6 days are too few to say anything.",
          },
        ],
      },
    ],
  },
);
