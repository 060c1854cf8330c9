/**
 * Every constant of the model for a person to read and change: unit, meaning, and where the default comes from
 * (docs/model.md names the sections).
 */
import { DEFAULTS, type ModelConstants } from "./constants.ts";

/** V: source looked up. M: standard result. A: assumption, to be fitted. F: fitted. */
export type SourceMark = "V" | "M" | "A" | "F";

export interface CatalogueEntry {
  /** Path in ModelConstants, "halfLifeDays.mixed". */
  key: string;
  value: number;
  /** The published default. */
  standard: number;
  /** "1" for a plain number. */
  unit: string;
  meaning: string;
  mark: SourceMark;
  source: string;
}

/** One row per constant, in the order of ModelConstants; the values are those of `k`. */
export function constantsCatalogue(k: Readonly<ModelConstants> = DEFAULTS): CatalogueEntry[] {
  return ROWS.map(([key, unit, mark, meaning, source]) => {
    return { key, value: leaf(k, key), standard: leaf(DEFAULTS, key), unit, meaning, mark, source };
  });
}

function leaf(k: Readonly<ModelConstants>, key: string): number {
  let value: unknown = k;
  for (const name of key.split(".")) value = (value as Record<string, unknown>)[name];
  return value as number;
}

type Row = readonly [key: string, unit: string, mark: SourceMark, meaning: string, source: string];

const TATEL = "Tatel & Ackerman 2025, 1,344 effect sizes";
const SACKETT = "Sackett et al. 2022, validity for job performance, used as a proxy";
const ASSUMED = "assumed until data arrive";
const MEASURE = "assumed; better measured as hours";
const PRIOR = "expert prior";

// prettier-ignore
const ROWS: readonly Row[] = [
  // Skill belief (2)
  ["sigmaRef", "logit", "A", "How much people differ in a skill before anything is known: one level of the scale.", "by definition of the scale (1)"],
  ["mu0", "logit", "A", "The level a skill is expected to have before anything is known.", ASSUMED],
  ["domainShare", "1", "A", "Share of that spread which all skills of a domain have in common.", "assumed; 0.44 to 0.5 fitted in single-subject maths (2.8)"],
  ["edgeStrength", "1", "A", "How strongly an edge of weight 1 ties two skills together.", "assumed; edges add little to prediction (2.8)"],
  ["halfLifeDays.accuracy", "d", "V", "Days unused after which half of what was gained in accuracy is lost.", TATEL],
  ["halfLifeDays.mixed", "d", "V", "Days unused after which half of what was gained in a skill of both kinds is lost.", TATEL],
  ["halfLifeDays.speed", "d", "V", "Days unused after which half of what was gained in speed is lost.", TATEL],
  ["practiceWeeks", "wk", "A", "Practised weeks after which a skill lasts √2 times as long.", "assumed; the shape is that of FSRS and half-life regression"],
  ["maxHalfLifeFactor", "1", "A", "Practice makes a skill last at most this many times as long.", ASSUMED],
  ["validity.self_report", "1", "V", "Correlation of a self-report with the skill.", "Mabe & West 1982, 55 studies"],
  ["validity.interview_free", "1", "V", "Correlation of an unstructured interview with the skill.", SACKETT],
  ["validity.interview_structured", "1", "V", "Correlation of a structured interview with the skill.", SACKETT],
  ["validity.peer", "1", "A", "Correlation of a colleague's judgement with the skill.", ASSUMED],
  ["validity.artifact", "1", "A", "Correlation of finished work, graded by a rubric, with the skill.", "assumed between .33 (Sackett et al. 2022) and .54 (Schmidt & Hunter 1998) for work samples"],
  ["validity.test", "1", "A", "Correlation of a test of the skill itself with the skill.", "assumed: √reliability of .64, a short quiz"],
  ["validity.embodied", "1", "A", "Correlation of body signals with a motor skill.", ASSUMED],
  ["icc.self_report", "1", "A", "Share of bias that self-reports of one day have in common.", ASSUMED],
  ["icc.interview_free", "1", "A", "Share of bias that answers of one unstructured interview have in common.", ASSUMED],
  ["icc.interview_structured", "1", "A", "Share of bias that answers of one structured interview have in common.", ASSUMED],
  ["icc.peer", "1", "A", "Share of bias that one colleague's judgements of one day have in common.", ASSUMED],
  ["icc.artifact", "1", "A", "Share of bias that works from one source on one day have in common.", ASSUMED],
  ["icc.test", "1", "A", "Share of bias that tests from one source on one day have in common.", ASSUMED],
  ["icc.embodied", "1", "A", "Share of bias that body signals of one day have in common.", ASSUMED],

  // Forces (3)
  ["minEfficiency", "1", "A", "Efficiency of somebody who has none of the skills a project needs.", "assumed; makes one SD of skill change output by 38 %, between 20 % (Schmidt & Hunter 1983) and 48 %"],
  ["energyEffect", "1", "A", "Energy raises or lowers thrust by at most this share.", ASSUMED],
  ["baseTimeConstantWeeks", "wk", "V", "Weeks in which an undivided, fully skilled effort closes 63 % of the gap to its pace.", "Lally 2010: 95 % of a habit after 66 days, the median"],
  ["massPerProject", "1", "A", "Mass that each further project of equal size adds.", "assumed; the direction is that of Little's law"],
  ["massOfSkillGap", "1", "A", "Mass that lacking every required skill adds.", ASSUMED],
  ["switchHours", "h/wk", "V", "Hours a week lost to switching per further project of equal size.", "5 switches of 25 minutes, second-hand: Mark et al. 2005 in press reports"],
  ["bodyDrag", "1", "A", "Arousal far above one's usual adds at most this drag.", ASSUMED],
  ["constraintLoad.health", "h/wk", "V", "Hours a week that a health constraint of full severity takes.", "Stewart 2003: 5.6 against 1.5 h lost with depression"],
  ["constraintLoad.financial", "h/wk", "A", "Hours a week that a financial constraint of full severity takes.", ASSUMED],
  ["constraintLoad.legal", "h/wk", "A", "Hours a week that a legal constraint of full severity takes.", ASSUMED],
  ["constraintLoad.social", "h/wk", "A", "Hours a week that a social constraint of full severity takes.", ASSUMED],
  ["constraintLoad.time", "h/wk", "A", "Hours a week that other demands on time of full severity take.", MEASURE],
  ["constraintLoad.care", "h/wk", "A", "Hours a week that caring for others at full severity takes.", MEASURE],
  ["constraintLoad.location", "h/wk", "A", "Hours a week that being bound to a place at full severity takes.", ASSUMED],
  ["constraintLoad.other", "h/wk", "A", "Hours a week that any other constraint of full severity takes.", ASSUMED],
  ["loadCv", "1", "A", "Uncertainty of a constraint's load as a share of it when nothing is sure about it.", ASSUMED],
  ["optimismMedian", "1", "V", "How many times the estimate work usually takes.", "Moløkken & Jørgensen 2003: mean overrun 30 to 40 %"],
  ["optimismSd", "1", "A", "Spread of that factor between people, in logarithms.", ASSUMED],
  ["optimismScatter", "1", "A", "Spread of that factor between projects of one person, in logarithms.", ASSUMED],
  ["horizonWeeks", "wk", "A", "Weeks within which a project without deadline is planned.", ASSUMED],
  ["minWeeksLeft", "wk", "A", "No deadline counts as nearer than this many weeks.", "keeps the required pace finite"],
  ["minEscapeVelocity", "eh/wk", "A", "The escape velocity is never less than this.", "keeps η finite; a value at the floor is flagged"],
  ["capacityHours", "h/wk", "A", "Hours a week that can be planned where the person set none.", ASSUMED],

  // Pace (3.5)
  ["paceCv", "1", "A", "Scatter of a sustained pace as a share of it.", ASSUMED],
  ["weekCv", "1", "A", "Scatter of one week's output as a share of the pace.", ASSUMED],
  ["biasSd", "1", "A", "How much people differ from the pace that hours and skills predict.", "assumed: 25 % skill and 30 % model error"],
  ["progressError", "1", "A", "Error of a progress report as a share of the project.", ASSUMED],

  // Hysteresis of the escape state (3.9)
  ["hysteresisMin", "1", "A", "The escape state never changes within this distance of η = 1.", "chosen by simulation: 44 changes a year at worst instead of 366"],
  ["hysteresisZ", "sd", "A", "Nor within this many standard deviations of η.", "chosen by simulation: 3 changes a year at worst"],
  ["dwellMs", "ms", "A", "How long η has to stay beyond that distance.", ASSUMED],

  // Learning and conflict
  ["learningRate", "logit/eh", "A", "How much of a skill an effective hour teaches a beginner.", "assumed; near the 200 guided hours a level that Cambridge gives for languages"],
  ["learningCeiling", "logit", "A", "Level at which learning has slowed to half.", "assumed; the shape fitted best in 2.8"],
  ["conflictShown", "1", "A", "Conflicts between projects below this score are not shown.", ASSUMED],

  // Body and claims (5)
  ["bodyTimeConstantHours.energy", "h", "A", "Hours in which a change of energy fades to 37 %.", PRIOR],
  ["bodyTimeConstantHours.arousal", "h", "A", "Hours in which a change of arousal fades to 37 %.", PRIOR],
  ["bodyTimeConstantHours.coherence", "h", "A", "Hours in which a change of coherence fades to 37 %.", PRIOR],
  ["bodyHalfLifeHours", "h", "A", "Half-life of the averages of energy and arousal that reach the physics.", ASSUMED],
  ["feltAlignmentSd", "1", "A", "Spread of felt alignment before anything is known.", ASSUMED],
  ["feltAlignmentScale", "1", "A", "Felt alignment that the strongest session or rating speaks for.", ASSUMED],
  ["feltAlignmentValidity.body", "1", "A", "Correlation of coherence in a session with felt alignment.", "assumed; as of body signals with skills"],
  ["feltAlignmentValidity.rating", "1", "A", "Correlation of one's own rating after a session with felt alignment.", ASSUMED],
  ["claimConsistent", "1", "A", "Log likelihood ratio from which signals agree with a claim, ln 3.", ASSUMED],
  ["claimDiffers", "1", "A", "Log likelihood ratio down to which signals differ from a claim, −ln 10.", "at most one true claim in ten is flagged, by Markov's inequality"],
  ["minClaimWeight", "1", "A", "A contradicted claim keeps at least this share of its weight.", ASSUMED],
];
