import type { User } from "../../api/routes.ts";
import { Preferences } from "../../app/Preferences.tsx";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { useNow } from "../../ui/use-now.ts";
import { ConstantsPanel } from "./ConstantsPanel.tsx";

const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What this browser shows and how, and what the model rests on. */
export function SettingsRoom({ user }: { user: User }) {
  const { t, f } = useI18n();
  const now = useNow(1_000);
  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.app.settings}</h1>
      <div className="grid grid-cols-1 gap-4">
        <Panel title={t.settings.display}>
          <Preferences />
          <p className="mt-3 text-sm text-muted">
            {fill(t.settings.timeZone, { zone: TIME_ZONE, time: f.dateTime(now) })}
          </p>
          <p className="mt-1 text-sm break-words text-muted">
            {fill(t.app.signedInAs, { name: user.email })}
          </p>
        </Panel>
        <ConstantsPanel />
      </div>
    </>
  );
}
