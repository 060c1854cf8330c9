import { getHealth, type HealthPart } from "../../api/operations.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { inWords } from "../../i18n/in-words.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { usePolled } from "../../ui/use-polled.ts";

const DOTS: Record<HealthPart["state"], string> = { up: "bg-good", degraded: "bg-hold", down: "bg-bad" };
const EVERY_MS = 2_000;

/** The parts of the process, whether they are up, and their numbers. */
export function HealthPanel() {
  const { t, f } = useI18n();
  const { value: health, error, reload } = usePolled(getHealth, EVERY_MS);
  const count = (value: number): string => f.number(value, Number.isInteger(value) ? 0 : 2);
  return (
    <Panel
      title={t.server.parts}
      aside={
        health !== undefined && (
          <span className="text-sm text-muted">{fill(t.server.version, { version: health.version })}</span>
        )
      }
    >
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {health === undefined && error === undefined && <output>{t.app.loading}</output>}
      <ul>
        {health?.parts.map(({ name, description, state, numbers }) => (
          <li key={name} className="border-b border-line py-2 last:border-0">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[state]}`} />
              <span className="font-medium">{t.server.partNames[name] ?? name}</span>
              <span className="text-sm text-muted">
                {t.server.states[state]} · {inWords(t.serverWords, description)}
              </span>
            </p>
            {numbers !== undefined && (
              <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-sm">
                {Object.entries(numbers).map(([key, value]) => (
                  <div key={key} className="flex gap-1.5">
                    <dt className="text-muted">{t.server.counters[key] ?? key}</dt>
                    <dd className="tabular-nums">{key.endsWith("At") ? f.dateTime(value) : count(value)}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
