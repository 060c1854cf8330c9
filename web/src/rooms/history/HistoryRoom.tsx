import { useMemo, useState } from "react";
import { useFeed, usePortfolio } from "../../app/live.ts";
import { useQuery } from "../../app/router.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { namesOf } from "../../portfolio/names.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { EscapePanel } from "../now/EscapePanel.tsx";
import { ForcesPanel } from "../now/ForcesPanel.tsx";
import { PartsPanel } from "../now/PartsPanel.tsx";
import { ChangePanel } from "./ChangePanel.tsx";
import { CorrelationPanel } from "./CorrelationPanel.tsx";
import { DayComparison } from "./DayComparison.tsx";
import { DaysPanel } from "./DaysPanel.tsx";
import { EventChanges } from "./EventChanges.tsx";
import { HistoryChart } from "./HistoryChart.tsx";
import { MarkedPanel } from "./MarkedPanel.tsx";
import { RangePicker } from "./RangePicker.tsx";
import { askedOf } from "./ranges.ts";
import { useHistory } from "./use-history.ts";
import { useMarked } from "./use-marked.ts";
import { usePast } from "./use-past.ts";

/** η over time; a slider puts the whole picture at a past second and says what has changed since. */
export function HistoryRoom() {
  const { t } = useI18n();
  const { userId, state } = useFeed();
  const { portfolio } = usePortfolio();
  const query = useQuery();
  const asked = ["range", "from", "to"].map((name) => `${name}=${query.get(name) ?? ""}`).join("&");
  const [chosen, setChosen] = useState<{ of: string; at: number | undefined }>();
  // Another range begins at its end.
  const at = chosen?.of === asked ? chosen.at : undefined;
  const history = useHistory(userId, asked);
  const shownSpan = history.value;
  const past = usePast(userId, at);
  const marked = useMarked(userId, shownSpan);
  const names = useMemo(() => namesOf(portfolio, t), [portfolio, t]);
  const shown = at === undefined ? state : past.state;
  return (
    <>
      <h1 className="sr-only">{t.app.history}</h1>
      <Panel title={t.history.title}>
        <RangePicker asked={askedOf(query)} shown={shownSpan} />
        {history.error !== undefined && <ErrorNotice error={history.error} onRetry={history.reload} />}
        {history.value === undefined && history.error === undefined && <output>{t.app.loading}</output>}
        {shownSpan !== undefined && (
          <HistoryChart
            {...shownSpan}
            marked={marked.value ?? []}
            at={at}
            onAt={(time) => setChosen({ of: asked, at: time })}
          />
        )}
      </Panel>
      {past.error !== undefined && (
        <div className="mt-4">
          <ErrorNotice error={past.error} />
        </div>
      )}
      <div className="mt-4 grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-[minmax(0,1.75fr)_minmax(0,1fr)]">
        <div className="grid grid-cols-1 gap-4">
          <EscapePanel state={shown} names={names} />
          {shown !== undefined && <ForcesPanel state={shown} names={names} />}
        </div>
        <div className="grid grid-cols-1 gap-4">
          {at !== undefined && past.state !== undefined && state !== undefined && (
            <ChangePanel from={past.state} to={state} names={names} />
          )}
          {shownSpan !== undefined && userId !== undefined && (
            <>
              <EventChanges userId={userId} from={at ?? shownSpan.from} to={shownSpan.to} names={names} />
              <MarkedPanel marked={marked} />
              <DaysPanel userId={userId} from={shownSpan.from} to={shownSpan.to} />
            </>
          )}
          {shown !== undefined && <PartsPanel state={shown} names={names} />}
        </div>
      </div>
      {userId !== undefined && (
        <div className="mt-4 grid grid-cols-1 items-start gap-4 min-[80rem]:grid-cols-2">
          <DayComparison userId={userId} />
          {shownSpan !== undefined && (
            <CorrelationPanel userId={userId} from={shownSpan.from} to={shownSpan.to} />
          )}
        </div>
      )}
    </>
  );
}
