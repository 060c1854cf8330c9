import { STREAM_KIND_NUMBER, type StreamKindName } from "@trajectory/protocols/messages.ts";
import type { SessionSignals } from "../../feed/session-signals.ts";
import type { StreamTrack } from "../../feed/stream-track.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { TableHead } from "../../ui/TableHead.tsx";

/** What has come of each stream to this screen. */
export function StreamTable({ signals }: { signals: SessionSignals }) {
  const { t, f } = useI18n();
  return (
    <table className="mt-4 w-full border-collapse text-right text-sm">
      <caption className="sr-only">{t.session.streams}</caption>
      <TableHead row={t.session.stream} columns={[t.session.rate, t.session.received, t.session.missing]} />
      <tbody>
        {[...signals.streams.values()].map((track) => (
          <tr key={track.stream.id} className="border-b border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {kindName(track.stream.kind, t)}
            </th>
            <td className="pl-2">
              <Rate track={track} />
            </td>
            <td className="pl-2">{f.number(track.received, 0)}</td>
            <td className={`pl-2 ${track.missing > 0 ? "font-medium text-hold" : ""}`}>
              {f.number(track.missing, 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Beats have no rate of their own: they come when the heart beats. */
function Rate({ track }: { track: StreamTrack }) {
  const { t, f } = useI18n();
  const { measuredHz, stream } = track;
  if (measuredHz === undefined || stream.nominalHz === 0) return "–";
  return (
    <span title={fill(t.session.rateNominal, { nominal: f.number(stream.nominalHz, 0) })}>
      {fill(t.session.rateOf, { measured: f.number(measuredHz, 1) })}
    </span>
  );
}

export function kindName(kind: number, t: Messages): string {
  const name = Object.entries(STREAM_KIND_NUMBER).find(([, number]) => number === kind)?.[0];
  return t.session.kind[(name as StreamKindName | undefined) ?? "unknown"];
}
