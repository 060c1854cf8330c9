import type { User } from "../../api/routes.ts";
import { Link } from "../../app/Link.tsx";
import { Preferences } from "../../app/Preferences.tsx";
import { EditBar } from "../../editing/EditBar.tsx";
import { EditsContext, useNewEdits } from "../../editing/edits.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { QuietHoursFields } from "../../notifications/QuietHoursFields.tsx";
import { PushPanel } from "../../notifications/push/PushPanel.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useNow } from "../../ui/use-now.ts";
import { AccountPanel } from "./AccountPanel.tsx";
import { ConstantsPanel } from "./ConstantsPanel.tsx";
import { KeysPanel } from "./keys/KeysPanel.tsx";
import { TimeZoneField } from "./TimeZoneField.tsx";
import { UnitFields } from "./UnitFields.tsx";

const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What this browser shows and how, and what the model rests on. */
export function SettingsRoom({ user, onDeleted }: { user: User; onDeleted: () => void }) {
  const { t, f } = useI18n();
  const now = useNow(1_000);
  const edits = useNewEdits();
  return (
    <EditsContext value={edits}>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.app.settings}</h1>
      <div className="grid grid-cols-1 gap-4">
        <Panel title={t.settings.display}>
          <Preferences />
          <p className="mt-3 text-sm text-muted">
            {fill(t.settings.timeZone, { zone: TIME_ZONE, time: f.dateTime(now) })}
          </p>
          <TimeZoneField />
          <UnitFields />
        </Panel>
        <Panel title={t.notifications.title}>
          <QuietHoursFields />
          <PushPanel userId={user.id} />
        </Panel>
        <KeysPanel />
        <Panel title={t.gestures.settings}>
          <p className="mb-2 text-sm text-muted">{t.gestures.settingsHint}</p>
          <Link to="/gestures" className="text-carry underline underline-offset-4">
            {t.gestures.open}
          </Link>
        </Panel>
        <AccountPanel user={user} onDeleted={onDeleted} />
        <ConstantsPanel />
      </div>
      <EditBar />
    </EditsContext>
  );
}
