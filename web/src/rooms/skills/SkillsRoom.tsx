import { useState } from "react";
import type { Portfolio } from "../../api/routes.ts";
import { useLive, usePortfolio } from "../../app/live.ts";
import { useQueryPart } from "../../app/router.ts";
import { EditBar } from "../../editing/EditBar.tsx";
import { EditsContext, useNewEdits } from "../../editing/edits.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Lock } from "../../travel/Lock.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { SkillDetail } from "./SkillDetail.tsx";
import { SkillForm } from "./SkillForm.tsx";
import { SkillGraph } from "./SkillGraph.tsx";
import { SkillList } from "./SkillList.tsx";

/** What the person can do, as a graph and as a list, with what each belief rests on. */
export function SkillsRoom() {
  const { t } = useI18n();
  const live = useLive();
  const { portfolio, error } = usePortfolio();
  const edits = useNewEdits();
  const [adding, setAdding] = useState(false);
  return (
    <EditsContext value={edits}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <h1 className="text-xl font-semibold tracking-tight">{t.app.skills}</h1>
        <Lock>
          <Button onClick={() => setAdding(true)}>{t.life.addSkill}</Button>
        </Lock>
      </div>
      {error !== undefined && portfolio === undefined && (
        <ErrorNotice error={error} onRetry={() => void live.portfolio.load()} />
      )}
      {portfolio === undefined && error === undefined && <output>{t.app.loading}</output>}
      {portfolio !== undefined && <Skills portfolio={portfolio} />}
      <Lock>
        {adding && (
          <SkillForm
            domains={[...new Set((portfolio?.skills ?? []).map(({ domain }) => domain))]}
            onClose={() => setAdding(false)}
          />
        )}
        <EditBar />
      </Lock>
    </EditsContext>
  );
}

function Skills({ portfolio }: { portfolio: Portfolio }) {
  const { t } = useI18n();
  const [selected, setSelected] = useQueryPart("skill");
  const { skills } = portfolio;
  const chosen = skills.find(({ id }) => id === selected);
  if (skills.length === 0) {
    return (
      <Panel title={t.skills.graph}>
        <p className="text-muted">{t.life.noSkills}</p>
      </Panel>
    );
  }
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1.8fr)_minmax(0,1fr)]">
      <Panel title={t.skills.graph}>
        <SkillGraph portfolio={portfolio} selected={selected} onSelect={setSelected} />
        <p className="mt-2 text-sm text-muted">{t.skills.legend}</p>
      </Panel>
      <div className="min-w-0 lg:row-span-2">
        {chosen === undefined ? (
          <Panel title={t.skills.noneChosen}>
            <p className="text-muted">{t.skills.choose}</p>
          </Panel>
        ) : (
          <SkillDetail key={chosen.id} skill={chosen} portfolio={portfolio} onSelect={setSelected} />
        )}
      </div>
      <Panel title={t.skills.list}>
        <SkillList skills={skills} selected={selected} onSelect={setSelected} />
      </Panel>
    </div>
  );
}
