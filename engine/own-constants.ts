/** Constants of one person: the published ones, and what the person has changed, by path (docs/model.md names them). */
import { constantsCatalogue } from "./constants-catalogue.ts";
import { DEFAULTS, type ModelConstants } from "./constants.ts";
import { ModelError, requireBetween } from "./errors.ts";

/** By path in ModelConstants, "halfLifeDays.mixed"; what is absent is as published. */
export type OwnConstants = Readonly<Record<string, number>>;

type Range = readonly [min: number, max: number];

const SHARE: Range = [0, 1];
const CORRELATION: Range = [0.01, 0.99];
const SPREAD: Range = [0.01, 2];
const LOAD: Range = [0, 80];

/** By first part of the path: what the model can be computed with. Absent: fixed by its definition, or set elsewhere. */
const RANGES: Readonly<Partial<Record<keyof ModelConstants, Range>>> = {
  mu0: [-6, 6],
  domainShare: [0, 0.9],
  edgeStrength: [0, 5],
  halfLifeDays: [1, 36_500],
  practiceWeeks: [1, 520],
  maxHalfLifeFactor: [1, 50],
  validity: CORRELATION,
  icc: SHARE,
  minEfficiency: [0.01, 1],
  energyEffect: [0, 0.5],
  baseTimeConstantWeeks: [0.1, 52],
  massPerProject: [0, 5],
  massOfSkillGap: [0, 5],
  switchHours: [0, 20],
  bodyDrag: SHARE,
  constraintLoad: LOAD,
  loadCv: [0, 2],
  optimismMedian: [0.5, 5],
  optimismSd: SPREAD,
  optimismScatter: SPREAD,
  horizonWeeks: [1, 520],
  minWeeksLeft: [0.1, 26],
  minEscapeVelocity: [0.01, 20],
  paceCv: [0.01, 1],
  weekCv: SPREAD,
  biasSd: SPREAD,
  progressError: [0.001, 0.5],
  hysteresisMin: [0, 0.5],
  hysteresisZ: [0, 3],
  dwellMs: [0, 86_400_000],
  learningRate: [0, 0.2],
  learningCeiling: [-3, 6],
  conflictShown: SHARE,
  bodyTimeConstantHours: [0.05, 240],
  bodyHalfLifeHours: [1, 720],
  feltAlignmentSd: [0.001, 0.5],
  feltAlignmentScale: [0.01, 1],
  feltAlignmentValidity: CORRELATION,
  claimConsistent: [0.1, 10],
  claimDiffers: [-10, -0.1],
  minClaimWeight: SHARE,
};

/** Undefined for a constant that nobody changes: `sigmaRef` is the scale itself, the capacity is set in the life state. */
export function rangeOf(key: string): Range | undefined {
  return RANGES[key.split(".")[0] as keyof ModelConstants];
}

/**
 * The published constants with these in place; the published object itself where nothing differs.
 * @throws ModelError `invalid_value`, `not_a_number`, `out_of_range`
 */
export function withOwn(own: OwnConstants): Readonly<ModelConstants> {
  const known = new Map(constantsCatalogue().map(({ key, standard }) => [key, standard]));
  const k = structuredClone(DEFAULTS) as ModelConstants;
  let differs = false;
  for (const [key, value] of Object.entries(own)) {
    const range = rangeOf(key);
    const standard = known.get(key);
    if (standard === undefined || range === undefined) {
      throw new ModelError("invalid_value", `constants.${key}`, "name a constant that can be changed");
    }
    requireBetween(value, ...range, `constants.${key}`);
    differs ||= value !== standard;
    setLeaf(k, key, value);
  }
  return differs ? k : DEFAULTS;
}

/** What differs from the published values. */
export function ownOf(k: Readonly<ModelConstants>): OwnConstants {
  if (k === DEFAULTS) return {};
  const differing = constantsCatalogue(k).filter(({ value, standard }) => value !== standard);
  return Object.fromEntries(differing.map(({ key, value }) => [key, value]));
}

function setLeaf(k: ModelConstants, key: string, value: number): void {
  const [first = "", second] = key.split(".");
  const holder = k as unknown as Record<string, unknown>;
  if (second === undefined) holder[first] = value;
  else (holder[first] as Record<string, number>)[second] = value;
}
