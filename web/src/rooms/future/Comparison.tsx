import type { ScenarioForecast, SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import type { Names } from "../../portfolio/names.ts";
import { Panel } from "../../ui/Panel.tsx";

/** The scenarios in numbers: η, the paired difference with its error, and every deadline. */
export function Comparison({ result, names }: { result: SimulationResult; names: Names }) {
  const { t, f } = useI18n();
  const [present, changed] = result.scenarios;
  const difference = result.differences[0];
  if (present === undefined) return null;
  const columns = [present, ...(changed === undefined ? [] : [changed])];
  const head = "py-1 pl-3 text-right font-normal text-muted";
  return (
    <Panel title={t.future.numbers}>
      <p className="mb-2 text-sm text-muted">{fill(t.future.paths, { paths: f.number(result.paths, 0) })}</p>
      <table className="w-full border-collapse text-right text-sm">
        <thead>
          <tr className="border-b border-line-strong">
            <th scope="col" className="py-1 text-left font-normal text-muted">
              {t.future.what}
            </th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" className={head}>
                {name}
              </th>
            ))}
            {difference !== undefined && (
              <th scope="col" className={head}>
                {t.future.difference}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {[2, 4, 8, 13].map((weeks) => {
            const paired = difference?.eta.find((one) => one.weeks === weeks);
            return (
              <tr key={weeks} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {fill(t.future.etaIn, { weeks })}
                </th>
                {columns.map((scenario) => (
                  <td key={scenario.name} className="pl-3">
                    <EtaCell scenario={scenario} weeks={weeks} />
                  </td>
                ))}
                {difference !== undefined && (
                  <td className="pl-3">
                    {paired === undefined
                      ? "–"
                      : `${f.points(paired.mean)} ± ${f.number(paired.standardError * 100)}`}
                  </td>
                )}
              </tr>
            );
          })}
          <tr className="border-b border-line">
            <th scope="row" className="py-1 text-left font-normal">
              {t.future.hit}
            </th>
            {columns.map(({ name, pHit }) => (
              <td key={name} className="pl-3">
                {f.percent(pHit.at(-1)?.probability ?? 0)}
              </td>
            ))}
            {difference !== undefined && <td className="pl-3">–</td>}
          </tr>
          {present.projects.map(({ id, deadlineWeeks }) => (
            <tr key={id} className="border-b border-line">
              <th scope="row" className="py-1 text-left font-normal">
                {fill(deadlineWeeks === null ? t.future.doneAtAll : t.future.onTime, {
                  name: names.project(id),
                })}
              </th>
              {columns.map((scenario) => (
                <td key={scenario.name} className="pl-3">
                  {onTime(scenario, id)}
                </td>
              ))}
              {difference !== undefined && <td className="pl-3">–</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );

  function onTime({ projects }: ScenarioForecast, id: string): string {
    const project = projects.find((one) => one.id === id);
    if (project === undefined) return "–";
    return f.percent(project.pOnTime ?? 1 - project.pUnfinished);
  }
}

/** The median, and below it what 8 of 10 futures lie between. */
function EtaCell({ scenario, weeks }: { scenario: ScenarioForecast; weeks: number }) {
  const { f } = useI18n();
  const band = scenario.eta.find((one) => one.weeks === weeks);
  if (band === undefined) return "–";
  return (
    <>
      {f.percent(band.median)}
      <span className="block text-xs whitespace-nowrap text-muted">
        {f.percentRange(band.low, band.high)}
      </span>
    </>
  );
}
