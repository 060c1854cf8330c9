import { useCallback, useState } from "react";
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import { getChart } from "../../api/operations.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Select } from "../../ui/Select.tsx";
import { usePolled } from "../../ui/use-polled.ts";
import { Statechart } from "./Statechart.tsx";
import { TransitionTable } from "./TransitionTable.tsx";

const EVERY_MS = 2_000;

/** One person's actors as statecharts, live, read from the log: nothing is attached to the running actors. */
export function InspectorPanel({ userId }: { userId: string }) {
  const { t, f } = useI18n();
  const [actor, setActor] = useState<ActorName>("session");
  const load = useCallback(() => getChart(userId, actor), [userId, actor]);
  const { value, error, reload } = usePolled(load, EVERY_MS);
  return (
    <Panel
      title={t.server.inspector}
      aside={
        <Select
          label={t.server.actor}
          value={actor}
          options={ACTORS.map((name) => ({ value: name, text: name }))}
          onChange={setActor}
          className="text-sm"
        />
      }
    >
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      {value === undefined && error === undefined && <output>{t.app.loading}</output>}
      {value !== undefined && (
        <>
          <p className="mb-2 text-sm text-muted">
            {fill(t.server.currentState, { state: value.current, seq: f.number(value.seq, 0) })}
          </p>
          <Statechart chart={value} actor={actor} />
          <TransitionTable transitions={value.transitions} />
        </>
      )}
    </Panel>
  );
}
