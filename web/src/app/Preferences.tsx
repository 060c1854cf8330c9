import { en } from "../i18n/en.ts";
import { LANGUAGES, setLanguage, useI18n, type Language } from "../i18n/i18n.ts";
import { Select } from "../ui/Select.tsx";
import { setTheme, THEMES, useTheme, type Theme } from "../ui/theme.ts";

const LANGUAGE_NAMES: Record<Language, string> = { en: en.language, de: "Deutsch" };

/** Theme and language, kept in this browser. */
export function Preferences() {
  const { t, language } = useI18n();
  const theme = useTheme();
  const themeNames: Record<Theme, string> = {
    system: t.app.themeSystem,
    light: t.app.themeLight,
    dark: t.app.themeDark,
  };
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-2 text-sm text-muted">
      <Select
        label={t.app.theme}
        value={theme}
        options={THEMES.map((value) => ({ value, text: themeNames[value] }))}
        onChange={setTheme}
      />
      <Select
        label={t.app.languageLabel}
        value={language}
        options={LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }))}
        onChange={(chosen) => void setLanguage(chosen)}
      />
    </div>
  );
}
