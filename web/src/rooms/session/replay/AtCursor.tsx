import type { ReplayLoop } from "../../../replay/replay-loop.ts";
import type { PastWindow } from "../../../api/signals.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { measured, measureText } from "../../history/measure-text.ts";
import { usePast } from "../../history/use-past.ts";
import { BodyTable } from "../BodyTable.tsx";
import { useCursor, useHand } from "./use-transport.ts";
import { TableHead } from "../../../ui/TableHead.tsx";

const READ_MS = 250;
/** The body changes with its windows, which come so often, s. */
const BODY_STEP_S = 5;

/** What was known at the cursor: the newest windows, and the body's state. */
export function AtCursor({ loop, userId }: { loop: ReplayLoop; userId: string | undefined }) {
  const { t, f } = useI18n();
  const { transport, tape } = loop;
  const cursor = useCursor(transport, READ_MS);
  const { speed, playing } = useHand(transport);
  // Fast forward asks no more often than a screen can be read.
  const step = BODY_STEP_S * Math.max(1, playing ? speed : 1);
  const past = usePast(userId, Math.floor(cursor / step) * step * 1_000);
  const motion = tape.windowAt("motion", cursor);
  const heart = tape.windowAt("heart", cursor);
  return (
    <Panel title={fill(t.replay.atCursor, { time: f.time(cursor * 1_000) })}>
      {motion === undefined && heart === undefined && (
        <p className="text-sm text-muted">{t.replay.noWindows}</p>
      )}
      <WindowTable title={t.replay.motion} window={motion} />
      <WindowTable title={t.replay.heart} window={heart} />
      {past.error !== undefined && <ErrorNotice error={past.error} />}
      {past.state !== undefined && <BodyTable body={past.state.body} />}
    </Panel>
  );
}

function WindowTable({ title, window }: { title: string; window: PastWindow | undefined }) {
  const { t, f, units } = useI18n();
  if (window === undefined || window.features.length === 0) return null;
  return (
    <table className="mb-3 w-full border-collapse text-right text-sm">
      <caption className="pb-1 text-left">
        {fill(title, { from: f.time(window.t0), to: f.time(window.t1) })}
      </caption>
      <TableHead row={t.replay.feature} columns={[t.replay.value, t.replay.quality]} />
      <tbody>
        {window.features.map(({ name, value, quality, coverage, method }) => (
          <tr key={name} className="border-b border-line">
            <th scope="row" className="text-left font-normal">
              <span title={method}>{measureText(t, units, name).name}</span>
            </th>
            <td>{value === null ? "–" : measured(f, name, measureText(t, units, name), value)}</td>
            <td title={fill(t.replay.covered, { coverage: f.percent(coverage) })}>{f.percent(quality)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
