import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Waterfall, type WaterfallItem } from "../../ui/Waterfall.tsx";
import type { Names } from "../../portfolio/names.ts";

interface PartsPanelProps {
  state: PhysicsSnapshot;
  names: Names;
}

/** η taken apart: what carries, and what it is measured against. Both add up to what is shown above. */
export function PartsPanel({ state, names }: PartsPanelProps) {
  const { t, f } = useI18n();
  const { eta, required, gravity, escapeVelocity } = state;
  return (
    <Panel title={t.parts.title}>
      {eta.value !== null && eta.parts.length > 0 ? (
        <>
          <h3 className="text-sm font-medium">{t.parts.carries}</h3>
          <p className="mb-1 text-sm text-muted">{t.parts.carriesIntro}</p>
          <Waterfall
            caption={t.parts.carries}
            head={[t.parts.project, t.parts.share]}
            items={eta.parts.map(({ id, value }) => ({ id, value, label: names.project(id) }))}
            sum={{ label: t.parts.equalsEta, value: eta.value }}
            write={(value) => f.percent(value, 1)}
            tone="carry"
            mark={1}
          />
        </>
      ) : (
        <p className="text-muted">{t.parts.none}</p>
      )}
      <h3 className="mt-5 text-sm font-medium">{t.parts.needs}</h3>
      <p className="mb-1 text-sm text-muted">{t.parts.needsIntro}</p>
      <Waterfall
        caption={t.parts.needs}
        head={[t.parts.project, t.parts.hours]}
        items={needs()}
        sum={{ label: t.parts.equalsNeed, value: escapeVelocity.value }}
        write={(value) => f.number(value, 2)}
        tone="hold"
      />
    </Panel>
  );

  function needs(): WaterfallItem[] {
    const items = [
      ...required.parts.map(({ id, value }) => ({ id: `project ${id}`, value, label: names.project(id) })),
      ...gravity.parts.map(({ id, value }) => ({
        id: `constraint ${id}`,
        value,
        label: names.constraint(id),
      })),
    ];
    if (!escapeVelocity.floored) return items;
    const rest = escapeVelocity.value - required.value - gravity.value;
    return [...items, { id: "floor", value: rest, label: t.parts.floor }];
  }
}
