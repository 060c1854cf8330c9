import type { Catalogue } from "./catalogue.ts";

export const en: Catalogue = {
  sentences: {
    eta_changed: ({ n, count, parts }) =>
      `Within ${count("days", "day")} η went from ${n("before")} to ${n("now")}.` +
      (parts.length === 0
        ? ""
        : ` What moved it most, in points: ${parts.map(({ what, points }) => `${what} ${points}`).join(", ")}.`),
    pace_short: ({ n, count, name }) =>
      `${name} needs ${count("needed", "effectiveHour")} a week to be done in ${count("weeks", "week")}; you hold ${n("held")}.`,
    hours_overload: ({ n, count }) =>
      `You plan ${count("planned", "hour")} a week, and ${n("available")} are left after what constraints take: ${n("over")} too many. Hours that are not there only slow the others down.`,
    constraint_weighs: ({ n, count, name }) =>
      `${name} weighs most: it takes ${count("load", "hour")} a week, of ${n("needed")} that you need in all.`,
    skill_stale: ({ count, name }) =>
      `Nothing has been seen of ${name} for ${count("days", "day")}. Its half-life unused is ${count("halfLife", "day")}, and a project of yours rests on it.`,
    feature_moves: ({ n, count, name }) =>
      `On ${count("days", "day")}, ${name} and η moved together: r ${n("r")}, likely between ${n("low")} and ${n("high")}. Looked at: ${count("tested", "feature")}, so such a one can be chance; and it does not say that one makes the other.`,
    claims_differ: ({ n, count }) =>
      `Your signals looked different from ${n("differ")} of ${count("compared", "claim")} you made about how you felt. Both can be true.`,
    progress_unreported: ({ count, name }) =>
      `No progress of ${name} has been reported for ${count("days", "day")}; its pace is a guess that gets older.`,
    skill_unseen: ({ n, name }) =>
      `A project of yours rests on ${name}, and nothing shows yet how well you know it: ± ${n("sd")} levels around a mere starting value.`,
    signals_missing: ({ n }) =>
      `No signals of your body reach the model (${n("coverage")} of the features in the last hour); energy and arousal count as usual.`,
  },
  changes: {
    pace: (name) => `the pace of ${name}`,
    relevance: (name) => `how far ${name} serves your goals`,
    gravity: (name) => `what ${name} takes`,
    required: (name) => `the work due for ${name}`,
    floor: () => "the least that counts as needed",
  },
  otherDeadline: "another deadline that is the tightest now",
  nouns: {
    day: ["day", "days"],
    week: ["week", "weeks"],
    hour: ["hour", "hours"],
    effectiveHour: ["effective hour", "effective hours"],
    claim: ["claim", "claims"],
    feature: ["feature", "features"],
  },
  quoted: (name) => `“${name}”`,
  features: {
    "motion-move": "movement",
    "motion-cadence": "step rate",
    "motion-regularity": "regularity of steps",
    "motion-gesture": "gestures",
    "heart-hr": "heart rate",
    "heart-rmssd": "beat-to-beat variation",
    "heart-coherence": "coherence",
  },
};
