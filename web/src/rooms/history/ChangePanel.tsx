import { explainChange } from "@trajectory/engine/life/explain.ts";
import type { ChangePart, PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Waterfall, type WaterfallItem } from "../../ui/Waterfall.tsx";

interface ChangePanelProps {
  from: PhysicsSnapshot;
  to: PhysicsSnapshot;
  names: Names;
}

/** Half a tenth of a point: it would be read as 0.0. */
const SMALL = 0.0005;

/** Why η changed between two times: parts that sum to the change. */
export function ChangePanel({ from, to, names }: ChangePanelProps) {
  const { t, f } = useI18n();
  const { change, parts } = explainChange(from, to);
  if (change === null) {
    return (
      <Panel title={t.history.change}>
        <p className="text-muted">{t.history.changeNone}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t.history.change}>
      <p className="mb-2 text-sm text-muted">
        {fill(t.history.changeIntro, {
          from: f.percent(from.eta.value ?? 0, 1),
          to: f.percent(to.eta.value ?? 0, 1),
        })}
      </p>
      <Waterfall
        caption={t.history.change}
        head={[t.history.cause, t.history.points]}
        items={items()}
        sum={{ label: "", value: change }}
        write={(value) => f.points(value)}
        tone="carry"
      />
    </Panel>
  );

  /** Those too small to be read become one row, so that the sum stays whole. */
  function items(): WaterfallItem[] {
    const shown = parts.filter(({ value }) => Math.abs(value) >= SMALL);
    const rest = parts.filter(({ value }) => Math.abs(value) < SMALL);
    const rows = shown.map((part) => ({
      id: `${part.kind} ${part.id}`,
      label: causeOf(part),
      value: part.value,
    }));
    if (rest.length === 0) return rows;
    const value = rest.reduce((sum, part) => sum + part.value, 0);
    return [...rows, { id: "rest", label: f.plural(t.history.smaller, rest.length), value }];
  }

  function causeOf({ kind, id }: ChangePart): string {
    if (kind === "floor") return t.parts.floor;
    if (kind === "gravity") return fill(t.history.causes.gravity, { name: names.constraint(id) });
    if (kind === "required" && id === "deadline") return t.history.causes.deadline;
    return fill(t.history.causes[kind], { name: names.project(id) });
  }
}
