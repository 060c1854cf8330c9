import { useCallback, useMemo } from "react";
import { LiveChart } from "../../../charts/LiveChart.tsx";
import { useI18n } from "../../../i18n/i18n.ts";
import type { ReplayLoop } from "../../../replay/replay-loop.ts";
import { viewOf } from "../../../replay/transport.ts";
import { sessionCharts } from "../session-charts.ts";
import { useCursor } from "./use-transport.ts";

const READ_MS = 150;

/** All signals around the cursor, over one time axis. @param span s shown */
export function ReplayCharts({ loop, span }: { loop: ReplayLoop; span: number }) {
  const { t, units } = useI18n();
  const { transport, tape } = loop;
  const cursor = useCursor(transport, READ_MS);
  const charts = useMemo(() => sessionCharts(t, units), [t, units]);
  const onSeek = useCallback((time: number) => transport.seek(time), [transport]);
  const { from, to } = viewOf({ first: transport.first, last: transport.last, cursor }, span);
  const shown = tape.shown(from, to, cursor, 1);
  const near = tape.near(cursor) ?? shown;
  return (
    <div className="grid grid-cols-1 gap-5">
      {charts
        .filter(({ spec }) => spec.lineSource(shown) !== undefined || spec.dotSource?.(shown) !== undefined)
        .map((chart) => (
          <LiveChart
            key={chart.spec.id}
            {...chart}
            loop={loop}
            signals={near}
            afar={shown}
            edge={to}
            at={cursor}
            span={span}
            onSeek={onSeek}
          />
        ))}
    </div>
  );
}
