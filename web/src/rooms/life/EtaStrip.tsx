import { useFeed } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Amount } from "../../ui/Amount.tsx";

/** η while one edits: what each change does is seen at once. */
export function EtaStrip() {
  const { t, f } = useI18n();
  const { state } = useFeed();
  if (state === undefined || state.eta.value === null)
    return <p className="text-muted">{t.life.stripNone}</p>;
  const { eta, etaInf, velocity, escapeVelocity } = state;
  const [low, high] = eta.likely ?? [state.eta.value, state.eta.value];
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <Amount
        value={state.eta.value}
        text={f.percent(state.eta.value)}
        className="text-3xl font-semibold tracking-tight"
      />
      <span className="text-muted tabular-nums">
        {fill(t.life.strip, {
          v: f.number(velocity.value),
          needed: f.number(escapeVelocity.value),
          range: f.percentRange(low, high),
          limit: etaInf.value === null ? "–" : f.percent(etaInf.value),
        })}
      </span>
    </p>
  );
}
