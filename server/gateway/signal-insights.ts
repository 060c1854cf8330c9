/** What past signals say together: two sessions side by side, and features beside η. */
import { correlate } from "@trajectory/engine/signals/correlation.ts";
import type { ChannelName, Series, SessionSummary, SignalHistory, SummaryPeriod } from "./signal-history.ts";

export interface Aligned {
  step: number;
  a: Series;
  b: Series;
}

/** Both from their first sample on, on the same steps, for as long as the longer one lasts. */
export async function alignSessions(
  signals: SignalHistory,
  userId: string,
  channel: ChannelName,
  sessions: readonly [SessionSummary, SessionSummary],
  points: number,
): Promise<Aligned> {
  const length = Math.max(...sessions.map(({ from, to }) => (to ?? 0) - (from ?? 0)), 1);
  const read = (session: SessionSummary, step: number): Promise<Series> => {
    const from = session.from ?? session.startedAt;
    const grid = { origin: from, step };
    return signals.series(userId, {
      channel,
      from,
      to: from + length,
      points,
      sessionId: session.sessionId,
      grid,
    });
  };
  // A level may need longer steps than asked for: then the other one takes them too.
  const [first, second] = sessions;
  let step = length / points;
  let a = await read(first, step);
  const b = await read(second, Math.max(step, a.step));
  step = b.step;
  if (a.step < step) a = await read(first, step);
  return { step, a, b };
}

/** What may be said of a feature: nothing of few days, nothing where one of the two stood still, no relation, or one. */
export const VERDICTS = ["few", "constant", "none", "higher", "lower"] as const;
type Verdict = (typeof VERDICTS)[number];

export interface FeatureCorrelation {
  feature: string;
  kind: string;
  n: number;
  effectiveN: number;
  r: number | null;
  interval: { low: number; high: number } | null;
  verdict: Verdict;
  says: string;
}

/** Days that say too little, whatever the interval. */
const FEW = 10;

/** @param eta at the end of each period; undefined where it is not defined */
export function correlateWithEta(
  periods: readonly SummaryPeriod[],
  eta: readonly (number | undefined)[],
): { days: number; features: FeatureCorrelation[] } {
  const pairs = new Map<string, { feature: string; kind: string; pairs: [number, number][] }>();
  for (const [i, period] of periods.entries()) {
    const value = eta[i];
    if (value === undefined) continue;
    for (const { feature, kind, mean } of period.features) {
      const key = `${kind}.${feature}`;
      const held = pairs.get(key) ?? { feature, kind, pairs: [] };
      held.pairs.push([mean, value]);
      pairs.set(key, held);
    }
  }
  const features = [...pairs.values()].map(({ feature, kind, pairs: ofFeature }) => {
    const { n, r, effectiveN, interval } = correlate(ofFeature);
    const verdict = verdictOf(n, r, interval);
    const says = sentence(verdict, feature, n);
    return { feature, kind, n, effectiveN, r: r ?? null, interval: interval ?? null, verdict, says };
  });
  const days = periods.filter((period, i) => eta[i] !== undefined && period.features.length > 0).length;
  return { days, features };
}

function verdictOf(
  n: number,
  r: number | undefined,
  interval: { low: number; high: number } | undefined,
): Verdict {
  if (n < FEW) return "few";
  if (r === undefined) return "constant";
  if (interval === undefined || (interval.low <= 0 && interval.high >= 0)) return "none";
  return r > 0 ? "higher" : "lower";
}

function sentence(verdict: Verdict, feature: string, n: number): string {
  switch (verdict) {
    case "few":
      return `${n} ${n === 1 ? "day is" : "days are"} too few to say anything.`;
    case "constant":
      return `Over these ${n} days one of the two did not change.`;
    case "none":
      return `These ${n} days show no relation of ${feature} with η: the interval includes 0.`;
    default:
      return `On days with more ${feature} η was ${verdict}; this does not say that one makes the other.`;
  }
}

/** What has to be kept in mind with several of them. */
export function noteOn(tested: number): string {
  const many =
    tested > 1
      ? ` ${tested} features were looked at: of 20 that have nothing to do with η, one shows an interval without 0 by chance.`
      : "";
  return `Days are not experiments, and days in a row are alike: the interval counts them as fewer.${many}`;
}
