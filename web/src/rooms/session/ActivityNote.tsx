import type { SessionSignals } from "../../feed/session-signals.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

const PREFIX = "activity.";
/** A smaller share of the window is not worth a word. */
const LEAST = 0.05;

/** What the newest motion window looks like somebody is doing, largest share first. */
export function ActivityNote({ signals }: { signals: SessionSignals }) {
  const { t, f } = useI18n();
  const features = signals.motion?.features ?? [];
  const shares = features
    .filter(({ name, value }) => name.startsWith(PREFIX) && value >= LEAST)
    .sort((a, b) => b.value - a.value);
  if (shares.length === 0) return null;
  const names: Readonly<Record<string, string>> = t.session.activities;
  const parts = shares.map(({ name, value }) => {
    const known = name.slice(PREFIX.length);
    return `${names[known] ?? known} ${f.percent(value)}`;
  });
  return <p className="mt-3 text-sm">{fill(t.session.activity, { parts: parts.join(", ") })}</p>;
}
