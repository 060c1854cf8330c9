import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

/** Bound or escaped, said to a screen reader when it changes. */
export function EscapeState({ state }: { state: PhysicsSnapshot }) {
  const { t, f } = useI18n();
  const { escape, hysteresis } = state;
  const escaped = escape.state === "escaped";
  const [word, meaning] = escaped
    ? [t.escape.escaped, t.escape.escapedMeaning]
    : [t.escape.bound, t.escape.boundMeaning];
  const threshold = fill(t.escape.threshold, {
    up: f.percent(1 + hysteresis.value),
    down: f.percent(1 - hysteresis.value),
  });
  return (
    <div className="mt-4 flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t border-line pt-3">
      <output className="contents">
        <strong
          data-escape-state={escape.state}
          className={`rounded-full px-3 py-0.5 text-sm ${escaped ? "bg-carry-soft text-carry" : "bg-hold-soft text-hold"}`}
        >
          {word}
        </strong>
        <span className="min-w-0 flex-1 basis-64">{meaning}</span>
      </output>
      <p className="basis-full text-sm text-muted">
        {threshold}
        {escape.candidateSince !== null && (
          <> {fill(t.escape.turning, { time: f.time(escape.candidateSince) })}</>
        )}
      </p>
    </div>
  );
}
