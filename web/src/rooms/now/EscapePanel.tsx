import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { NeutralReason } from "@trajectory/engine/forces/reading.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Amount } from "../../ui/Amount.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Rich } from "../../ui/Rich.tsx";
import { EscapeState } from "./EscapeState.tsx";
import { LimitSentence } from "./LimitSentence.tsx";
import type { Names } from "../../portfolio/names.ts";
import { OrbitPicture } from "./OrbitPicture.tsx";
import { RangeBar } from "./RangeBar.tsx";

interface EscapePanelProps {
  state: PhysicsSnapshot | undefined;
  names: Names;
}

/** η in words, with its error, its limit and its orbit. */
export function EscapePanel({ state, names }: EscapePanelProps) {
  const { t, f } = useI18n();
  if (state === undefined) {
    return (
      <Panel title={t.escape.title}>
        <output className="text-muted">{t.escape.waiting}</output>
      </Panel>
    );
  }
  const { eta, etaInf } = state;
  const asOf = (
    <span className="text-sm text-muted">{fill(t.escape.asOf, { time: f.dateTime(state.t) })}</span>
  );
  if (eta.value === null) {
    return (
      <Panel title={t.escape.title} aside={asOf}>
        <p>{reasonText(t, eta.reason)}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t.escape.title} aside={asOf}>
      <div className="grid gap-x-8 gap-y-5 md:grid-cols-[minmax(0,1fr)_minmax(12rem,17rem)]">
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <Amount
              value={eta.value}
              text={f.percent(eta.value)}
              className="text-5xl font-semibold tracking-tight sm:text-6xl"
            />
            <span className="tabular-nums text-muted">
              {fill(t.escape.eta, { eta: f.number(eta.value, 3), sd: f.number(eta.sd ?? 0, 3) })}
            </span>
          </p>
          <RangeBar eta={eta.value} likely={eta.likely} limit={etaInf.value} />
          <div className="mt-4 max-w-[62ch] space-y-2">
            <EtaSentence state={state} eta={eta.value} />
            <LimitSentence state={state} eta={eta.value} names={names} />
            {state.escapeVelocity.floored && <p className="text-muted">{t.escape.floored}</p>}
          </div>
          <EscapeState state={state} />
          <p className="mt-2 text-sm text-muted">{t.escape.honest}</p>
        </div>
        <OrbitPicture eta={eta.value} likely={eta.likely} limit={etaInf.value} />
      </div>
    </Panel>
  );
}

function EtaSentence({ state, eta }: { state: PhysicsSnapshot; eta: number }) {
  const { t, f } = useI18n();
  const { velocity, required, gravity, pEscape } = state;
  const [low, high] = state.eta.likely ?? [eta, eta];
  return (
    <p>
      <Rich
        text={t.escape.sentence}
        slots={{
          v: <Amount value={velocity.value} text={f.number(velocity.value)} />,
          r: <Amount value={required.value} text={f.number(required.value)} />,
          g: <Amount value={gravity.value} text={f.number(gravity.value)} />,
          eta: <Amount value={eta} text={f.percent(eta)} />,
          range: <span className="whitespace-nowrap">{f.percentRange(low, high)}</span>,
          p: <Amount value={pEscape.value ?? 0} text={f.percent(pEscape.value ?? 0)} />,
        }}
      />
    </p>
  );
}

function reasonText(t: Messages, reason: NeutralReason | undefined): string {
  if (reason === "no_projects") return t.escape.noProjects;
  if (reason === "no_effort") return t.escape.noEffort;
  return t.escape.noGoals;
}
