import type { LedgerLine } from "../../feed/session-info.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { kindName } from "./StreamTable.tsx";
import { TableHead } from "../../ui/TableHead.tsx";

interface LedgerTableProps {
  ledger: readonly LedgerLine[];
  /** Kind of a stream by its id. */
  kindOf: (stream: number) => number;
}

/** What became of every sample of an ended session. */
export function LedgerTable({ ledger, kindOf }: LedgerTableProps) {
  const { t, f } = useI18n();
  const difference = ledger.reduce(
    (sum, { captured, stored, dropped, outstanding }) =>
      sum + Math.abs(captured - stored - dropped - outstanding),
    0,
  );
  const heads = [t.session.captured, t.session.stored, t.session.droppedColumn, t.session.outstanding];
  return (
    <div className="mt-4 overflow-x-auto">
      <table className="w-full border-collapse text-right text-sm">
        <caption className="pb-1 text-left">
          {t.session.ledger} <span className="text-muted">{t.session.ledgerHint}</span>
        </caption>
        <TableHead row={t.session.stream} columns={heads} />
        <tbody>
          {ledger.map(({ stream, captured, stored, dropped, outstanding }) => (
            <tr key={stream} className="border-b border-line">
              <th scope="row" className="py-1 text-left font-normal">
                {kindName(kindOf(stream), t)}
              </th>
              {[captured, stored, dropped, outstanding].map((count, i) => (
                <td key={heads[i]} className="pl-2">
                  {f.number(count, 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`mt-1 text-sm ${difference === 0 ? "text-muted" : "text-bad"}`}>
        {difference === 0
          ? t.session.balanced
          : fill(t.session.unbalanced, { difference: f.number(difference, 0) })}
      </p>
    </div>
  );
}
