import { useCallback } from "react";
import { loadDemo } from "../../api/routes.ts";
import { Link } from "../../app/Link.tsx";
import { useLive } from "../../app/live.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useAction } from "../../ui/use-action.ts";

/** What to do while nothing is entered. */
export function StartPanel() {
  const { t } = useI18n();
  const { portfolio } = useLive();
  const demo = useAction(
    useCallback(async () => {
      await loadDemo();
      await portfolio.load();
    }, [portfolio]),
  );
  return (
    <Panel title={t.start.title}>
      <p className="max-w-[62ch]">{t.start.intro}</p>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button kind="primary" disabled={demo.running} onClick={() => demo.run()}>
          {demo.running ? t.start.demoLoading : t.start.demo}
        </Button>
        <Link
          to="/life"
          className="inline-flex min-h-10 items-center rounded-md border border-line-strong bg-raised px-4 py-2 hover:bg-sunken"
        >
          {t.start.own}
        </Link>
      </div>
      <p className="mt-2 text-sm text-muted">{t.start.demoHint}</p>
      {demo.error !== undefined && (
        <div className="mt-3">
          <ErrorNotice error={demo.error} />
        </div>
      )}
    </Panel>
  );
}
