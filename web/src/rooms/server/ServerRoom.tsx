import { useState } from "react";
import { useI18n } from "../../i18n/i18n.ts";
import { HealthPanel } from "./HealthPanel.tsx";
import { InspectorPanel } from "./InspectorPanel.tsx";
import { UsersPanel } from "./UsersPanel.tsx";

/** For whoever runs this server: its parts, its people, and their actors as statecharts. */
export function ServerRoom({ userId }: { userId: string }) {
  const { t } = useI18n();
  const [selected, setSelected] = useState(userId);
  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.app.server}</h1>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <UsersPanel selected={selected} onSelect={setSelected} />
        <HealthPanel />
        <div className="min-w-0 lg:col-span-2">
          <InspectorPanel key={selected} userId={selected} />
        </div>
      </div>
    </>
  );
}
