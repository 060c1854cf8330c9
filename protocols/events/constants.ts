/** Constants of the model that a person may change, with their ranges; the engine holds the same ones. */
import { Type } from "typebox";

const number = (minimum: number, maximum: number) => Type.Optional(Type.Number({ minimum, maximum }));
const each = (prefix: string, names: readonly string[], minimum: number, maximum: number) =>
  Object.fromEntries(names.map((name) => [`${prefix}.${name}`, number(minimum, maximum)]));

const KINDS = [
  "self_report",
  "interview_free",
  "interview_structured",
  "peer",
  "artifact",
  "test",
  "embodied",
];
const LOADS = ["health", "financial", "legal", "social", "time", "care", "location", "other"];

/** By path in the model's constants; what is absent is as published. */
export const OwnConstants: Type.TUnsafe<Record<string, number>> = Type.Unsafe(
  Type.Object(
    {
      mu0: number(-6, 6),
      domainShare: number(0, 0.9),
      edgeStrength: number(0, 5),
      ...each("halfLifeDays", ["accuracy", "mixed", "speed"], 1, 36_500),
      practiceWeeks: number(1, 520),
      maxHalfLifeFactor: number(1, 50),
      ...each("validity", KINDS, 0.01, 0.99),
      ...each("icc", KINDS, 0, 1),
      minEfficiency: number(0.01, 1),
      energyEffect: number(0, 0.5),
      baseTimeConstantWeeks: number(0.1, 52),
      massPerProject: number(0, 5),
      massOfSkillGap: number(0, 5),
      switchHours: number(0, 20),
      bodyDrag: number(0, 1),
      ...each("constraintLoad", LOADS, 0, 80),
      loadCv: number(0, 2),
      optimismMedian: number(0.5, 5),
      optimismSd: number(0.01, 2),
      optimismScatter: number(0.01, 2),
      horizonWeeks: number(1, 520),
      minWeeksLeft: number(0.1, 26),
      minEscapeVelocity: number(0.01, 20),
      paceCv: number(0.01, 1),
      weekCv: number(0.01, 2),
      biasSd: number(0.01, 2),
      progressError: number(0.001, 0.5),
      hysteresisMin: number(0, 0.5),
      hysteresisZ: number(0, 3),
      dwellMs: number(0, 86_400_000),
      learningRate: number(0, 0.2),
      learningCeiling: number(-3, 6),
      conflictShown: number(0, 1),
      ...each("bodyTimeConstantHours", ["energy", "arousal", "coherence"], 0.05, 240),
      bodyHalfLifeHours: number(1, 720),
      feltAlignmentSd: number(0.001, 0.5),
      feltAlignmentScale: number(0.01, 1),
      ...each("feltAlignmentValidity", ["body", "rating"], 0.01, 0.99),
      claimConsistent: number(0.1, 10),
      claimDiffers: number(-10, -0.1),
      minClaimWeight: number(0, 1),
    },
    { additionalProperties: false, examples: [{ switchHours: 1.5, "halfLifeDays.mixed": 400 }] },
  ),
);
