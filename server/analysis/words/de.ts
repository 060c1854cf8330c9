import type { Catalogue } from "./catalogue.ts";

export const de: Catalogue = {
  sentences: {
    eta_changed: ({ n, count, parts }) =>
      `Innerhalb von ${count("days", "day")} ging η von ${n("before")} auf ${n("now")}.` +
      (parts.length === 0
        ? ""
        : ` Am meisten bewegt haben es, in Punkten: ${parts.map(({ what, points }) => `${what} ${points}`).join(", ")}.`),
    pace_short: ({ n, count, name }) =>
      `${name} braucht ${count("needed", "effectiveHour")} pro Woche, um in ${count("weeks", "week")} fertig zu sein; du hältst ${n("held")}.`,
    hours_overload: ({ n, count }) =>
      `Du planst ${count("planned", "hour")} pro Woche, und nach dem, was Einschränkungen nehmen, bleiben ${n("available")}: ${n("over")} zu viel. Stunden, die es nicht gibt, bremsen nur die anderen.`,
    constraint_weighs: ({ n, count, name }) =>
      `${name} wiegt am schwersten: das nimmt ${count("load", "hour")} pro Woche, von ${n("needed")}, die du insgesamt brauchst.`,
    skill_stale: ({ count, name }) =>
      `Von ${name} war seit ${count("days", "day")} nichts zu sehen. Die Halbwertszeit ohne Übung liegt bei ${count("halfLife", "day")}, und eines deiner Projekte stützt sich darauf.`,
    feature_moves: ({ n, count, name }) =>
      `An ${count("days", "day")} bewegten sich ${name} und η miteinander: r ${n("r")}, wahrscheinlich zwischen ${n("low")} und ${n("high")}. Angesehen wurden ${count("tested", "feature")}, so etwas kann also Zufall sein; und es sagt nicht, dass das eine das andere bewirkt.`,
    claims_differ: ({ n, count }) =>
      `Bei ${n("differ")} von ${count("compared", "claim")} dazu, wie du dich fühltest, sahen deine Signale anders aus. Beides kann stimmen.`,
    progress_unreported: ({ count, name }) =>
      `Zu ${name} wurde seit ${count("days", "day")} kein Fortschritt gemeldet; das Tempo ist eine Schätzung, die älter wird.`,
    skill_unseen: ({ n, name }) =>
      `Eines deiner Projekte stützt sich auf ${name}, und noch zeigt nichts, wie gut du es kannst: ± ${n("sd")} Stufen um einen bloßen Anfangswert.`,
    signals_missing: ({ n }) =>
      `Es kommen keine Körpersignale im Modell an (${n("coverage")} der Merkmale in der letzten Stunde); Energie und Erregung zählen wie üblich.`,
  },
  changes: {
    pace: (name) => `das Tempo von ${name}`,
    relevance: (name) => `wie weit ${name} deinen Zielen dient`,
    gravity: (name) => `was ${name} nimmt`,
    required: (name) => `die fällige Arbeit an ${name}`,
    floor: () => "das Mindeste, was als Bedarf zählt",
  },
  otherDeadline: "eine andere Frist, die jetzt die engste ist",
  nouns: {
    day: ["Tag", "Tagen"],
    week: ["Woche", "Wochen"],
    hour: ["Stunde", "Stunden"],
    effectiveHour: ["wirksame Stunde", "wirksame Stunden"],
    claim: ["Aussage", "Aussagen"],
    feature: ["Merkmal", "Merkmale"],
  },
  quoted: (name) => `„${name}“`,
  features: {
    "motion-move": "Bewegung",
    "motion-cadence": "Schrittfrequenz",
    "motion-regularity": "Gleichmaß der Schritte",
    "motion-gesture": "Gesten",
    "heart-hr": "Herzfrequenz",
    "heart-rmssd": "Schwankung von Schlag zu Schlag",
    "heart-coherence": "Kohärenz",
  },
};
