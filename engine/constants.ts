/**
 * The constants of the model with unit, source and section of docs/model.md. Marks as there:
 * [V] source looked up, [M] standard result, [A] assumption to be fitted, [F] fitted.
 */
import type { ConstraintKind, Decay, EvidenceKind } from "./types.ts";

/** Version of the mathematics: changes whenever the same events would give other numbers. */
export const MODEL_VERSION = "1.0.0";

export interface ModelConstants {
  // Skill belief (section 2)

  /** logit. Prior standard deviation of a skill; one level is one prior SD (1). */
  sigmaRef: number;
  /** logit. Prior mean of a skill nothing is known about (1) [A]. */
  mu0: number;
  /** Share of prior variance carried by the domain factor ψ (2.3) [A]; [F] 0.44–0.5 in single-subject maths. */
  domainShare: number;
  /** Strength λ0 of an edge of weight 1 (2.3) [A]. */
  edgeStrength: number;
  /** days. Time after which half the acquisition gain is lost, H0 (2.2) [V: Tatel & Ackerman 2025]. */
  halfLifeDays: Record<Decay, number>;
  /** weeks. Practised weeks that make the half-life √2 times as long (2.2) [A]. */
  practiceWeeks: number;
  /** Practice makes the half-life at most this many times as long (2.2) [A]. */
  maxHalfLifeFactor: number;
  /** Validity coefficient r of each kind of evidence (2.1) [V] except peer, artifact, test, embodied [A]. */
  validity: Record<EvidenceKind, number>;
  /** Intraclass correlation of repeats from one kind, source and day (2.1) [A]. */
  icc: Record<EvidenceKind, number>;

  // Forces (section 3)

  /** Efficiency of somebody with no readiness at all, q_min (3.1) [A]. */
  minEfficiency: number;
  /** The energy factor is 1 ± this at most (3.1) [A]. */
  energyEffect: number;
  /** weeks. Time constant of a unit mass without drag, 66/(7 ln 20) (3.3) [V: Lally 2010]. */
  baseTimeConstantWeeks: number;
  /** Mass per extra effective project (3.3) [A]. */
  massPerProject: number;
  /** Mass of a full skill gap (3.3) [A]. */
  massOfSkillGap: number;
  /** h/wk lost to switching per extra effective project: 5 × 25 min (3.3) [V second-hand: Mark et al. 2005]. */
  switchHours: number;
  /** Drag of the body is at most this (3.3) [A]. */
  bodyDrag: number;
  /** h/wk taken by a constraint of severity 1 (3.4); health [V: Stewart 2003], others [A]. */
  constraintLoad: Record<ConstraintKind, number>;
  /** Standard deviation of a constraint's load as a share of it, at confidence 0 (3.6) [A]. */
  loadCv: number;
  /** Median of the optimism φ, actual over estimated effort (3.4) [V: Moløkken & Jørgensen 2003]. */
  optimismMedian: number;
  /** Standard deviation of ln φ (3.4) [A]. */
  optimismSd: number;
  /** Standard deviation of ln(actual/estimate) of one finished project (3.4) [A]. */
  optimismScatter: number;
  /** weeks. Planning horizon of a project without deadline (3.4) [A]. */
  horizonWeeks: number;
  /** weeks. No deadline counts as nearer than this (3.4) [A]. */
  minWeeksLeft: number;
  /** eh/wk. Floor of the escape velocity (3.4). */
  minEscapeVelocity: number;
  /** h/wk. Capacity where the person set none [A]. */
  capacityHours: number;

  // Pace (3.5)

  /** Stationary standard deviation of a sustained pace as a share of it [A]. */
  paceCv: number;
  /** Scatter of one week's output as a share of the pace [A]. */
  weekCv: number;
  /** Prior standard deviation of the personal delivery bias β [A]. */
  biasSd: number;
  /** Reading error of a progress report, share of the project [A]. */
  progressError: number;

  // Hysteresis of the escape state (3.9)

  /** Smallest half-width b of the dead band. */
  hysteresisMin: number;
  /** Half-width in standard deviations of η. */
  hysteresisZ: number;
  /** ms of event time a crossing must hold. */
  dwellMs: number;

  // Learning and conflict

  /** logit per effective hour at zero mastery (4.3) [A]. */
  learningRate: number;
  /** logit. Level at which learning has slowed to half (4.3) [A]. */
  learningCeiling: number;
  /** Conflicts below this score are not shown (3.2) [A]. */
  conflictShown: number;

  // Body and claims (section 5)

  /** h. Time constants of the latent body state (5.2) [A]. */
  bodyTimeConstantHours: { energy: number; arousal: number; coherence: number };
  /** h. Half-life of the averages that reach the physics (5.3) [A]. */
  bodyHalfLifeHours: number;
  /** Prior standard deviation of felt alignment (5.5) [A]. */
  feltAlignmentSd: number;
  /** Scale of a felt-alignment observation (5.5) [A]. */
  feltAlignmentScale: number;
  /** Validity of body coherence and of the person's own rating as evidence of felt alignment (5.5) [A]. */
  feltAlignmentValidity: { body: number; rating: number };
  /** Log likelihood ratio from which a claim is called consistent, ln 3, and differing, −ln 10 (5.4) [A]. */
  claimConsistent: number;
  claimDiffers: number;
  /** Least weight a contradicted claim keeps (5.4) [A]. */
  minClaimWeight: number;
}

/** The published defaults. Frozen: a person's own values are a copy with changes. */
export const DEFAULTS: Readonly<ModelConstants> = deepFreeze({
  sigmaRef: 1.5,
  mu0: -1,
  domainShare: 0.25,
  edgeStrength: 1,
  halfLifeDays: { accuracy: 6.5 * 30.4375, mixed: 11 * 30.4375, speed: 13 * 30.4375 },
  practiceWeeks: 12,
  maxHalfLifeFactor: 4,
  validity: {
    self_report: 0.29, // [V: Mabe & West 1982]
    interview_free: 0.19, // [V: Sackett et al. 2022]
    interview_structured: 0.42, // [V: Sackett et al. 2022]
    peer: 0.4, // [A]
    artifact: 0.5, // [A] between .33 [V: Sackett 2022] and .54 [V: Schmidt & Hunter 1998]
    test: 0.8, // [A] √reliability .64, a short quiz
    embodied: 0.15, // [A] motor skills only
  },
  icc: {
    self_report: 0.8,
    interview_free: 0.6,
    interview_structured: 0.6,
    peer: 0.5,
    artifact: 0.3,
    test: 0.1,
    embodied: 0.7,
  },
  minEfficiency: 0.25,
  energyEffect: 0.15,
  baseTimeConstantWeeks: 66 / (7 * Math.log(20)),
  massPerProject: 0.25,
  massOfSkillGap: 1,
  switchHours: (5 * 25) / 60,
  bodyDrag: 0.1,
  constraintLoad: {
    health: 5.6,
    financial: 3,
    legal: 3,
    social: 2,
    time: 10,
    care: 10,
    location: 3,
    other: 3,
  },
  loadCv: 0.5,
  optimismMedian: 1.3,
  optimismSd: 0.3,
  optimismScatter: 0.4,
  horizonWeeks: 26,
  minWeeksLeft: 1,
  minEscapeVelocity: 1,
  capacityHours: 40,
  paceCv: 0.15,
  weekCv: 0.5,
  biasSd: 0.4,
  progressError: 0.03,
  hysteresisMin: 0.02,
  hysteresisZ: 0.5,
  dwellMs: 60_000,
  learningRate: 0.012,
  learningCeiling: 1.5,
  conflictShown: 0.2,
  bodyTimeConstantHours: { energy: 6, arousal: 1 / 3, coherence: 0.5 },
  bodyHalfLifeHours: 24,
  feltAlignmentSd: 0.1,
  feltAlignmentScale: 0.2,
  feltAlignmentValidity: { body: 0.15, rating: 0.5 },
  claimConsistent: Math.log(3),
  claimDiffers: -Math.log(10),
  minClaimWeight: 0.25,
});

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const inner of Object.values(value))
    if (typeof inner === "object" && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
