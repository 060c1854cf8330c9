import { useI18n } from "../../../i18n/i18n.ts";
import type { DueCurve } from "./due-curve.ts";
import { TableHead } from "../../../ui/TableHead.tsx";

interface DueTableProps {
  curve: DueCurve;
  nameOf: (projectId: string) => string;
}

/** The staircase in numbers. */
export function DueTable({ curve: { steps, held }, nameOf }: DueTableProps) {
  const { t, f } = useI18n();
  const heads = [t.dates.inWeeks, t.dates.dueBy, t.dates.paceFor, t.dates.doneBy];
  return (
    <table className="mt-1 w-full border-collapse text-right">
      <TableHead row={t.dates.project} columns={heads} />
      <tbody>
        {steps.map(({ projectId, weeks, total }) => (
          <tr key={projectId} className="border-b border-line tabular-nums">
            <th scope="row" className="text-left font-normal break-words">
              {nameOf(projectId)}
            </th>
            <td>{f.number(weeks)}</td>
            <td>{f.number(total, 0)}</td>
            <td>{f.number(total / weeks)}</td>
            <td className={held * weeks < total ? "text-hold" : ""}>{f.number(held * weeks, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
