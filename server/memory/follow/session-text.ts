/** A session in words, so that it can be found by them: what was measured, said and worked on. */
import type { SessionFacts } from "../ports.ts";

/** Mean of a feature over the session, in the order in which they are told. */
const TOLD: readonly { feature: string; tell: (mean: number) => string }[] = [
  { feature: "hr", tell: (mean) => `mean heart rate ${mean.toFixed(0)} beats per minute` },
  { feature: "rmssd", tell: (mean) => `mean heart rate variability (RMSSD) ${mean.toFixed(0)} ms` },
  { feature: "coherence", tell: (mean) => `mean heart coherence ${mean.toFixed(2)}` },
  { feature: "cadence", tell: (mean) => `mean cadence ${mean.toFixed(0)} steps per minute` },
];

/** Shares of time by activity, which features name `activity.<name>`. */
const ACTIVITY = "activity.";
const LEAST_SHARE = 0.1;

export function sessionText({
  startedAt,
  endedAt,
  device,
  projectId,
  rating,
  claims,
  features,
}: SessionFacts): string {
  const minutes = Math.max(1, Math.round((endedAt - startedAt) / 60_000));
  const measured = TOLD.flatMap(({ feature, tell }) => {
    const mean = features[feature];
    return mean === undefined ? [] : tell(mean);
  });
  const moved = Object.entries(features)
    .filter(([name, share]) => name.startsWith(ACTIVITY) && share >= LEAST_SHARE)
    .sort(([, a], [, b]) => b - a)
    .map(
      ([name, share]) => `${name.slice(ACTIVITY.length).replaceAll("_", " ")} ${Math.round(share * 100)} %`,
    );
  const sentences = [
    `Session of ${minutes} minutes with ${device}${projectId === undefined ? "" : `, worked on project ${projectId}`}`,
    measured.length === 0 ? undefined : `Measured: ${measured.join(", ")}`,
    moved.length === 0 ? undefined : `Movement: ${moved.join(", ")}`,
    rating === undefined ? undefined : `Rated ${rating.toFixed(1)} on a scale from -1 to 1`,
    ...claims.map((claim) => `Said: “${claim}”`),
  ];
  return `${sentences.filter((sentence) => sentence !== undefined).join(". ")}.`.slice(0, 4_000);
}
