import { useI18n } from "../../i18n/i18n.ts";

export function LifeRoom() {
  const { t } = useI18n();
  return <h1 className="text-xl font-semibold">{t.app.life}</h1>;
}
